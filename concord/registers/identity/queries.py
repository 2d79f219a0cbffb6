"""Whom an entry may also be, with what has been said of each pair."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from concord.registers.identity import access
from concord.registers.identity.models import PairVerdict
from concord.registers.identity.rules import Says, still_settles
from concord.registers.subjects.models import Subject
from concord.registers.subjects.queries import Candidate, who_it_may_be
from concord.trust.actors import Actor

MOST = 50


@dataclass(frozen=True)
class Pair:
    """Somebody whom an entry may also be, and what was said of the two last, if anything."""

    candidate: Candidate
    verdict: PairVerdict | None

    @property
    def is_settled(self) -> bool:
        """Whether nobody need look at the pair again, on the evidence there is."""
        if self.verdict is None or self.verdict.says == Says.NOT_SURE:
            return False
        weight = self.candidate.likeness.weight
        return self.verdict.says == Says.SAME or still_settles(self.verdict.weight, weight)


def pairs_of(viewer: Actor, subject: Subject) -> list[Pair]:
    """Return whom an entry may also be, of those whom the viewer may see, the open pairs first."""
    candidates = who_it_may_be(viewer, subject)
    said = verdicts_on(viewer, subject.pk, [one.subject.pk for one in candidates])
    pairs = [Pair(one, said.get(one.subject.pk)) for one in candidates]
    return sorted(pairs, key=lambda pair: pair.is_settled)


def verdicts_on(viewer: Actor, subject_id: UUID, others: Iterable[UUID]) -> dict[UUID, PairVerdict]:
    """Return the latest verdict on each pair of a subject and some others, by the other's key."""
    keys = list(others)
    rows = access.visible_to(viewer).filter(
        Q(one=subject_id, other__in=keys) | Q(other=subject_id, one__in=keys)
    )
    ordered = rows.order_by("said_at", "pk")
    return {row.other_id if row.one_id == subject_id else row.one_id: row for row in ordered}


def history_of(viewer: Actor, one: UUID, other: UUID) -> list[PairVerdict]:
    """Return everything that was said of a pair, the latest first."""
    first, second = sorted((one, other))
    rows = access.visible_to(viewer).filter(one=first, other=second)
    return list(rows.order_by("-said_at", "-pk"))


def unsure(viewer: Actor) -> list[PairVerdict]:
    """Return the pairs of which somebody is not sure, and of which nothing was said since."""
    visible = access.visible_to(viewer)
    latest = visible.order_by("one", "other", "-said_at", "-pk").distinct("one", "other")
    rows = visible.filter(pk__in=latest.values("pk"), says=Says.NOT_SURE)
    return list(rows.select_related("one", "other").order_by("said_at", "pk")[:MOST])
