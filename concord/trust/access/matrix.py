"""What each role opens on a day, what is proposed to change, and what was changed before."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from concord.trust.access import guards
from concord.trust.access.limits import NOTHING, may_open
from concord.trust.access.models import CeilingProposal, RoleCeiling
from concord.trust.access.rules import Ability, Answer
from concord.trust.actors import Actor


def ceilings_on(day: date) -> "QuerySet[RoleCeiling]":
    """Return the rows of the matrix that hold on a day."""
    return RoleCeiling.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


def opened_on(day: date, roles: Iterable[str] | None = None) -> list[tuple[str, str, str]]:
    """Return (role, part, ability) of what roles open on a day: of these, or of all.

    A row beyond what any decision can give opens nothing, however it came there.
    """
    rows = ceilings_on(day) if roles is None else ceilings_on(day).filter(role__in=roles)
    found = rows.values_list("role", "compartment", "ability")
    return [row for row in found if may_open(*row)]


def parts_read(on: date) -> dict[str, frozenset[str]]:
    """Return the parts that each role reads on a day."""
    read: dict[str, set[str]] = defaultdict(set)
    for role, part, ability in opened_on(on):
        if ability in (Ability.READ, Ability.WRITE):
            read[role].add(part)
    return {role: frozenset(parts) for role, parts in read.items()}


def role_matrix(on: date) -> dict[str, dict[str, tuple[str, str]]]:
    """Return what each role opens on a day: by role and part, the ability and how far it goes."""
    matrix: dict[str, dict[str, tuple[str, str]]] = {}
    for row in ceilings_on(on).order_by("valid_from"):
        matrix.setdefault(row.role, {})[row.compartment] = (row.ability, row.scope)
    return matrix


def ceiling(role: str, part: str, *, on: date) -> tuple[str, str]:
    """Return what a role opens of a part on a day, and how far it goes; nothing where no row is."""
    rows = ceilings_on(on).filter(role=role, compartment=part)
    found = rows.order_by("-valid_from").values_list("ability", "scope").first()
    return found or (NOTHING, "")


def ceilings_waiting(actor: Actor) -> "QuerySet[CeilingProposal]":
    """Return the changes of the matrix that wait for a second person, for those who may be one."""
    waiting = CeilingProposal.objects.filter(answer=Answer.WAITING)
    waiting = waiting.order_by("proposed_at", "pk")
    return waiting if actor.has_role(*guards.MATRIX_ROLES) else waiting.none()


def ceilings_decided() -> "QuerySet[CeilingProposal]":
    """Return what was decided about the matrix, the latest first. It holds for everybody."""
    decided = CeilingProposal.objects.exclude(answer=Answer.WAITING)
    return decided.order_by("-answered_at", "pk")
