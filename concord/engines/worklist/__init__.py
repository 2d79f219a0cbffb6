"""What a person has to do, gathered from every app. Tasks are rows with due times, never jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from concord.trust.actors import Actor


@dataclass(frozen=True)
class Task:
    """One thing to do, by whom it may concern and by when. `due_at` is an instant (UTC)."""

    title: str
    about: str
    url: str
    due_at: datetime | None
    kind: str
    subject_id: UUID | None = None
    # Whom the task names beside the subject: both are shown, so both stand in the log.
    other_id: UUID | None = None

    @property
    def shown(self) -> tuple[UUID, ...]:
        """The keys of the subjects whom the task names."""
        return tuple(key for key in (self.subject_id, self.other_id) if key)

    def is_overdue(self, now: datetime) -> bool:
        return self.due_at is not None and self.due_at < now


Source = Callable[[Actor], list[Task]]
_sources: dict[str, Source] = {}


def contribute(name: str, source: Source) -> None:
    """Lend the worklist a source of tasks. Raise ValueError when the name is taken."""
    if name in _sources:
        raise ValueError(f"The worklist already has tasks called {name}.")
    _sources[name] = source


def tasks_for(actor: Actor) -> list[Task]:
    """Return everything this person can act on, the earliest due first."""
    tasks = [task for source in _sources.values() for task in source(actor)]
    return sorted(tasks, key=lambda task: (task.due_at is None, task.due_at, task.about))
