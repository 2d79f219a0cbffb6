"""When somebody on the register, or a colleague, changes, conflicts of interest are looked for.

By a job, so that whoever enters a person finishes what they are doing first.
"""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from concord.engines.jobs import outbox
from concord.engines.jobs.models import Job
from concord.engines.notices.post import tell
from concord.registers.links.events import SubjectsLinked
from concord.registers.links.rules import USES_PHONE
from concord.registers.subjects.events import (
    PersonDetailsAdded,
    PersonRecognised,
    PersonRegistered,
)
from concord.registers.subjects.tokens import ties_of_colleague
from concord.trust.accounts.models import Role, User
from concord.trust.accounts.queries import users_with_role
from concord.trust.actors import Actor, is_system
from concord.trust.context import acting_as
from concord.trust.interests.commands import give_ties
from concord.trust.interests.events import InterestDeclared, OwnRecordBlocked, TiesGiven
from concord.trust.interests.looking import LOOKING, look
from concord.trust.interests.models import OwnTie
from concord.trust.interests.rules import Tie
from concord.trust.people.events import PersonAdded
from concord.trust.reactions import when

LOOK = "look_for_interests"


@when(PersonRegistered)
def a_new_entry_is_compared_with_the_colleagues(event: PersonRegistered, *, by: Actor) -> None:
    _post({"subject": str(event.subject_id)}, by)


@when(PersonDetailsAdded)
def a_fuller_entry_is_compared_with_the_colleagues(event: PersonDetailsAdded, *, by: Actor) -> None:
    _post({"subject": str(event.subject_id)}, by)


@when(PersonRecognised)
def what_closes_one_entry_closes_those_of_the_same_person(
    event: PersonRecognised, *, by: Actor
) -> None:
    _post({"subject": str(event.subject_id)}, by)


@when(SubjectsLinked)
def whose_phone_it_is_is_compared_with_the_colleagues(event: SubjectsLinked, *, by: Actor) -> None:
    if event.kind == USES_PHONE:
        for end in (event.subject_id, event.other_id):
            _post({"subject": str(end)}, by)


@when(TiesGiven)
def what_a_colleague_gave_is_compared_with_the_register(event: TiesGiven, *, by: Actor) -> None:
    if not is_system(by):
        _post({"user": str(event.record_id)}, by)


@when(PersonAdded)
def a_new_colleague_is_compared_with_the_register(event: PersonAdded, *, by: Actor) -> None:
    _post({"user": str(event.record_id)}, by)


@when(InterestDeclared)
def information_governance_hears_of_a_declaration(event: InterestDeclared, *, by: Actor) -> None:
    words = "A conflict of interest was declared and is in force."
    _tell_keepers(words, about=event.user_id, by=by)


@when(OwnRecordBlocked)
def information_governance_hears_of_an_own_record(event: OwnRecordBlocked, *, by: Actor) -> None:
    words = "Concord found a colleague’s own record and closed it to them."
    _tell_keepers(words, about=event.user_id, by=by)


def look_by_job(job: Job) -> None:
    """Look for what one colleague, or one entry, has in common with the others."""
    user, subject = (job.payload.get(name) for name in ("user", "subject"))
    if user:
        know_surname(User.objects.get(pk=user))
    look(
        at=timezone.now(),
        user_id=UUID(user) if user else None,
        subject_id=UUID(subject) if subject else None,
    )


def look_at_everybody() -> None:
    """Compare all colleagues with the whole register."""
    for user in User.objects.filter(is_active=True):
        know_surname(user)
    look(at=timezone.now())


def know_surname(user: User) -> None:
    """Keep the surname of an account as a tie of its holder, where it has one."""
    found = ties_of_colleague(user.full_name).get(Tie.SURNAME)
    with acting_as(Actor(user.pk, LOOKING.name, user.agency_id, roles=LOOKING.roles)) as somebody:
        held = OwnTie.objects.filter(user_id=user.pk, kind=Tie.SURNAME).first()
        if (bytes(held.token) if held and held.token else None) != found:
            give_ties(user.pk, by=somebody, ties={Tie.SURNAME: found}, at=timezone.now())


def _post(payload: dict[str, str], by: Actor) -> None:
    outbox.post(LOOK, payload, by=by, due_at=timezone.now())


def _tell_keepers(words: str, *, about: UUID, by: Actor) -> None:
    for keeper in users_with_role(Role.INFORMATION_GOVERNANCE, on=timezone.localdate()):
        if keeper.pk not in (about, by.user_id):
            url = reverse("desk:interest_queue")
            tell(keeper.pk, words, url=url, by=by, at=timezone.now())


outbox.contribute(LOOK, look_by_job)
