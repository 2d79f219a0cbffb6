"""Who may see a link, and who may make, confirm or end one."""

from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.registers.links.models import Link, LinkKind
from concord.registers.subjects.models import Subject
from concord.trust.access.queries import sighted_pair
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor, is_system
from concord.trust.records import RecordQuerySet


def visible_to(actor: Actor) -> RecordQuerySet:
    """Return the links whose both ends this actor may know of, and whose part they may see."""
    return sighted_pair(Link.objects.all(), actor, part_column="part", ends=("one_id", "other_id"))


def may_link(actor: Actor, one: Subject) -> Verdict:
    """Whoever writes a part of the record to which connections belong."""
    parts = set(LinkKind.objects.values_list("part", flat=True))
    return allowed_if(
        is_system(actor) or bool(parts & actor.writes),
        "Your role does not include recording who is connected with whom.",
    )


def may_write(actor: Actor, part: str) -> Verdict:
    """A link belongs to a part of the record that its author writes."""
    return allowed_if(
        is_system(actor) or part in actor.writes,
        "Your role does not include recording this kind of connection.",
    )


def may_add_relative(actor: Actor, child: Subject) -> Verdict:
    """Family belongs to who somebody is: whoever keeps entries enters it."""
    return allowed_if(
        child.is_person and (is_system(actor) or Compartment.IDENTITY in actor.writes),
        "Only social care or the data steward may enter a person’s family.",
    )


def may_review(actor: Actor, link: Link) -> Verdict:
    """Whoever writes the link's part confirms it or ends it."""
    return first_refusal(
        may_write(actor, link.part),
        allowed_if(link.ended_at is None, "This connection has been ended already."),
    )
