"""Random walks through the work: people act in any order on any day, and some things never are.

The machine picks who does what next, as the rules allow or not; what is refused must leave no
trace. Time goes on in hours, over nights, both changes of the clocks and Christmas.
"""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from concord.casework.assessment import commands as assessment
from concord.casework.assessment.models import Assessment
from concord.casework.assessment.queries.computing import tool_of
from concord.casework.frontdoor import commands as frontdoor
from concord.casework.frontdoor.models import Referral
from concord.casework.frontdoor.rules import Decision
from concord.casework.tracking.commands import close_tracking
from concord.casework.tracking.models import LevelChange, Period
from concord.casework.tracking.rules import ClosureReason
from concord.kernel.clocks import local_date
from concord.kernel.levels import TRACKED_LEVELS, HarmStatus, Level
from concord.meetings.actions.commands import complete_action, set_action
from concord.meetings.actions.models import Action
from concord.meetings.sittings import commands as sittings
from concord.meetings.sittings.models import Item, Series, Sitting
from concord.meetings.sittings.rules import AttendanceStatus, SeriesKind
from concord.registers.subjects.commands import PersonDetails
from concord.trust.commands import Refused
from concord.trust.context import acting_as
from concord.trust.reference.queries import closed_days
from tests.casework.assessment.making import NO, codes_of, yes
from tests.factories import Partnership
from tests.factories.cases import make_referral

# A Friday before the clocks go on; the walks run on over Christmas and back.
BEGINS = datetime(2024, 3, 29, 9, 30, tzinfo=UTC)
OVERRIDE = "What the family told us weighs more than the count."
LATER = st.sampled_from([1, 5, 23, 24, 72, 24 * 9, 24 * 40, 24 * 120])
LEVELS = st.sampled_from([*TRACKED_LEVELS, *TRACKED_LEVELS, *Level])
RECORDS = (Referral, Assessment, Period, LevelChange, Item, Sitting, Action)
PEOPLE = ("worker", "manager", "minutes", "dsl", "officer")
# Mostly those whose work it is: else nothing would ever come about.
SOMEBODY = st.sampled_from(["worker", "manager", "manager", *PEOPLE])


