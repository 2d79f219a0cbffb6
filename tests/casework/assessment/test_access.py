"""Who may see an assessment and act on it."""

import pytest
from django.utils import timezone

from concord.casework.assessment import access, commands, queries
from concord.casework.assessment.models import Assessment
from concord.kernel.levels import Level
from concord.trust.commands import Refused
from tests.casework.assessment.making import (
    NO,
    agree,
    answer,
    answer_all,
    enter_child,
    request,
    submit,
    submitted,
)


def seen_by(partnership, who):
    with partnership.as_(who):
        return access.visible_to(partnership.actor(who)).count()


def test_only_agencies_with_sight_of_assessments_see_one(partnership):
    request(partnership, enter_child(partnership, partnership.police))
    counts = {who: seen_by(partnership, who) for who in ("worker", "officer", "nurse", "dsl")}
    assert counts == {"worker": 1, "officer": 1, "nurse": 0, "dsl": 0}


@pytest.mark.parametrize("who", ["minutes", "analyst"])
def test_roles_below_the_compartment_see_none_though_their_agency_may(partnership, who):
    request(partnership, enter_child(partnership, partnership.board))
    assert seen_by(partnership, who) == 0


def test_the_database_hides_an_assessment_from_other_agencies_too(partnership):
    assessment = request(partnership, enter_child(partnership))
    with partnership.as_("officer"), pytest.raises(Assessment.DoesNotExist):
        Assessment.objects.get(pk=assessment.pk)


@pytest.mark.parametrize("who", ["dsl", "minutes", "officer"])
def test_only_social_care_or_a_decision_asks_for_an_assessment(partnership, who):
    key = enter_child(partnership, partnership.school, partnership.police)
    with pytest.raises(Refused, match="Only a social worker or a team manager"):
        request(partnership, key, by=who)


def test_police_may_add_what_they_know_until_it_is_taken_on(partnership):
    assessment = request(partnership, enter_child(partnership, partnership.police))
    answer(partnership, assessment, "D1", {"MIS01": NO}, by="officer")
    with partnership.as_("worker"):
        commands.take_on(assessment, by=partnership.actor("worker"))
    with pytest.raises(Refused, match="A colleague has taken on"):
        answer(partnership, assessment, "D1", {"MIS02": NO}, by="officer")


@pytest.mark.parametrize("who", ["dsl", "nurse"])
def test_agencies_that_only_read_do_not_answer(partnership, who):
    key = enter_child(partnership, partnership.school, partnership.health)
    assessment = request(partnership, key)
    assert seen_by(partnership, who) == 1
    with pytest.raises(Refused, match="Only social workers, police"):
        answer(partnership, assessment, "D1", {"MIS01": NO}, by=who)


def test_police_do_not_submit_and_do_not_take_on(partnership):
    assessment = request(partnership, enter_child(partnership, partnership.police))
    answer_all(partnership, assessment, {}, by="officer")
    with pytest.raises(Refused, match="Only a social worker may submit"):
        submit(partnership, assessment, Level.NO_IDENTIFIED_RISK, by="officer")
    with (
        pytest.raises(Refused, match="Only a social worker may take on"),
        partnership.as_("officer"),
    ):
        commands.take_on(assessment, by=partnership.actor("officer"))


def test_nobody_agrees_their_own_assessment_whatever_their_roles(partnership):
    assessment = submitted(partnership, enter_child(partnership))
    with pytest.raises(Refused, match="Only a team manager"):
        agree(partnership, assessment, Level.EMERGING, by="worker")
    both = partnership.actor("manager")
    assessment.assessor_id = both.user_id
    verdict = access.may_agree(both, assessment)
    assert verdict.reason == "You wrote this assessment. Somebody else must agree it."


def test_work_waits_for_the_assessor_and_then_for_a_manager(partnership):
    def waiting(who):
        with partnership.as_(who):
            actor = partnership.actor(who)
            return queries.to_complete(actor).count(), queries.to_agree(actor).count()

    key = enter_child(partnership, partnership.police)
    assessment = request(partnership, key)
    assert [waiting(who) for who in ("worker", "second_worker", "officer", "manager")] == [
        (1, 0),
        (1, 0),
        (0, 0),
        (0, 0),
    ]
    with partnership.as_("worker"):
        commands.take_on(assessment, by=partnership.actor("worker"))
    assert [waiting("worker"), waiting("second_worker")] == [(1, 0), (0, 0)]
    answer_all(partnership, assessment, {})
    submit(partnership, assessment, Level.NO_IDENTIFIED_RISK)
    assert [waiting("worker"), waiting("manager")] == [(0, 0), (0, 1)]
    with partnership.as_("manager"):
        commands.send_back(
            assessment,
            by=partnership.actor("manager"),
            because="Ask the school.",
            at=timezone.now(),
        )
    assert [waiting("worker"), waiting("manager")] == [(1, 0), (0, 0)]
