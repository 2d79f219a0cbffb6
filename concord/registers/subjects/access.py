"""Who may see a person on the register, and who may change the entry."""

from uuid import UUID

from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.registers.subjects.models import Address, Identifier, Name, Protection, Subject
from concord.registers.subjects.rules import NameKind
from concord.trust.access.queries import sighted
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor, is_system
from concord.trust.records import RecordQuerySet

# The part of who a person is that only some roles may ask for: a protected address.
PROTECTED_ADDRESS = "protected_address"
LIFTERS = ("team_manager",)


def visible_to(actor: Actor) -> RecordQuerySet:
    """Return the subjects this actor may know of; everybody else does not exist for them."""
    return sighted(Subject.objects.all(), actor, compartment=Compartment.IDENTITY, subject="id")


def may_register(actor: Actor, subject_id: UUID) -> Verdict:
    """Anybody who may refer may name the person they are worried about."""
    return allowed_if(
        is_system(actor) or bool({"referral", "identity"} & actor.writes),
        "Only people who make referrals may add a person.",
    )


def may_register_thing(actor: Actor, subject_id: UUID) -> Verdict:
    """Whoever may link it afterwards: what nobody links says nothing."""
    return allowed_if(
        bool({Compartment.IDENTITY, Compartment.TRACKING} & actor.writes),
        "Only people who record connections may add a place, a group or a thing.",
    )


def may_change(actor: Actor, subject: Subject) -> Verdict:
    """Entries are kept by social care and the data steward."""
    return allowed_if(
        is_system(actor) or Compartment.IDENTITY in actor.writes,
        "Only social care or the data steward may change a person’s details.",
    )


def addresses_visible_to(actor: Actor) -> RecordQuerySet:
    """Return the addresses of the people this actor may know of; protected ones stay masked."""
    return sighted(Address.objects.all(), actor, compartment=Compartment.IDENTITY)


def protections_visible_to(actor: Actor) -> RecordQuerySet:
    """Return when and why addresses were protected, of the people this actor may know of."""
    return sighted(Protection.objects.all(), actor, compartment=Compartment.IDENTITY)


def names_visible_to(actor: Actor) -> RecordQuerySet:
    """Return the names of the people this actor may know of, but for those taken back."""
    return sighted(Name.objects.all(), actor, compartment=Compartment.IDENTITY)


def numbers_visible_to(actor: Actor) -> RecordQuerySet:
    """Return the numbers of the people this actor may know of, but for those taken back."""
    return sighted(Identifier.objects.all(), actor, compartment=Compartment.IDENTITY)


def may_take_back(actor: Actor, said: Name | Identifier | Address) -> Verdict:
    """Whoever keeps the entry; not what everybody knows them by, nor what nobody may learn."""
    return first_refusal(
        may_change(actor, said.subject),
        allowed_if(
            getattr(said, "kind", "") != NameKind.KNOWN_AS,
            "They are known by this name. Add the right one first.",
        ),
        allowed_if(
            not getattr(said, "confidential", False),
            "This address is protected. A team manager lifts the protection first.",
        ),
    )


def may_protect(actor: Actor, address: Address) -> Verdict:
    """Whoever keeps the entry; once."""
    return first_refusal(
        may_change(actor, address.subject),
        allowed_if(not address.confidential, "This address is protected already."),
    )


def may_lift_protection(actor: Actor, address: Address) -> Verdict:
    """A team manager: a mistake here tells somebody dangerous where a child is."""
    return first_refusal(
        allowed_if(
            actor.has_role(*LIFTERS), "Only a team manager may lift the protection of an address."
        ),
        allowed_if(address.confidential, "This address is not protected."),
    )


def may_unmask(actor: Actor, address: Address) -> Verdict:
    """The roles that go to see a child or look for one (dated rows of the role matrix)."""
    return first_refusal(
        allowed_if(
            PROTECTED_ADDRESS in actor.reads,
            "Your role does not include protected addresses. Ask the lead worker.",
        ),
        allowed_if(address.confidential, "This address is not protected."),
    )
