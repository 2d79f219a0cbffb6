"""One case walked to its meeting, and a referral still waiting: what the pages are asked about."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from concord.casework.frontdoor import commands as frontdoor
from concord.casework.frontdoor.models import Referral
from concord.casework.tracking.models import Period
from concord.engines.documents.jobs import EXAMINE, examine
from concord.engines.documents.storing import Upload
from concord.engines.jobs.models import Job
from concord.kernel.identifiers import IdentifierType
from concord.kernel.levels import HarmStatus, Level
from concord.meetings.actions.commands import set_action
from concord.meetings.actions.models import Action
from concord.meetings.sittings import commands as sittings
from concord.meetings.sittings.models import Contribution, Item, Series, Sitting
from concord.meetings.sittings.rules import AttendanceStatus, SeriesKind
from concord.registers.identity.commands import answer_joining, propose_joining
from concord.registers.identity.hidden import look
from concord.registers.identity.models import HiddenCandidate
from concord.registers.links.commands import Connection, link_subjects
from concord.registers.subjects.commands import (
    GivenNumber,
    PersonDetails,
    add_name,
    add_numbers,
    protect_address,
    register_thing,
)
from concord.registers.subjects.models import Address, Subject
from concord.registers.subjects.things import PlaceThing
from concord.trust.access.commands import break_glass, propose_seal
from concord.trust.context import acting_as
from concord.trust.interests.commands import declare_interest, propose_interest
from concord.trust.interests.looking import LOOKING
from concord.trust.oversight.commands import question_look
from concord.trust.oversight.rules import Doubt, Pattern
from concord.trust.oversight.watching import WATCH
from concord.trust.records import changes_allowed
from concord.trust.safekeeping import drafts
from tests.casework.assessment import making
from tests.factories import Partnership, new_key
from tests.factories.cases import make_referral
from tests.factories.partners import join_the_rest, show_the_case
from tests.factories.sealing import restrict
from tests.factories.staff import looked_after


class World:
    """The records of one case by the word that the access matrix uses for them."""

    def __init__(self, partnership: Partnership) -> None:
        self.partnership = partnership
        join_the_rest(partnership)
        self.sitting = plan_meeting(partnership)
        self.keys: dict[str, UUID] = {"sitting": self.sitting.pk, **looked_after(partnership)}
        self._draft()
        self._wait()
        self._break_glass()
        self._walk()
        show_the_case(partnership, self.keys["child"])
        self._question()
        self._propose_seal()
        self._connect()
        self._addresses()
        self._names()
        self._interests()
        self._join()
        self._hide()

    def _draft(self) -> None:
        with self.partnership.as_("dsl") as dsl:
            draft = drafts.begin("referral", by=dsl, at=timezone.now(), title="New referral")
        self.keys["draft"] = draft.id

    def _wait(self) -> None:
        with self.partnership.as_("dsl"):
            waiting = make_referral(self.partnership, child=PersonDetails("Ash Waiting"))
        self.keys["waiting_referral"] = waiting.pk
        self.keys["other_child"] = waiting.subject_id
        with self.partnership.as_("worker"):
            assessment = making.request(self.partnership, waiting.subject_id)
        self.keys["open_assessment"] = assessment.pk

    def _break_glass(self) -> None:
        child = making.enter_child(self.partnership, name="Robin Urgent")
        officer = self.partnership.actor("officer")
        with self.partnership.as_("officer"):
            reason = "The child has not come home and a hospital is asking."
            glass = break_glass(child, by=officer, reason=reason, at=timezone.now())
        self.keys["glass"] = glass.pk

    def _walk(self) -> None:
        with self.partnership.as_("dsl"):
            referral = make_referral(self.partnership)
        self.keys |= {"referral": referral.pk, "child": referral.subject_id}
        self.keys["file"] = attach_text(self.partnership, referral)
        decide(self.partnership, referral)
        assessment = making.submitted(self.partnership, referral.subject_id)
        making.agree(self.partnership, assessment, Level.EMERGING)
        with self.partnership.as_("manager"):
            item = discuss(self.partnership, self.sitting, referral.subject_id)
            period = Period.objects.get(subject_id=referral.subject_id)
            action = Action.objects.get(source_id=item.pk)
        contribution = contribute_as_nurse(self.partnership, item)
        self.keys |= {
            "assessment": assessment.pk,
            "period": period.pk,
            "item": item.pk,
            "contribution": contribution.pk,
            "action": action.pk,
        }

    def _addresses(self) -> None:
        """A home that is known and a placement that nobody may learn."""
        with self.partnership.as_("worker"):
            home = add_address(self.keys["child"], "1 Practice Row", "BD99 9AA")
            hidden = add_address(self.keys["child"], "9 Secret Street", "BD99 9AB", "placement")
            worker = self.partnership.actor("worker")
            protect_address(hidden, by=worker, why="placement", at=timezone.now())
        self.keys |= {"plain_address": home.pk, "address": hidden.pk}

    def _names(self) -> None:
        """Another name of the child, and a number."""
        worker = self.partnership.actor("worker")
        with self.partnership.as_("worker"):
            child = Subject.objects.get(pk=self.keys["child"])
            said = {"by": worker, "source": "The school"}
            name = add_name(child, kind="nickname", full="Sammo", **said)
            given = (GivenNumber(IdentifierType.LA_CHILD, "PRACTICE1"),)
            [number] = add_numbers(child, numbers=given, **said)
        self.keys |= {"name": name.pk, "number": number.pk}

    def _interests(self) -> None:
        """A declaration, and something in common that waits to be looked into."""
        analyst, now = self.partnership.actor("analyst"), timezone.now()
        with self.partnership.as_("analyst"):
            self.keys["interest"] = declare_interest(
                new_key(), by=analyst, user_id=analyst.user_id, relation="friend", at=now,
                stated="Somebody Else", token=b"nobody", reason="A friend of the family.",
            ).pk  # fmt: skip
        member = self.partnership.users["member"].pk
        with acting_as(LOOKING) as looking:
            self.keys["interest_proposal"] = propose_interest(
                self.keys["child"], by=looking, user_id=member, kinds=("h",), at=now
            ).pk

    def _join(self) -> None:
        """Two entries that somebody proposes to join, and two that are joined."""
        for word, first, second in (("joining", "Kit", "Kitt"), ("joined", "Lou", "Loui")):
            pair = [
                making.enter_child(self.partnership, name=f"{n} Twice") for n in (first, second)
            ]
            with self.partnership.as_("worker") as worker:
                kept, gone = (Subject.objects.get(pk=key) for key in pair)
                proposed = propose_joining(
                    kept, by=worker, gone=gone, because="Their mother says so.", at=timezone.now()
                )
            self.keys[word] = proposed.pk
        with self.partnership.as_("manager") as manager:
            answer_joining(proposed, by=manager, agreed=True, at=timezone.now())

    def _hide(self) -> None:
        """A sealed person, and an entry that may be them, of which their keepers are asked."""
        born = date(2009, 5, 6)
        hidden, entry = (
            making.enter_child(self.partnership, name=name, born_on=born)
            for name in ("Nadia Hiddenlake", "Nadya Hiddenlake")
        )
        named = [self.partnership.users[who].pk for who in ("worker", "manager")]
        with self.partnership.as_("manager") as manager:
            restrict(
                hidden, by=manager, level="sealed", open_to=named,
                reason="A witness is protected.", at=timezone.now(),
            )  # fmt: skip
        look(entry, at=timezone.now())
        self.keys["sealed_child"] = hidden
        with self.partnership.as_("manager"):
            self.keys["hidden_candidate"] = HiddenCandidate.objects.get(subject_id=hidden).pk

    def _connect(self) -> None:
        """The child was seen with the other one, who waits at the front door; and there is a place
        that only social care knows of.
        """
        worker = self.partnership.actor("worker")
        with self.partnership.as_("worker"):
            children = [
                Subject.objects.get(pk=self.keys[name]) for name in ("child", "other_child")
            ]
            self.keys["link"] = link_subjects(
                children[0], by=worker, other=children[1], at=timezone.now(),
                connection=Connection("seen_with", "Police, occurrence 13260001"),
            ).pk  # fmt: skip

            self.keys["family_link"] = link_subjects(
                children[1], by=worker, other=children[0], at=timezone.now(),
                connection=Connection("relative", "Their grandmother", safe_to_contact="yes"),
            ).pk  # fmt: skip

            self.keys["place"] = register_thing(
                new_key(), by=worker, thing=PlaceThing("Practice Park"), at=timezone.now()
            ).pk

    def _propose_seal(self) -> None:
        """A seal that the manager proposes, and nobody has answered."""
        manager = self.partnership.actor("manager")
        named = [manager.user_id, self.partnership.users["worker"].pk]
        with self.partnership.as_("manager"):
            self.keys["seal_proposal"] = propose_seal(
                self.keys["child"], by=manager, open_to=named,
                reason="A relative works in the partnership.", at=timezone.now(),
            ).pk  # fmt: skip

    def _question(self) -> None:
        """A look at the child that information governance is asked to explain."""
        doubt = Doubt(Pattern.RESTRICTED, timezone.now(), self.keys["child"], 1, "a test")
        nurse = self.partnership.actor("nurse")
        with acting_as(WATCH) as watch:
            self.keys["question"] = question_look(
                nurse.user_id, by=watch, agency_id=nurse.agency_id, doubt=doubt, at=timezone.now()
            ).pk


def add_address(subject_id: UUID, lines: str, postcode: str, kind: str = "home") -> Address:
    """Return an address that a child has from today. Call as somebody who may see the child."""
    with changes_allowed():
        address = Address(
            subject_id=subject_id,
            kind=kind,
            lines=lines,
            postcode=postcode,
            from_on=timezone.localdate(),
        )
        address.save(force_insert=True)
    return address


def attach_text(partnership: Partnership, referral: Referral, who: str = "dsl") -> UUID:
    """Attach a plain text to a referral, by its referrer if not by another, and examine it."""
    upload = Upload("attendance.txt", b"Absent on eleven days since September.", "Attendance")
    with partnership.as_(who):
        file = frontdoor.attach_file(
            Referral.objects.get(pk=referral.pk),
            by=partnership.actor(who),
            upload=upload,
            at=timezone.now(),
        )
        examine(Job.objects.get(kind=EXAMINE, payload__content=str(file.content_id)))
    return file.pk


def contribute_as_nurse(partnership: Partnership, item: Item) -> Contribution:
    """Have health say what it knows about a child of a meeting."""
    with partnership.as_("nurse"):
        return sittings.contribute(
            item,
            by=partnership.actor("nurse"),
            text="The school nurse saw Sam on Tuesday.",
            share_with_family=False,
            at=timezone.now(),
        )


def decide(partnership: Partnership, referral: Referral) -> None:
    """Settle who a referral is about and decide to assess."""
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        fresh = Referral.objects.get(pk=referral.pk)
        frontdoor.settle_identity(fresh, by=worker, same_as=None, at=timezone.now())
        frontdoor.decide_referral(
            fresh,
            by=worker,
            threshold="3",
            decision="assess",
            rationale="Two late returns and a new phone in a fortnight.",
            feedback="We will assess the risk and come back to you.",
            at=timezone.now(),
        )


def plan_meeting(partnership: Partnership) -> Sitting:
    """Return a risk assessment meeting in an hour, of social care, police and health."""
    manager = partnership.actor("manager")
    members = [partnership.social_care.pk, partnership.police.pk, partnership.health.pk]
    with partnership.as_("manager"):
        series = sittings.set_up_series(
            Series(
                kind=SeriesKind.RAM,
                name="Risk assessment meeting",
                recurrence="Mondays, Wednesdays and Fridays",
                quorum_kinds=["social_care", "police", "health"],
            ),
            by=manager,
            agency_ids=members,
        )
        return sittings.plan_sitting(
            series,
            by=manager,
            starts_at=timezone.now() + timedelta(hours=1),
            chair_id=manager.user_id,
        )


def discuss(partnership: Partnership, sitting: Sitting, subject_id: UUID) -> Item:
    """Hold the meeting: everybody is here, the level is agreed and the school gets an action."""
    manager = partnership.actor("manager")
    for agency in (partnership.social_care, partnership.police, partnership.health):
        sittings.record_attendance(
            sitting, by=manager, agency_id=agency.pk, status=AttendanceStatus.PRESENT
        )
    sittings.start_sitting(sitting, by=manager)
    item = Item.objects.get(sitting=sitting, subject_id=subject_id)
    record(partnership, item)
    return item


def record(partnership: Partnership, item: Item) -> None:
    """Record what the meeting agreed about one child. Call as the manager."""
    manager = partnership.actor("manager")
    sittings.record_discussion(
        item,
        by=manager,
        level=Level.MODERATE,
        harm_status=HarmStatus.SUSPECTED,
        discussion="",
        rationale="Police know the number that calls the child.",
        dissent="",
        review_due_on=None,
        at=timezone.now(),
    )
    set_action(
        item.subject_id,
        by=manager,
        text="Send attendance since September",
        owner_agency_id=partnership.school.pk,
        due_on=timezone.localdate() + timedelta(days=4),
        source_type="item",
        source_id=item.pk,
        at=timezone.now(),
    )


ABSENT = new_key()
