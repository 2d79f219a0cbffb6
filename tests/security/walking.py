"""Every page as some people get it: asked for once, then looked at by many tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from concord.project.access_matrix import MATRIX, methods_of
from tests.architecture.cells import address
from tests.factories import Partnership, new_key
from tests.factories.proof import prove
from tests.factories.world import World

# One of each kind of reader: who refers, who works, who leads, who keeps the log, who has an own
# code and key, and nobody.
READERS = ("dsl", "worker", "manager", "nurse", "governance", "administrator", "anonymous")
# What ends the session is asked last, by the tests that are about it.
ENDS = frozenset({"account_logout"})


@dataclass(frozen=True)
class Answered:
    """What one person got at one address."""

    who: str
    name: str
    path: str
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: dict[str, Any]

    @property
    def is_page(self) -> bool:
        """Whether a person reads it in a browser, whole."""
        is_html = self.headers.get("Content-Type", "").startswith("text/html")
        return is_html and bool(self.body) and self.status not in (301, 302)

    @property
    def text(self) -> str:
        """What it says, where it is text."""
        return self.body.decode(errors="replace")

    def __str__(self) -> str:
        return f"{self.who} {self.status} {self.name}"


@contextmanager
def undone() -> Iterator[None]:
    """Take back everything that happens in the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def signed_in(world: World, who: str) -> Client:
    """Return a browser in which somebody is signed in, lately enough for every page."""
    client = Client(raise_request_exception=False)
    if who != "anonymous":
        client.force_login(world.partnership.users[who])
        prove(client)
    return client


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Yield the name and the path of every page, about the records of a case."""
    for name, row in MATRIX.items():
        yield name, address(name, row, world.keys.get(row.about, new_key()))


def taken(who: str, name: str, path: str, answer: Any) -> Answered:
    """Return an answer with its body read."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cookies = {
        key: dict(morsel) | {"value": morsel.value} for key, morsel in answer.cookies.items()
    }
    return Answered(who, name, path, answer.status_code, dict(answer.headers), body, cookies)


def walk(world: World, who: str) -> Iterator[Answered]:
    """Yield what somebody gets at every address, by the method that the page is made for."""
    client = signed_in(world, who)
    for name, path in addresses(world):
        if name in ENDS:
            continue
        cache.clear()
        with undone():
            shows = "GET" in methods_of(name) or name.startswith(("account_", "mfa_", "openid_"))
            yield taken(who, name, path, client.get(path) if shows else client.post(path))


def walked() -> list[Answered]:
    """Return what every reader gets at every address. Takes back the case that it made."""
    found: list[Answered] = []
    with undone():
        world = World(Partnership())
        for who in READERS:
            found += walk(world, who)
        client = signed_in(world, "worker")
        found.append(taken("worker", "nowhere", "/nowhere", client.get("/nowhere")))
    return found
