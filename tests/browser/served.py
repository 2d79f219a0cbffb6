"""Concord served for real: its own database and port, with cookies, tokens and sessions."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test.testcases import LiveServerThread

from concord.project.setup.static_files import collect_static_files


@contextmanager
def serving() -> Iterator[str]:
    """Serve the database of the test until the block ends; return the address."""
    collect_static_files(sys.executable)
    # The whole of Concord answers, WhiteNoise included: nothing stands in for it.
    thread = LiveServerThread("127.0.0.1", lambda _: WSGIHandler())
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()
        connections.close_all()


class Person:
    """Somebody at their own browser."""

    def __init__(self, browser: Any, address: str, username: str, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.address = address
        self.username = username

    def sign_in(self, password: str) -> "Person":
        """Sign in at the door, as everybody does."""
        self.go("/accounts/login/")
        self.fill("User name", self.username)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.press("Sign in")
        return self

    def go(self, path: str) -> None:
        """Open a page by its path."""
        self.page.goto(f"{self.address}{path}")

    def fill(self, label: str, text: str) -> None:
        """Type into the box with this label."""
        self.page.get_by_label(label, exact=False).first.fill(text)

    def choose(self, question: str, answer: str) -> None:
        """Choose an answer to a question."""
        group = self.page.get_by_role("group", name=question)
        group.get_by_label(answer, exact=True).check()

    def press(self, name: str) -> None:
        """Press the button with this name."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def follow(self, name: str) -> None:
        """Follow the link with this name."""
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    @property
    def heading(self) -> str:
        return str(self.page.locator("h1").first.inner_text())

    @property
    def text(self) -> str:
        return str(self.page.locator("main").inner_text())
