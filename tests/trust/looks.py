"""Walk through every page as somebody, in every state of the case, and read what the log then says.

What a request changed is taken back before the next.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection, transaction

from concord.project.access_matrix import FORMS, LIBRARY, MATRIX, OF_THE_CASE, Row
from concord.registers.subjects.models import Subject
from concord.trust.audit.reading import Line
from tests.architecture.cells import address, cells_of, standing
from tests.architecture.states import BECOME
from tests.architecture.test_access_matrix import ABSENT, Undo, sign_in
from tests.audit_reading import lines
from tests.factories.world import World

VIEWS = ("Opened", "Listed", "Searched", "Exported", "Printed", "Downloaded", "Unmasked")
STATES = ("open", "restricted", "closed", "moved")
# Pages that know no record of anybody: the library's own, and those for machines.
OF_NOBODY = (*LIBRARY, "gallery:", "metrics")
WHY = "The school nurse must know where to go today."
# What is sent where an empty form finds nobody, in letters that no page would show a name in.
SENT = {
    "desk:search": {"terms": "practice"},
    "desk:whom": {"name": "sam practice"},
    "desk:audit_find": {"stated": "sam practice"},
    "desk:export_children": {"kind": "csv"},
    "desk:export_network": {"kind": "csv"},
    "desk:show_address": {"reason": WHY},
    "documents:original": {"reason": WHY},
    "desk:add_relative": {
        "descriptor": "ash waiting", "also_known_as": "", "sex": "U", "kind": "parent",
        "parental_responsibility": "no", "safe_to_contact": "yes", "because": "They said so.",
    },
}  # fmt: skip
LISTS = ("desk:home", "desk:children", "frontdoor:worklist", "sittings:list")
# Pages about more than one record, which every state of a case bears upon.
OF_MANY = (*LISTS, "desk:search", "desk:whom", "desk:export_children", "desk:audit_find")


@dataclass(frozen=True)
class Look:
    """One request: what was asked and answered, whom the answer shows, and what the log says."""

    state: str
    method: str
    page: str
    row: Row
    status: int
    shown: frozenset[UUID]
    said: tuple[Line, ...]

    def __str__(self) -> str:
        return f"{self.state} {self.method} {self.page}: {self.status}"

    @property
    def views(self) -> tuple[Line, ...]:
        """What the log says of people who were shown."""
        return tuple(line for line in self.said if line.what in VIEWS)

    @property
    def logged(self) -> frozenset[UUID]:
        """Whom the log says the answer showed."""
        return frozenset(key for line in self.views for key in line.subject_ids)


@dataclass
class Walk:
    """Somebody's walk, with the words that give each person of the world away."""

    client: Any
    world: World
    who: str
    words: dict[UUID, tuple[str, str]] = field(default_factory=dict)

    def looks(self) -> Iterator[Look]:
        """Open every page and send every form that a state bears upon."""
        cookies = sign_in(self.client, self.world, self.who)
        self.words = words_of(self.world)
        for state in STATES:
            with contextlib.suppress(Undo), transaction.atomic():
                BECOME[state](self.world)
                for page, row, method in _asked(state, self.who):
                    self.client.cookies.load(cookies)
                    yield self._look(state, method, page, row)
                raise Undo

    def _look(self, state: str, method: str, page: str, row: Row) -> Look:
        url = address(page, row, self.world.keys.get(row.about, ABSENT))
        found = []
        with contextlib.suppress(Undo), transaction.atomic():
            cache.clear()
            since = database_clock()
            ask = self.client.get if method == "GET" else self.client.post
            answer = ask(url, SENT.get(page, {}) if method == "POST" else None)
            shown = self._shown_by(answer, row)
            said = tuple(lines(since=since))
            found.append(Look(state, method, page, row, answer.status_code, shown, said))
            raise Undo
        return found[0]

    def _shown_by(self, answer: Any, row: Row) -> frozenset[UUID]:
        """Return whom an answer names or leads to, or whose record it is."""
        body = b"".join(answer) if answer.streaming else answer.content
        text = body.decode(errors="replace")
        shown = {key for key, words in self.words.items() if any(word in text for word in words)}
        if answer.status_code == 200 and row.about in OF_THE_CASE:
            shown.add(self.world.keys["child"])
        return frozenset(shown)


def words_of(world: World) -> dict[UUID, tuple[str, str]]:
    """Return everybody of the world, by key, with the words that give each away on a page."""
    with world.partnership.as_("manager"):
        found = list(Subject.objects.all())
    assert {each.kind for each in found} == {"person", "place"}
    return {child.pk: (child.descriptor, str(child.pk)) for child in found}


def database_clock() -> Any:
    """Return the time by the clock that the log goes by."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        return cursor.fetchone()[0]


def _asked(state: str, who: str) -> Iterator[tuple[str, Row, str]]:
    """Yield the pages that a state bears upon for somebody, and how each is asked.

    What does not open to somebody is asked for once; an empty form comes back alike in every state.
    """
    pages = cells_of(state)
    if state != "open":
        pages += [(page, MATRIX[page]) for page in OF_MANY]
    for page, row in pages:
        opens = standing(page, who, "open") == "opens"
        if page.startswith(OF_NOBODY) or not (opens or state == "open"):
            continue
        if not row.button:
            yield page, row, "GET"
        if opens and (page in SENT or (state == "open" and (row.button or page in FORMS))):
            yield page, row, "POST"
