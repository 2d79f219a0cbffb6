"""An assessment from its request to its agreement (domain.md 3.2, annexes B and E)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.casework.assessment import commands, queries
from concord.casework.assessment.events import AssessmentAgreed, AssessmentRequested
from concord.casework.assessment.models import Answer
from concord.casework.assessment.queries.answers import answers_of
from concord.casework.assessment.queries.computing import tool_of
from concord.casework.assessment.rules import AnswerState, AssessmentStatus, Window
from concord.casework.assessment.rules.readiness import GivenAnswer
from concord.kernel.levels import HarmStatus, Level
from concord.trust import reactions
from concord.trust.actors import on_behalf_of
from concord.trust.commands import Refused, Stale
from tests.casework.assessment.making import (
    NO,
    REASON,
    THURSDAY,
    UNKNOWN,
    agree,
    answer,
    answer_all,
    codes_of,
    enter_child,
    fresh,
    request,
    submit,
    submitted,
    yes,
)

EXAMPLES = [
    ({"V": 3, "M": 3}, 6, Level.EMERGING),
    ({"V": 4, "M": 5, "S": 1}, 14, Level.MODERATE),
    ({"V": 1, "C": 1}, 6, Level.SIGNIFICANT),
]


@pytest.fixture
def announced(monkeypatch):
    """Collect the events that commands announce, as the pathways would receive them."""
    heard = []
    for event in (AssessmentRequested, AssessmentAgreed):
        monkeypatch.setitem(reactions._reactions, event, [lambda event, *, by: heard.append(event)])
    return heard


def send_back(partnership, assessment, because, *, by="manager"):
    with partnership.as_(by):
        return commands.send_back(
            assessment, by=partnership.actor(by), because=because, at=timezone.now()
        )


def take_on(partnership, assessment, who):
    with partnership.as_(who):
        return commands.take_on(assessment, by=partnership.actor(who))


def test_an_assessment_is_due_ten_working_days_later_by_the_standard(partnership):
    assessment = request(partnership, enter_child(partnership), at=THURSDAY)
    # Christmas Day, Boxing Day's substitute and New Year's Day are not working days.
    assert assessment.due_on == date(2021, 1, 12)
    assert assessment.status == AssessmentStatus.DRAFT
    assert assessment.instrument.definition["title"] == "Exploitation risk assessment"


def test_a_decision_on_somebodys_behalf_may_ask_for_an_assessment(partnership, announced):
    key = enter_child(partnership)
    with partnership.as_("worker"):
        assessment = commands.request_assessment(
            key,
            by=on_behalf_of(partnership.actor("worker")),
            because="Referral R-TEST-CASE",
            source_id=None,
            at=timezone.now(),
        )
    assert announced == [AssessmentRequested(assessment.pk, key, assessment.due_on.isoformat())]


def test_asking_again_returns_the_open_assessment_and_still_says_so(partnership, announced):
    key = enter_child(partnership)
    assert request(partnership, key) == request(partnership, key)
    assert len(announced) == 2


@pytest.mark.parametrize(("parts", "points", "level"), EXAMPLES)
def test_the_worked_examples_from_request_to_agreement(
    partnership, announced, parts, points, level
):
    key = enter_child(partnership)
    assessment = request(partnership, key)
    answers = {
        code: yes() for kind, count in parts.items() for code in codes_of(assessment, kind)[:count]
    }
    answer_all(partnership, assessment, answers)
    submit(partnership, assessment, level)
    agree(partnership, assessment, level)
    found = fresh(partnership, assessment)
    assert (found.score, found.computed_level) == (points, level)
    assert found.status == AssessmentStatus.AGREED
    assert announced[-1] == AssessmentAgreed(
        assessment.pk,
        key,
        level,
        HarmStatus.SUSPECTED,
        ("CCE",),
        timezone.localdate().isoformat(),
    )


def test_now_and_before_counts_six_and_only_before_counts_one(partnership):
    assessment = request(partnership, enter_child(partnership))
    both, before = codes_of(assessment, "S")[:2]
    answers = {code: yes() for kind in "VM" for code in codes_of(assessment, kind)[:2]}
    answers |= {both: yes(Window.CURRENT, Window.RECENT), before: yes(Window.RECENT)}
    answer_all(partnership, assessment, answers)
    submit(partnership, assessment, Level.MODERATE)
    assert (assessment.score, assessment.computed_level) == (11, Level.MODERATE)


def test_everything_unknown_is_not_enough_known_rather_than_no_risk(partnership):
    assessment = request(partnership, enter_child(partnership))
    answer_all(partnership, assessment, {}, rest=UNKNOWN)
    submit(partnership, assessment, Level.INSUFFICIENT_INFORMATION)
    assert assessment.computed_level == Level.INSUFFICIENT_INFORMATION
    assert assessment.result["unknown_percent"] == 100


def test_what_explains_the_level_is_frozen_with_the_version_of_the_tool(partnership):
    assessment = submitted(partnership, enter_child(partnership))
    result = fresh(partnership, assessment).result
    assert (result["tool_version"], result["score"], len(result["drivers"])) == (1, 6, 6)
    assert result["previous_level"] == ""


def test_a_domain_without_any_answer_stops_submission_and_is_named(partnership):
    assessment = request(partnership, enter_child(partnership))
    with pytest.raises(Refused, match="Missing and movement; Education"):
        submit(partnership, assessment, Level.EMERGING)


@pytest.mark.parametrize("kind", ["S", "C", "C2"])
def test_a_serious_yes_without_how_it_is_known_stops_submission(partnership, kind):
    assessment = request(partnership, enter_child(partnership))
    serious = codes_of(assessment, kind)[0]
    answer_all(partnership, assessment, {serious: yes(text="  ")})
    with pytest.raises(Refused, match=tool_of(assessment).indicators[serious].label):
        submit(partnership, assessment, Level.EMERGING)


def test_a_yes_without_a_time_stops_submission(partnership):
    assessment = request(partnership, enter_child(partnership))
    timeless = GivenAnswer(AnswerState.YES, (), "Said by the school")
    answer_all(partnership, assessment, {"MIS01": timeless})
    with pytest.raises(Refused, match="Say when, for: Comes home late"):
        submit(partnership, assessment, Level.NO_IDENTIFIED_RISK)


@pytest.mark.parametrize("level", [Level.MODERATE, Level.NO_IDENTIFIED_RISK])
def test_a_level_other_than_the_computed_one_needs_its_reason(partnership, level):
    assessment = request(partnership, enter_child(partnership))
    answers = {code: yes() for code in codes_of(assessment, "V")[:6]}
    answer_all(partnership, assessment, answers)
    with pytest.raises(Refused, match="at least 30 characters"):
        submit(partnership, assessment, level, reason="Not so.")
    submit(partnership, assessment, level, reason=REASON)
    found = fresh(partnership, assessment)
    assert (found.computed_level, found.professional_level) == (Level.EMERGING, level)


def test_lowering_from_significant_needs_a_reason_and_then_the_second_person(partnership):
    assessment = request(partnership, enter_child(partnership))
    critical = codes_of(assessment, "C")[0]
    answer_all(partnership, assessment, {critical: yes()})
    with pytest.raises(Refused):
        submit(partnership, assessment, Level.MODERATE)
    submit(partnership, assessment, Level.MODERATE, reason=REASON)
    with pytest.raises(Refused, match="Only a team manager"):
        agree(partnership, assessment, Level.MODERATE, by="second_worker")
    agree(partnership, assessment, Level.MODERATE)
    found = fresh(partnership, assessment)
    assert (found.computed_level, found.professional_level, found.final_level) == (
        Level.SIGNIFICANT,
        Level.MODERATE,
        Level.MODERATE,
    )


def test_a_second_person_who_agrees_another_level_says_why(partnership):
    assessment = submitted(partnership, enter_child(partnership))
    with pytest.raises(Refused, match="differs from the assessor"):
        agree(partnership, assessment, Level.MODERATE)
    agree(partnership, assessment, Level.MODERATE, reason=REASON)
    assert fresh(partnership, assessment).final_reason == REASON


def test_a_child_at_risk_is_at_risk_of_something(partnership):
    assessment = request(partnership, enter_child(partnership))
    answer_all(partnership, assessment, {code: yes() for code in codes_of(assessment, "V")[:6]})
    with pytest.raises(Refused, match="at least one kind of exploitation"):
        submit(partnership, assessment, Level.EMERGING, exploitation_types=[])


def test_the_under_13_rule_holds_where_only_the_year_of_birth_is_known(partnership):
    assessed_on = date(timezone.localdate().year - 1, 6, 1)
    key = enter_child(partnership, born_on=date(assessed_on.year - 13, 1, 1), precision="year")
    assessment = request(partnership, key)
    answer_all(partnership, assessment, {"HEA03": yes()})
    submit(partnership, assessment, Level.SIGNIFICANT, assessed_on=assessed_on)
    assert fresh(partnership, assessment).result["floors"] == [
        "The child is under 13 and there is a sexual concern."
    ]


@pytest.mark.parametrize("days", [1, -400])
def test_an_assessment_is_neither_of_the_future_nor_before_the_one_in_force(partnership, days):
    key = enter_child(partnership)
    agree(partnership, submitted(partnership, key), Level.EMERGING)
    assessment = request(partnership, key)
    answer_all(partnership, assessment, {})
    on = timezone.localdate() + timedelta(days=days)
    with pytest.raises(Refused, match="date"):
        submit(partnership, assessment, Level.NO_IDENTIFIED_RISK, assessed_on=on)


def test_after_submission_no_answer_changes(partnership):
    assessment = submitted(partnership, enter_child(partnership))
    with pytest.raises(Refused, match="can no longer be changed"):
        answer(partnership, assessment, "D1", {"MIS01": yes()})
    with pytest.raises(Refused, match="cannot become"):
        submit(partnership, assessment, Level.EMERGING)
    with partnership.as_("worker"):
        assert Answer.objects.get(assessment=assessment, indicator="MIS01").state == "yes"


def test_what_was_sent_back_is_kept_and_can_be_submitted_again(partnership):
    assessment = submitted(partnership, enter_child(partnership))
    with pytest.raises(Refused, match="what the assessor should do"):
        send_back(partnership, assessment, " ")
    send_back(partnership, assessment, "Ask the school about the new phone.")
    answer(partnership, assessment, "D6", {"ONL03": yes()})
    submit(partnership, assessment, Level.MODERATE)
    found = fresh(partnership, assessment)
    assert found.computed_level == Level.MODERATE
    assert [row["professional_level"] for row in found.sent_back] == [Level.EMERGING]
    assert found.sent_back[0]["answers"]["ONL03"]["state"] == "no"


def test_the_earlier_assessment_gives_way_when_a_later_one_is_agreed(partnership):
    key = enter_child(partnership)
    first = submitted(partnership, key)
    agree(partnership, first, Level.EMERGING)
    second = submitted(partnership, key)
    assert fresh(partnership, first).status == AssessmentStatus.AGREED
    agree(partnership, second, Level.EMERGING)
    assert fresh(partnership, first).status == AssessmentStatus.SUPERSEDED
    assert fresh(partnership, second).result["previous_level"] == Level.EMERGING
    with partnership.as_("worker"):
        assert queries.latest_agreed_of(partnership.actor("worker"), key) == second


def test_a_second_saver_of_the_same_domain_is_told_and_nothing_is_overwritten(partnership):
    assessment = request(partnership, enter_child(partnership, partnership.police))
    seen = assessment.version
    answer(partnership, assessment, "D1", {"MIS01": yes()}, by="worker", since=seen)
    with pytest.raises(Stale):
        answer(partnership, assessment, "D1", {"MIS01": NO}, by="officer", since=seen)
    with partnership.as_("worker"):
        assert answers_of(assessment)["MIS01"].state == AnswerState.YES


def test_two_savers_of_different_domains_do_not_disturb_one_another(partnership):
    assessment = request(partnership, enter_child(partnership, partnership.police))
    seen = assessment.version
    answer(partnership, assessment, "D1", {"MIS01": yes()}, by="worker", since=seen)
    answer(partnership, assessment, "D2", {"EDU01": NO}, by="officer", since=seen)
    with partnership.as_("worker"):
        assert set(answers_of(assessment)) == {"MIS01", "EDU01"}


def test_the_whole_assessment_can_be_compared_too(partnership):
    assessment = request(partnership, enter_child(partnership))
    seen = assessment.version
    answer(partnership, assessment, "D1", {"MIS01": yes()})
    with pytest.raises(Stale):
        submit(partnership, assessment, Level.EMERGING, seen=seen)


def test_an_answer_to_another_domain_is_refused(partnership):
    assessment = request(partnership, enter_child(partnership))
    with pytest.raises(Refused, match="does not ask about EDU01"):
        answer(partnership, assessment, "D1", {"EDU01": NO})
    with pytest.raises(Refused, match="no such part"):
        answer(partnership, assessment, "D99", {})


def test_the_overall_part_keeps_the_childs_own_words_and_has_its_own_conflict(partnership):
    assessment = request(partnership, enter_child(partnership))
    said = {"analysis": "", "exploitation_types": [], "harm_status": "", "at": timezone.now()}
    with partnership.as_("worker"):
        worker = partnership.actor("worker")
        seen = assessment.version
        commands.record_overall(assessment, by=worker, child_words="They scare me.", **said)
        with pytest.raises(Stale):
            commands.record_overall(assessment, by=worker, child_words="", since=seen, **said)
    assert fresh(partnership, assessment).child_words == "They scare me."


def test_once_taken_on_only_the_assessor_answers_until_a_colleague_takes_over(partnership):
    assessment = request(partnership, enter_child(partnership))
    take_on(partnership, assessment, "worker")
    with pytest.raises(Refused, match="A colleague has taken on"):
        answer(partnership, assessment, "D1", {"MIS01": NO}, by="second_worker")
    with pytest.raises(Refused, match="already taken on"):
        take_on(partnership, assessment, "worker")
    take_on(partnership, assessment, "second_worker")
    answer(partnership, assessment, "D1", {"MIS01": NO}, by="second_worker")


STATES = st.sampled_from(list(AnswerState))
GIVEN = st.builds(
    GivenAnswer,
    STATES,
    st.lists(st.sampled_from(list(Window)), unique=True).map(tuple),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
)


@given(
    first=st.dictionaries(st.sampled_from(["MIS01", "MIS02", "MIS03"]), GIVEN),
    second=st.dictionaries(st.sampled_from(["MIS01", "MIS02", "MIS03"]), GIVEN),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_saved_last_is_what_is_kept(partnership, first, second):
    assessment = request(partnership, enter_child(partnership))
    for answers in (first, second):
        answer(partnership, assessment, "D1", answers)
    with partnership.as_("worker"):
        found = answers_of(assessment)
    for code, said in (first | second).items():
        kept = found.get(code, GivenAnswer(AnswerState.NOT_ASKED))
        assert (kept.state, kept.source_text) == (said.state, said.source_text)
        assert set(kept.windows) == (set(said.windows) if said.state == "yes" else set())
