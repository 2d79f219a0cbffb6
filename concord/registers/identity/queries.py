"""Whom an entry may also be, what has been said of each pair, and which entries are joined."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from concord.registers.identity import access
from concord.registers.identity.models import SIGHT_TABLE, HiddenCandidate, Joining, PairVerdict
from concord.registers.identity.rules import Says, still_settles
from concord.registers.subjects.models import Subject
from concord.registers.subjects.queries import Candidate, who_it_may_be
from concord.trust.access.guards import SECOND_PEOPLE
from concord.trust.access.rules import Answer, Compartment
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


def joinings_of(viewer: Actor, subject_id: UUID) -> list[Joining]:
    """Return the joinings of an entry that stand or wait for a second person, the latest first."""
    rows = access.joinings_visible_to(viewer).filter(Q(kept=subject_id) | Q(gone=subject_id))
    open_ones = rows.filter(undone_at=None).exclude(answer=Answer.DECLINED)
    return list(open_ones.select_related("kept", "gone").order_by("-proposed_at", "pk"))


def joinings_to_answer(viewer: Actor) -> list[Joining]:
    """Return the proposals to join or to part that this person may answer, the oldest first."""
    if not viewer.has_role(*SECOND_PEOPLE):
        return []
    to_join = Q(answer=Answer.WAITING) & ~Q(proposed_by=viewer.user_id)
    to_part = Q(undo_proposed_by__isnull=False, undone_at=None)
    rows = access.joinings_visible_to(viewer).filter(
        to_join | (to_part & ~Q(undo_proposed_by=viewer.user_id))
    )
    return list(rows.select_related("kept", "gone").order_by("proposed_at", "pk")[:MOST])


def followed(viewer: Actor, joining: Joining) -> list[tuple[str, int]]:
    """Return how many records of each part followed, of the parts that this viewer may see."""
    rows = access.moved_visible_to(viewer).filter(joining=joining).exclude(table_name=SIGHT_TABLE)
    counted = Counter(Compartment(part).label for part in rows.values_list("part", flat=True))
    return sorted(counted.items())


def hidden_to_settle(viewer: Actor) -> list[HiddenCandidate]:
    """Return the entries that may be a restricted person whom this viewer keeps, oldest first."""
    rows = access.hidden_told_to(viewer).filter(settled_at=None).select_related("subject")
    waiting = rows.order_by("found_at", "pk")[:MOST]
    return [row for row in waiting if access.may_settle_hidden(viewer, row)]


def unsure(viewer: Actor) -> list[PairVerdict]:
    """Return the pairs of which somebody is not sure, and of which nothing was said since."""
    visible = access.visible_to(viewer)
    latest = visible.order_by("one", "other", "-said_at", "-pk").distinct("one", "other")
    rows = visible.filter(pk__in=latest.values("pk"), says=Says.NOT_SURE)
    return list(rows.select_related("one", "other").order_by("said_at", "pk")[:MOST])
