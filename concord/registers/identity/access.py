"""Who may see what was said of a pair, who may say it, and who joins two entries."""

from uuid import UUID

from django.db.models import BooleanField, Func, Q, QuerySet

from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.registers.identity.models import HiddenCandidate, Joining, Moved, PairVerdict
from concord.registers.subjects import access as subjects
from concord.registers.subjects.models import Subject
from concord.trust.access.guards import SECOND_PEOPLE
from concord.trust.access.queries import sighted, sighted_pair
from concord.trust.access.rules import Answer, Compartment
from concord.trust.actors import Actor, is_system
from concord.trust.records import RecordQuerySet


def visible_to(actor: Actor) -> RecordQuerySet:
    """Return the verdicts on pairs both of whom this actor may know of."""
    rows = PairVerdict.objects.all()
    return sighted_pair(rows, actor, part_column="part", ends=("one_id", "other_id"))


def may_judge(actor: Actor, subject: Subject) -> Verdict:
    """Whoever keeps the entries says which of them are one."""
    return subjects.may_change(actor, subject)


def joinings_visible_to(actor: Actor) -> RecordQuerySet:
    """Return the joinings of entries both of which this actor may know of."""
    return sighted_pair(
        Joining.objects.all(), actor, part_column="part", ends=("kept_id", "gone_id")
    )


def moved_visible_to(actor: Actor) -> QuerySet[Moved]:
    """Return what followed one entry into another, of the parts that this actor may see."""
    return sighted_pair(Moved.objects.all(), actor, part_column="part", ends=("kept_id", "gone_id"))


def hidden_visible_to(actor: Actor) -> RecordQuerySet:
    """Return what may be a restricted person, for those who see that person."""
    return sighted(HiddenCandidate.objects.all(), actor, compartment=Compartment.IDENTITY)


def hidden_told_to(actor: Actor) -> RecordQuerySet:
    """Return the same, but where the entry has become restricted too only for those who see both.

    A keeper of one restricted person is not told of another.
    """
    is_open = Func("entry_id", function="identity_is_open", output_field=BooleanField())
    seen = subjects.visible_to(actor).values("pk")
    rows = hidden_visible_to(actor).alias(is_open=is_open)
    return rows.filter(Q(is_open=True) | Q(entry_id__in=seen))


def may_find_hidden(actor: Actor, subject: Subject) -> Verdict:
    """Concord alone looks for people whom whoever is typing may not know of."""
    return allowed_if(is_system(actor), "Concord itself looks for restricted people.")


def may_settle_hidden(actor: Actor, candidate: HiddenCandidate) -> Verdict:
    """Whoever keeps the restricted entry, once."""
    return first_refusal(
        may_judge(actor, candidate.subject),
        allowed_if(candidate.settled_at is None, "Somebody has answered this already."),
    )


def may_answer(actor: Actor, joining: Joining) -> Verdict:
    """A second person who keeps entries, in a role that answers for others."""
    return first_refusal(
        allowed_if(joining.answer == Answer.WAITING, "Somebody has answered this already."),
        _is_second(actor, joining, joining.proposed_by),
    )


def may_propose_undoing(actor: Actor, joining: Joining) -> Verdict:
    """Whoever keeps the entries, while the joining stands and nobody has proposed it yet."""
    return first_refusal(
        may_judge(actor, joining.kept),
        allowed_if(joining.stands, "These two are not joined."),
        allowed_if(joining.undo_proposed_by is None, "Somebody has proposed this already."),
    )


def may_answer_undoing(actor: Actor, joining: Joining) -> Verdict:
    """A second person, as for joining."""
    return first_refusal(
        allowed_if(
            joining.stands and joining.undo_proposed_by is not None,
            "Somebody has answered this already.",
        ),
        _is_second(actor, joining, joining.undo_proposed_by),
    )


def _is_second(actor: Actor, joining: Joining, first: UUID | None) -> Verdict:
    return first_refusal(
        may_judge(actor, joining.kept),
        allowed_if(
            actor.has_role(*SECOND_PEOPLE),
            "Only a team manager or the data steward answers for a second person.",
        ),
        allowed_if(actor.user_id != first, "Somebody else must agree to your proposal."),
    )
