"""Who may see what was said of a pair, and who may say it."""

from concord.kernel.verdicts import Verdict
from concord.registers.identity.models import PairVerdict
from concord.registers.subjects import access as subjects
from concord.registers.subjects.models import Subject
from concord.trust.access.queries import sighted_pair
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet


def visible_to(actor: Actor) -> RecordQuerySet:
    """Return the verdicts on pairs both of whom this actor may know of."""
    rows = PairVerdict.objects.all()
    return sighted_pair(rows, actor, part_column="part", ends=("one_id", "other_id"))


def may_judge(actor: Actor, subject: Subject) -> Verdict:
    """Whoever keeps the entries says which of them are one."""
    return subjects.may_change(actor, subject)
