"""The one way data may change: lock, compare versions, ask, do, announce - in one transaction."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from concord.kernel.verdicts import Verdict
from concord.trust import reactions
from concord.trust.actors import Actor
from concord.trust.audit import log
from concord.trust.records import Record, changes_allowed

Subject = TypeVar("Subject")
Details = ParamSpec("Details")
Outcome = TypeVar("Outcome")

_announced: ContextVar[list[log.Event] | None] = ContextVar("announced", default=None)
commands: list[Callable[..., Any]] = []


class Refused(Exception):
    """The change is not allowed; the message is fit to show the person who asked."""


class Stale(Exception):
    """Somebody else saved the record first. Carries the record as it now stands."""

    def __init__(self, record: Model) -> None:
        super().__init__("Somebody else has changed this since you opened it.")
        self.record = record


class SilentCommand(Exception):
    """A command ended without announcing what it did (a programming error)."""


def require(verdict: Verdict) -> None:
    """Raise Refused with the verdict's sentence unless it allows."""
    if not verdict:
        raise Refused(verdict.reason)


def command(
    *, may: Callable[[Actor, Subject], Verdict], alone: bool = False
) -> Callable[
    [Callable[Concatenate[Subject, Details], Outcome]],
    Callable[..., Outcome],
]:
    """Make a function a command: checked by `may`, atomic, and unable to act in silence.

    The command takes its subject by position and everything else by keyword. `seen` is the version
    of the record that the person had before them; Stale is raised when it has moved on. `alone`
    has commands about one key wait for each other, where there is no row of its own to lock.
    """

    def decorate(
        change: Callable[Concatenate[Subject, Details], Outcome],
    ) -> Callable[..., Outcome]:
        @functools.wraps(change)
        def run(subject: Subject, /, *, seen: int | None = None, **details: Any) -> Outcome:
            by = cast(Actor, details["by"])
            try:
                with transaction.atomic(), _listening() as announced, changes_allowed():
                    _lock(subject, seen)
                    if alone:
                        one_at_a_time(cast(UUID, subject))
                    require(may(by, subject))
                    outcome = change(subject, **details)  # type: ignore[call-arg]
                    if not announced:
                        raise SilentCommand(change.__qualname__)
            except Refused as refusal:
                # Written after the rollback, so that the attempt itself is not lost.
                log.refused(subject, by=by, command=change.__name__, reason=str(refusal))
                raise
            return outcome

        commands.append(run)
        return run

    return decorate


def one_at_a_time(key: UUID) -> None:
    """Have whoever changes the same wait until this is done, and see it then.

    For what a command is about that has no row of its own to lock yet: a person's restriction, say.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(key)])


def announce(event: log.Event, *, by: Actor) -> None:
    """Write the event to the audit log, then let the pathways react, all in this transaction."""
    announced = _announced.get()
    if announced is None:
        raise SilentCommand(f"{type(event).__name__} announced outside a command")
    log.happened(event, by=by)
    announced.append(event)
    reactions.react_to(event, by=by)


def _lock(subject: object, seen: int | None) -> None:
    if not isinstance(subject, Model) or subject._state.adding:
        return
    # A row that refers to it may still be written meanwhile: an agency's referrals, a user's log.
    # All rows are asked, for what was taken back a moment ago is no longer among the usual ones.
    rows = type(subject)._base_manager.select_for_update(no_key=True)
    subject.refresh_from_db(from_queryset=rows)
    if seen is not None and isinstance(subject, Record) and subject.version != seen:
        raise Stale(subject)


@contextmanager
def _listening() -> Iterator[list[log.Event]]:
    announced: list[log.Event] = []
    token = _announced.set(announced)
    try:
        yield announced
    finally:
        _announced.reset(token)
