"""One story of a subject in order, gathered from every app, each line only for those it is for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from concord.trust.actors import Actor


@dataclass(frozen=True)
class Line:
    """One thing that happened: when, what, by whom, and the words to show."""

    at: datetime
    title: str
    by: str = ""
    text: str = ""
    url: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    significant: bool = False
    # Something known only by its day: `at` is then where that day begins.
    is_day: bool = False
    # Of lines of the same instant, what follows from another has the higher number.
    follows: int = 0


Source = Callable[[Actor, UUID], list[Line]]
_sources: dict[str, tuple[str, Source]] = {}


def contribute(name: str, *, compartment: str, source: Source) -> None:
    """Lend the chronology lines of one compartment. Raise ValueError when the name is taken."""
    if name in _sources:
        raise ValueError(f"The chronology already has lines called {name}.")
    _sources[name] = (compartment, source)


def story_of(actor: Actor, subject_id: UUID, *, seen: frozenset[str]) -> list[Line]:
    """Return the lines of the compartments in `seen`, the latest first."""
    lines = [
        line
        for compartment, source in _sources.values()
        if compartment in seen
        for line in source(actor, subject_id)
    ]
    return sorted(lines, key=lambda line: (line.at, line.follows), reverse=True)
