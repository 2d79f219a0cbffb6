"""The pages of those who look after people: joining, moving, leaving, and the quarterly review."""

import re
import time

import pytest
from allauth.account.internal.flows import login as flows
from django.urls import reverse
from django.utils import timezone

from concord.trust.accounts.models import User
from concord.trust.accounts.queries import roles_of
from concord.trust.interests.meeting import homes_given
from concord.trust.people.models import AccessReview, RoleProposal
from concord.trust.records import changes_allowed
from tests.factories import make_user

PASSWORD = "a phrase nobody guesses"


def sign_in(client, partnership, who):
    """Sign somebody in as if they had just typed their password."""
    client.force_login(partnership.users[who])
    session = client.session
    session[flows._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
    session[flows.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def ada(client, partnership):
    return sign_in(client, partnership, "administrator")


def joiner(partnership, **changes):
    answers = {
        "agency": str(partnership.social_care.pk), "full_name": "Nia New",
        "job_title": "Social worker", "username": "nia.new", "roles": ["social_worker"],
        "reason": "Begins in the team on Monday",
    }  # fmt: skip
    return answers | changes


def words(response):
    return response.content.decode()


def test_a_joiner_is_added_and_begins_with_a_link_that_is_shown_once(ada, partnership, client):
    added = ada.post("/people/add", joiner(partnership), follow=True)
    link = re.search(r"http://testserver(/begin/[\w-]+)", words(added)).group(1)
    assert link not in words(ada.get(added.redirect_chain[-1][0]))
    ada.logout()
    assert "Nia New" in words(client.get(link))
    done = client.post(link, {"password": PASSWORD, "again": PASSWORD}, follow=True)
    assert done.redirect_chain[-1][0] == "/accounts/login/"
    assert User.objects.get(username="nia.new").check_password(PASSWORD)
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "too short"),
        (PASSWORD, "another", "Enter the same password twice"),
        ("", "", "Enter"),
    ],
)
def test_a_poor_password_is_explained_and_the_link_still_works(
    ada, partnership, client, password, again, says
):
    added = ada.post("/people/add", joiner(partnership), follow=True)
    link = re.search(r"http://testserver(/begin/[\w-]+)", words(added)).group(1)
    ada.logout()
    assert says in words(client.post(link, {"password": password, "again": again}))
    assert client.get(link).status_code == 200


def test_what_the_form_does_not_ask_for_reaches_no_account(ada, partnership):
    ada.post("/people/add", joiner(partnership, is_active="", practice="on", epoch="99"))
    user = User.objects.get(username="nia.new")
    assert (user.is_active, user.practice, user.epoch) == (True, False, 1)


def test_a_taken_user_name_is_said_and_everything_typed_is_kept(ada, partnership):
    answer = words(ada.post("/people/add", joiner(partnership, username="WES")))
    assert "This user name is taken" in answer
    assert "Nia New" in answer


def test_a_lead_sees_their_own_agency_only(client, partnership):
    sign_in(client, partnership, "lead")
    listed = words(client.get("/people"))
    assert "Wes" in listed
    assert "Dee" not in listed
    assert client.get(f"/people/{partnership.users['dsl'].pk}").status_code == 404
    refused = client.post("/people/add", joiner(partnership, agency=str(partnership.police.pk)))
    assert refused.status_code == 200
    assert not User.objects.filter(username="nia.new").exists()


def test_roles_change_from_the_day_given(ada, partnership):
    wes, today = partnership.users["worker"], timezone.localdate()
    sent = {"roles": ["team_manager"], "from_on_day": today.day, "from_on_month": today.month,
            "from_on_year": today.year, "reason": "Promoted to manage the team"}  # fmt: skip
    assert ada.post(f"/people/{wes.pk}/roles", sent).status_code == 302
    assert roles_of(wes, on=today) == {"team_manager"}


def test_closing_and_opening_again(ada, partnership):
    wes = partnership.users["worker"]
    ada.post(f"/people/{wes.pk}/close", {"kind": "suspended", "reason": "Under investigation"})
    assert "Suspended for now" in words(ada.get(f"/people/{wes.pk}"))
    ada.post(f"/people/{wes.pk}/reopen", {})
    assert User.objects.get(pk=wes.pk).is_active


def test_a_second_person_agrees_on_their_own_page(ada, client, partnership):
    wes, today = partnership.users["worker"], timezone.localdate()
    sent = {"roles": ["social_worker", "administrator"], "from_on_day": today.day,
            "from_on_month": today.month, "from_on_year": today.year,
            "reason": "Stands in while Ada is away"}  # fmt: skip
    ada.post(f"/people/{wes.pk}/roles", sent)
    proposal = RoleProposal.objects.get()
    assert ada.get(f"/people/roles-waiting/{proposal.pk}").status_code == 403
    sign_in(client, partnership, "governance")
    assert "Agree to a role" in words(client.get("/"))
    client.post(f"/people/roles-waiting/{proposal.pk}", {"agreed": "yes"})
    assert "administrator" in roles_of(wes, on=today)


def test_a_review_is_started_decided_and_signed(client, partnership):
    sign_in(client, partnership, "governance")
    client.post("/people/reviews/start", {})
    review = AccessReview.objects.get(agency=partnership.police)
    line = review.lines.get()
    assert "To decide" in words(client.get(f"/people/reviews/{review.pk}"))
    client.post(f"/people/reviews/lines/{line.pk}", {"decision": "keep", "reason": ""})
    client.post(f"/people/reviews/{review.pk}", {})
    review.refresh_from_db()
    assert review.signed_off_by == partnership.users["governance"].pk


def test_a_review_says_who_has_not_given_their_home_postcode(client, partnership):
    sign_in(client, partnership, "officer")
    client.post(reverse("desk:interest_details"), {"postcode": "BD99 9AA", "forget": "keep"})
    make_user("Pip", partnership.police, "police")
    sign_in(client, partnership, "governance")
    client.post("/people/reviews/start", {})
    review = AccessReview.objects.get(agency=partnership.police)
    page = words(client.get(f"/people/reviews/{review.pk}"))
    assert re.search(r"Pat.*?>\s*Given.*?Pip.*?Home postcode not given", page, re.DOTALL)
    assert "BD99" not in page
    with partnership.as_("manager"):
        assert homes_given([partnership.users["officer"].pk]) == frozenset()


def test_a_late_review_is_a_task_for_information_governance(client, partnership):
    sign_in(client, partnership, "governance")
    client.post("/people/reviews/start", {})
    with changes_allowed():
        AccessReview.objects.filter(agency=partnership.police).update(due_on="2020-01-01")
    assert "District Police" in words(client.get("/"))


@pytest.mark.parametrize("path", ["/people/add", "/people/{}/roles", "/people/{}/close"])
def test_weighty_pages_ask_who_it_is_first(client, partnership, path):
    client.force_login(partnership.users["administrator"])
    asked = client.get(path.format(partnership.users["worker"].pk))
    assert asked.url.startswith("/accounts/reauthenticate/")