class Walks(RuleBasedStateMachine):
    """One partnership, a few children, and whatever people do next."""

    partnership: Partnership
    steps = refusals = 0
    # How many records of each kind there were when walks ended.
    reached: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.now = BEGINS
        self.children: list[UUID] = []
        self.known: defaultdict[Any, list[UUID]] = defaultdict(list)
        # Nobody's roles change on a walk.
        self.actors = {who: self.partnership.actor(who) for who in PEOPLE}
        self.series = self._set_up()

    def teardown(self) -> None:
        with self._as("manager"):
            for each in RECORDS:
                type(self).reached[each.__name__] += each.objects.count()
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @initialize()
    def one_child_is_tracked(self) -> None:
        """Without one, most walks would end before anything had come about."""
        self.somebody_worries()
        [referral] = self._all(Referral)
        self._decide("worker", referral, Decision.ASSESS)
        [found] = self._all(Assessment)
        self._assess("worker", found, Level.MODERATE, many=3, reason=OVERRIDE)
        self._agree("manager", self._again(found))
        assert self._all(Period)

    @rule(hours=LATER)
    def time_goes_on(self, hours: int) -> None:
        # The walls know the present: sight from days to come would open nothing yet.
        self.now = min(self.now + timedelta(hours=hours), timezone.now())

    @precondition(lambda self: len(self.children) < 3)
    @rule()
    def somebody_worries(self) -> None:
        """A school's own sight of what it referred two years ago would have ended by today."""
        child = PersonDetails(f"Child {len(self.children)}", born_on=BEGINS.date().replace(2011))
        with self._as("worker"):
            made = make_referral(self.partnership, by="worker", child=child, at=self.now)
        self.children.append(made.subject_id)

    @rule(
        who=SOMEBODY, data=st.data(), decision=st.sampled_from([Decision.ASSESS] * 3 + [*Decision])
    )
    def somebody_decides(self, who: str, data: Any, decision: Decision) -> None:
        referral = self._one_of(data, Referral)
        if referral:
            self._decide(who, referral, decision)

    def _decide(self, who: str, referral: Any, decision: Decision) -> None:
        self._try(who, frontdoor.settle_identity, referral, same_as=None)
        self._try(
            who, frontdoor.decide_referral, self._again(referral), threshold="3",
            decision=decision, rationale="Two late returns and a new phone in a fortnight.",
            feedback="We will assess the risk and come back to you.",
        )  # fmt: skip

    @rule(who=SOMEBODY, data=st.data())
    def somebody_asks_for_an_assessment(self, who: str, data: Any) -> None:
        if self.children:
            child = self.children[data.draw(st.integers(0, len(self.children) - 1))]
            self._try(who, assessment.request_assessment, child, because="A walk", source_id=None)

    @rule(
        who=SOMEBODY,
        data=st.data(),
        level=LEVELS,
        many=st.integers(0, 12),
        why=st.sampled_from([True, True, False]),
    )
    def somebody_assesses(self, who: str, data: Any, level: Level, many: int, why: bool) -> None:
        found = self._one_of(data, Assessment)
        if found:
            self._assess(who, found, level, many=many, reason=OVERRIDE if why else "")

    def _assess(self, who: str, found: Any, level: Level, *, many: int, reason: str) -> None:
        for domain in tool_of(found).domains:
            shown = set(codes_of(found, "V")[:many])
            answers = {row.code: yes() if row.code in shown else NO for row in domain.indicators}
            self._try(
                who, assessment.answer_domain, self._again(found), domain=domain.code,
                answers=answers, note="",
            )  # fmt: skip
        self._try(
            who, assessment.submit_assessment, self._again(found), professional_level=level,
            override_reason=reason,
            harm_status=HarmStatus.SUSPECTED, exploitation_types=["CCE"],
            assessed_on=local_date(self.now),
        )  # fmt: skip

    @rule(who=SOMEBODY, data=st.data(), level=LEVELS)
    def somebody_agrees(self, who: str, data: Any, level: Level) -> None:
        found = self._one_of(data, Assessment)
        if found:
            self._agree(who, found, level)

    def _agree(self, who: str, found: Any, level: Level = Level.MODERATE) -> None:
        own = Level(found.professional_level) if found.professional_level else level
        reason = "The meeting knew more of the adults around the child."
        self._try(who, assessment.agree_assessment, found, final_level=own, reason=reason)

    @rule(who=SOMEBODY, data=st.data(), because=st.sampled_from(["", "Ask about the new phone."]))
    def somebody_sends_it_back(self, who: str, data: Any, because: str) -> None:
        found = self._one_of(data, Assessment)
        if found:
            self._try(who, assessment.send_back, found, because=because)

    @rule(who=SOMEBODY)
    def a_meeting_is_planned(self, who: str) -> None:
        self._try(
            who, sittings.plan_sitting, self.series, starts_at=self.now + timedelta(hours=2),
            chair_id=None, without_time=True,
        )  # fmt: skip

    @rule(who=SOMEBODY, data=st.data(), level=LEVELS, quorate=st.booleans())
    def a_meeting_discusses(self, who: str, data: Any, level: Level, quorate: bool) -> None:
        sitting = self._one_of(data, Sitting)
        if sitting is None or not self.children:
            return
        child = self.children[data.draw(st.integers(0, len(self.children) - 1))]
        self._try(
            who, sittings.list_child, sitting, subject_id=child, reason_code="review",
            reason="Their review is due.", level=level,
        )  # fmt: skip
        agencies = [self.partnership.social_care, self.partnership.police]
        for agency in [*agencies, *([self.partnership.health] if quorate else [])]:
            self._try(
                who, sittings.record_attendance, self._again(sitting), agency_id=agency.pk,
                status=AttendanceStatus.PRESENT, without_time=True,
            )  # fmt: skip
        self._try(who, sittings.start_sitting, self._again(sitting), without_time=True)
        with self._as("manager"):
            item = Item.objects.filter(sitting=sitting, subject_id=child).first()
        if item:
            self._try(
                who, sittings.record_discussion, item, level=level, discussion="", dissent="",
                harm_status=HarmStatus.SUSPECTED, review_due_on=None,
                rationale="Police know the number that calls the child.",
            )  # fmt: skip

    @rule(who=SOMEBODY, data=st.data())
    def a_meeting_ends(self, who: str, data: Any) -> None:
        sitting = self._one_of(data, Sitting)
        if sitting:
            self._try(who, sittings.close_sitting, sitting)

    @rule(who=SOMEBODY, data=st.data(), days=st.integers(-1, 10))
    def somebody_sets_an_action(self, who: str, data: Any, days: int) -> None:
        item = self._one_of(data, Item)
        if item:
            self._try(
                who, set_action, item.subject_id, text="Send attendance since September",
                owner_agency_id=self.partnership.school.pk, source_type="item", source_id=item.pk,
                due_on=local_date(self.now) + timedelta(days=days),
            )  # fmt: skip

    @rule(who=SOMEBODY, data=st.data(), evidence=st.sampled_from(["", "The school sent it."]))
    def somebody_does_an_action(self, who: str, data: Any, evidence: str) -> None:
        action = self._one_of(data, Action)
        if action:
            self._try(who, complete_action, action, evidence=evidence)

    @rule(who=SOMEBODY, data=st.data(), reason=st.sampled_from(list(ClosureReason)))
    def somebody_closes(self, who: str, data: Any, reason: ClosureReason) -> None:
        period = self._one_of(data, Period)
        if period is None:
            return
        with self._as("manager"):
            about = {"subject_id": period.subject_id}
            waiting = Action.objects.filter(**about, state="open").count()
            last = Assessment.objects.filter(**about, agreed_at__isnull=False).order_by("agreed_at")
            assessed_on = last.values_list("assessed_on", flat=True).last()
        self._try(
            who, close_tracking, period, reason=reason, note="The risk has gone down.",
            family_told=True, told_reason="", open_actions=waiting, assessed_on=assessed_on,
        )  # fmt: skip

    @invariant()
    def nobody_is_tracked_twice_and_never_without_an_agreed_assessment(self) -> None:
        with self._as("manager"):
            periods = list(Period.objects.order_by("opened_on", "pk"))
            agreed = {row.pk: row for row in Assessment.objects.exclude(agreed_at=None)}
        for child in self.children:
            mine = [row for row in periods if row.subject_id == child]
            assert sum(row.closed_on is None for row in mine) <= 1
            for before, after in pairwise(mine):
                assert before.closed_on is not None
                assert before.closed_on <= after.opened_on
        for row in periods:
            assert row.assessment_id in agreed
            assert row.level in TRACKED_LEVELS
            assert row.closed_on is None or row.opened_on <= row.closed_on

    @invariant()
    def the_level_of_a_child_is_the_last_one_agreed(self) -> None:
        with self._as("manager"):
            for period in Period.objects.all():
                last = (
                    LevelChange.objects.filter(period=period).order_by("recorded_at", "pk").last()
                )
                assert last is not None
                at_once = LevelChange.objects.filter(period=period, recorded_at=last.recorded_at)
                assert period.level in {change.to_level for change in at_once}

    @invariant()
    def nobody_agrees_their_own_assessment(self) -> None:
        with self._as("manager"):
            for row in Assessment.objects.exclude(agreed_at=None):
                assert row.agreed_by != row.assessor_id
                assert row.override_reason or row.computed_level == row.professional_level

    @invariant()
    def what_is_decided_was_settled_and_fell_due_on_a_working_day(self) -> None:
        with self._as("manager"):
            for row in Referral.objects.all():
                due = row.decision_due_on
                assert due.weekday() < 5
                assert due not in closed_days()
                assert local_date(row.received_at) < due
                assert row.decided_at is None or row.identity_settled_at is not None

    @invariant()
    def what_is_done_has_evidence_and_what_is_discussed_a_quorum(self) -> None:
        with self._as("manager"):
            assert all(row.evidence for row in Action.objects.exclude(completed_at=None))
            for item in Item.objects.filter(state="discussed"):
                here = item.sitting.attendance.values_list("agency__kind", flat=True)
                assert {"social_care", "police", "health"} <= set(here)

    def _try(self, who: str, command: Any, record: Any, **details: Any) -> None:
        """Have somebody do something at this time; refused, it leaves everything as it was."""
        when = {} if details.pop("without_time", False) else {"at": self.now}
        before = self._everything()
        type(self).steps += 1
        try:
            with self._as(who) as by:
                command(record, by=by, **details, **when)
        except (Refused, ObjectDoesNotExist):
            # What somebody may not know of is not there for them.
            type(self).refusals += 1
            assert self._everything() == before

    def _everything(self) -> set[Any]:
        """Return every record with its version, in one question."""
        first, *others = (each.objects.order_by().values_list("pk", "version") for each in RECORDS)
        with self._as("manager"):
            return set(first.union(*others, all=True))

    def _as(self, who: str) -> Any:
        return acting_as(self.actors[who])

    def _one_of(self, data: Any, model: Any) -> Any:
        """Return one of the records of a kind, drawn by its place in the order they came in."""
        known = self.known[model]
        with self._as("manager"):
            known += model.objects.exclude(pk__in=known).values_list("pk", flat=True)
            place = data.draw(st.integers(0, len(known) - 1)) if known else None
            return None if place is None else model.objects.get(pk=known[place])

    def _all(self, model: Any) -> list[Any]:
        with self._as("manager"):
            return list(model.objects.all())

    def _again(self, record: Any) -> Any:
        with self._as("manager"):
            return type(record).objects.get(pk=record.pk)

    def _set_up(self) -> Series:
        members = [
            each.pk
            for each in (
                self.partnership.social_care, self.partnership.police, self.partnership.health
            )
        ]  # fmt: skip
        with self._as("manager") as manager:
            return sittings.set_up_series(
                Series(
                    kind=SeriesKind.RAM, name="Risk assessment meeting", recurrence="Mondays",
                    quorum_kinds=["social_care", "police", "health"],
                ),
                by=manager, agency_ids=members,
            )  # fmt: skip
