"""Why somebody did what a line of the log says, as far as they were asked, and in which roles."""

from collections.abc import Iterable
from uuid import UUID

from concord.trust.access.queries import glass_broken
from concord.trust.access.rules import EmergencyReason
from concord.trust.accounts.models import Role
from concord.trust.actors import SYSTEM_ROLE, Actor
from concord.trust.audit.reading import Line
from concord.ui.words import sentence_list

_EMERGENCIES = frozenset({"GlassBroken", "EmergencyUnanswered"})
_REFUSALS = {"404": "Hidden from them, or not there", "role": "Not for their role"}
_ROLES = dict(Role.choices) | {SYSTEM_ROLE: "Concord itself"}


def reasons(lines: Iterable[Line], *, by: Actor) -> dict[UUID, str]:
    """Return by line the reason that was given, or why it was refused; empty where none was asked.

    The words of an emergency are kept with it and not in the log.
    """
    shown = list(lines)
    broken = [line.record_id for line in shown if line.what == "GlassBroken"]
    rows = glass_broken(by).filter(pk__in=broken).values_list("pk", "reason")
    words = {str(key): reason for key, reason in rows}
    return {line.id: _reason(line, words.get(line.record_id, "")) for line in shown}


def roles(line: Line) -> str:
    """Return the roles that somebody held when they did what a line says."""
    return sentence_list(_ROLES.get(code, code) for code in line.details.get("roles", ()))


def _reason(line: Line, words: str) -> str:
    if line.what in _EMERGENCIES:
        kind = dict(EmergencyReason.choices).get(line.details.get("kind", ""), "")
        return f"{kind}: {words}" if words else kind
    stated = str(line.details.get("reason") or line.purpose)
    return _REFUSALS.get(stated, stated) if line.what == "Refused" else stated
