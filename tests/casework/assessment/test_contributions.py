"""What assessments add to people's work and to a child's story."""

from concord.engines import chronology, worklist
from concord.kernel.levels import Level
from concord.registers.subjects import merging
from concord.trust.access.rules import Compartment
from tests.casework.assessment.making import (
    REASON,
    agree,
    answer_all,
    codes_of,
    enter_child,
    request,
    submit,
    submitted,
    yes,
)


def titles(partnership, who):
    with partnership.as_(who):
        tasks = worklist.tasks_for(partnership.actor(who))
    return [(task.title, task.about, task.due_at) for task in tasks if task.kind == "assessment"]


def story(partnership, key, who="worker"):
    with partnership.as_(who):
        seen = frozenset({Compartment.ASSESSMENT})
        return chronology.story_of(partnership.actor(who), key, seen=seen)


def test_an_assessment_is_on_the_worklist_of_those_who_can_act_with_its_due_time(partnership):
    assessment = request(partnership, enter_child(partnership, partnership.health))
    expected = [("Complete an assessment", "Sam Practice", assessment.due_at)]
    assert titles(partnership, "worker") == expected
    assert titles(partnership, "manager") == titles(partnership, "nurse") == []


def test_a_submitted_assessment_is_on_the_managers_worklist(partnership):
    submitted(partnership, enter_child(partnership))
    assert [title for title, *_ in titles(partnership, "manager")] == ["Agree an assessment"]
    assert titles(partnership, "worker") == []


def test_the_story_tells_request_submission_and_agreement_with_all_three_levels(partnership):
    key = enter_child(partnership)
    assessment = request(partnership, key)
    critical = codes_of(assessment, "C")[0]
    answer_all(partnership, assessment, {critical: yes()})
    submit(partnership, assessment, Level.MODERATE, reason=REASON)
    agree(partnership, assessment, Level.MODERATE)
    agreed, said, asked = story(partnership, key)
    assert (asked.title, asked.text) == ("Assessment asked for", "Referral R-TEST-CASE")
    facts = dict(said.facts)
    assert facts["Computed level"] == "Significant (5 points)"
    assert facts["Assessor’s level"] == "Moderate"
    assert facts["Why they differ"] == REASON
    assert facts["Because of"].startswith("A critical indicator is current; Was found at a house")
    assert (said.by, agreed.by) == ("Wes", "Mia")
    assert agreed.title == "Assessment agreed: moderate"


def test_the_story_is_not_told_to_an_agency_that_may_not_see_assessments(partnership):
    key = enter_child(partnership)
    request(partnership, key)
    assert story(partnership, key, "officer") == []


def test_assessments_and_answers_follow_a_person_who_was_entered_twice():
    links = {"assessment.Assessment.subject", "assessment.Answer.subject"}
    assert links <= merging.declared()
