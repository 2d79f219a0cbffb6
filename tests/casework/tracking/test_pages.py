"""Name the lead worker, and close tracking under its guards, in the browser."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking.models import Period
from concord.kernel.levels import Level
from concord.meetings.actions.commands import set_action
from tests.casework.assessment.making import agree, submitted
from tests.casework.tracking.making import enter_child, track
from tests.factories import make_user, new_key

GOOD = {
    "reason": "risk_reduced",
    "note": "Back at school every day since March",
    "family_told": "yes",
    "told_reason": "",
}


def period_of(partnership, key):
    with partnership.as_("manager"):
        return Period.objects.get(subject_id=key)


@pytest.fixture
def assessed(partnership):
    """A child tracked at emerging risk from an assessment agreed today."""
    key = enter_child(partnership)
    agree(partnership, submitted(partnership, key), Level.EMERGING)
    return key


def send(client, partnership, name, key, answers, who="manager"):
    client.force_login(partnership.users[who])
    period = period_of(partnership, key)
    version = {"_version": period.version, "_once": str(new_key())}
    return client.post(reverse(name, args=[period.pk]), version | answers)


def test_the_lead_worker_is_chosen_among_those_who_can_see_the_child(client, partnership):
    make_user("Kip", partnership.school, "keyworker")
    make_user("Yas", partnership.police, "youth_justice")
    key = enter_child(partnership, "Sam Practice", partnership.police)
    period = track(partnership, key)
    client.force_login(partnership.users["worker"])
    html = client.get(reverse("tracking:lead_worker", args=[period.pk])).content.decode()
    offered = re.findall(r'<option value="[^"]+"[^>]*>(.*?)</option>', html)
    assert offered == [
        "Wes, Children’s social care",
        "Win, Children’s social care",
        "Yas, District Police",
    ]


def test_naming_a_lead_worker_shows_on_the_childs_page(client, partnership):
    key = enter_child(partnership)
    track(partnership, key)
    chosen = {"user": str(partnership.users["second_worker"].pk)}
    response = send(client, partnership, "tracking:lead_worker", key, chosen, who="worker")
    assert response["Location"] == f"/children/{key}"
    assert "Win" in client.get(response["Location"]).content.decode()


def test_somebody_who_cannot_see_the_child_cannot_be_named(client, partnership):
    key = enter_child(partnership)
    track(partnership, key)
    chosen = {"user": str(make_user("Kip", partnership.school, "keyworker").pk)}
    response = send(client, partnership, "tracking:lead_worker", key, chosen)
    assert response.status_code == 200
    assert period_of(partnership, key).lead_worker_id is None


def test_no_lead_worker_chosen_is_asked_for(client, partnership):
    key = enter_child(partnership)
    track(partnership, key)
    html = send(client, partnership, "tracking:lead_worker", key, {"user": ""}).content.decode()
    assert "<title>Error: " in html
    assert "Select the lead worker" in html


def test_tracking_closes_when_every_guard_is_met(client, partnership, assessed):
    response = send(client, partnership, "tracking:close", assessed, GOOD)
    assert response["Location"] == f"/children/{assessed}"
    period = period_of(partnership, assessed)
    assert (period.closed_on, period.closure_reason) == (timezone.localdate(), "risk_reduced")
    told = client.get(response["Location"]).content.decode()
    assert "Tracking closed: risk reduced" in told
    assert "Back at school every day since March" in told


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"reason": ""}, "Select why tracking is closed"),
        ({"note": ""}, "Say what has changed for the child"),
        ({"family_told": ""}, "Select whether the child and family have been told"),
        ({"family_told": "no"}, "Say that the child and family have been told, or why not."),
    ],
)
def test_each_question_of_closure_must_be_answered(client, partnership, assessed, answers, says):
    response = send(client, partnership, "tracking:close", assessed, GOOD | answers)
    assert says in response.content.decode()
    assert period_of(partnership, assessed).closed_on is None


def test_a_child_with_an_open_action_stays_tracked(client, partnership, assessed):
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        set_action(
            assessed,
            by=manager,
            text="Ring the school",
            owner_agency_id=partnership.school.pk,
            due_on=timezone.localdate(),
            source_type="item",
            source_id=new_key(),
            at=timezone.now(),
        )
    html = send(client, partnership, "tracking:close", assessed, GOOD).content.decode()
    assert "still open" in html
    assert "Back at school every day since March" in html
    assert period_of(partnership, assessed).closed_on is None


def test_a_child_at_significant_risk_is_not_closed_as_reduced(client, partnership):
    key = enter_child(partnership)
    track(partnership, key, Level.SIGNIFICANT)
    html = send(client, partnership, "tracking:close", key, GOOD).content.decode()
    assert "Agree a lower level" in html
    assert period_of(partnership, key).closed_on is None


def test_a_child_without_a_recent_assessment_is_not_closed(client, partnership):
    key = enter_child(partnership)
    track(partnership, key)
    html = send(client, partnership, "tracking:close", key, GOOD).content.decode()
    assert "The latest assessment must be of the last" in html


def test_only_the_chair_closes_tracking(client, partnership, assessed):
    client.force_login(partnership.users["worker"])
    path = reverse("tracking:close", args=[period_of(partnership, assessed).pk])
    assert client.get(path).status_code == 403
    response = send(client, partnership, "tracking:close", assessed, GOOD, who="worker")
    assert "Only the chair may close tracking." in response.content.decode()
    assert period_of(partnership, assessed).closed_on is None


@pytest.mark.parametrize("name", ["tracking:lead_worker", "tracking:close"])
def test_a_period_that_is_hidden_does_not_exist(client, partnership, name):
    period = track(partnership, enter_child(partnership))
    client.force_login(partnership.users["officer"])
    assert client.get(reverse(name, args=[period.pk])).status_code == 404


def test_a_change_made_in_the_meantime_is_shown_before_anything_is_replaced(client, partnership):
    key = enter_child(partnership)
    period = track(partnership, key)
    users = partnership.users
    client.force_login(users["manager"])
    path = reverse("tracking:lead_worker", args=[period.pk])
    seen = {"_version": period.version, "_once": str(new_key())}
    client.post(path, {"_version": period.version, "user": str(users["worker"].pk)})
    response = client.post(path, seen | {"user": str(users["second_worker"].pk)})
    assert response.status_code == 409
    assert period_of(partnership, key).lead_worker_id == users["worker"].pk
