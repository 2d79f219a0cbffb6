"""Some pages ask again who it is, and lose nothing by asking."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.internal.flows import login as flows
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django import forms
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from concord.project import urls
from concord.trust.accounts.factors import factors_of
from concord.trust.pages import FormPage
from concord.trust.step_up import StepUp
from tests.factories import make_user
from tests.factories.proof import code, prove

PASSWORD = "correct horse battery"
pytestmark = pytest.mark.urls(__name__)


class Weighty(StepUp, FormPage):
    """A form that hands out something weighty."""

    roles = ("social_worker",)
    form_class = type("Form", (forms.Form,), {"reason": forms.CharField()})
    template_name = "account/base_form.html"
    extra_context = {"heading": "Weighty", "submit": "Send"}
    done: list[str] = []

    def run(self, reason):
        self.done.append(reason)

    def after(self, outcome):
        return "/weighty-done"


urlpatterns = [*urls.urlpatterns, path("weighty", Weighty.as_view()),
               path("weighty-done", lambda request: HttpResponse("done"))]  # fmt: skip


@pytest.fixture
def wes(client, partnership):
    Weighty.done.clear()
    client.force_login(partnership.users["worker"])
    return client


def test_a_page_that_asks_again_leads_to_the_password_and_back(wes):
    asked = wes.get("/weighty")
    assert asked.status_code == 302
    assert urlsplit(asked.url).path == "/accounts/reauthenticate/"
    given = wes.post(asked.url, {"password": PASSWORD, "next": "/weighty"})
    assert given.url == "/weighty"
    assert wes.get("/weighty").status_code == 200


def test_a_wrong_password_opens_nothing(wes):
    asked = wes.get("/weighty")
    wes.post(asked.url, {"password": "not this one", "next": "/weighty"})
    assert wes.get("/weighty").status_code == 302


@pytest.mark.parametrize(("seconds", "opens"), [(0, 200), (299, 200), (301, 302)])
def test_a_proof_lasts_five_minutes(wes, seconds, opens):
    prove(wes, seconds_ago=seconds)
    assert wes.get("/weighty").status_code == opens


def test_whoever_may_not_open_the_page_is_not_asked_for_their_password(client, partnership):
    client.force_login(make_user("Nia", partnership.school, "school_lead"))
    assert client.get("/weighty").status_code == 403
    assert client.post("/weighty", {"reason": "Because"}).status_code == 403


def test_a_form_sent_too_late_is_kept_and_carried_out_after_the_proof(wes):
    sent = wes.post("/weighty", {"reason": "She is at risk tonight"})
    assert Weighty.done == []
    onward = parse_qs(urlsplit(sent.url).query)["next"][0]
    wes.post(sent.url, {"password": PASSWORD, "next": onward})
    kept = wes.get(onward)
    assert "She is at risk tonight" in kept.content.decode()
    wes.post("/weighty", {"reason": "She is at risk tonight"})
    assert Weighty.done == ["She is at risk tonight"]


def with_an_app(client, partnership, *, role="social_worker", practice=True):
    """Sign in somebody who has an app for codes, by their password alone; return its secret."""
    user = make_user("Rae", partnership.social_care, role, practice=practice)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client.force_login(user)
    prove(client)
    return secret


def test_a_password_alone_does_not_open_it_to_whoever_has_a_second_factor(client, partnership):
    Weighty.done.clear()
    secret = with_an_app(client, partnership)
    asked = client.get("/weighty")
    there = client.get(asked.url)
    assert there.url == "/accounts/2fa/reauthenticate/?next=%2Fweighty"
    client.post(asked.url, {"password": PASSWORD, "next": "/weighty"})
    assert client.get("/weighty").status_code == 302
    assert client.post("/weighty", {"reason": "I know a password"}).status_code == 302
    assert Weighty.done == []
    client.post(there.url, {"code": "000000", "next": "/weighty"})
    assert client.get("/weighty").status_code == 302
    assert client.post(there.url, {"code": code(secret), "next": "/weighty"}).url == "/weighty"
    assert client.get("/weighty").status_code == 200


def test_the_page_for_the_code_offers_no_password(client, partnership):
    with_an_app(client, partnership)
    page = client.get("/accounts/2fa/reauthenticate/?next=/weighty")
    assert "Enter the code from your authenticator app" in page.text
    assert "/accounts/reauthenticate/" not in page.text


def test_a_password_alone_takes_no_second_factor_away(client, partnership):
    with_an_app(client, partnership)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    taken = client.post("/accounts/2fa/totp/deactivate/")
    assert taken.url.startswith("/accounts/2fa/reauthenticate/")
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_a_kept_form_is_carried_out_after_the_code(client, partnership):
    secret = with_an_app(client, partnership)
    sent = client.post("/weighty", {"reason": "She is at risk tonight"})
    onward = parse_qs(urlsplit(sent.url).query)["next"][0]
    there = client.get(sent.url).url
    assert client.post(there, {"code": code(secret), "next": onward}).url == onward
    assert "She is at risk tonight" in client.get(onward).text


@pytest.mark.parametrize(("by", "opens"), [("totp", 302), ("webauthn", 200)])
def test_whoever_must_have_a_passkey_shows_it_again(client, partnership, by, opens):
    user = make_user("Rae", partnership.police, "police", "social_worker", practice=False)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "sealed"})
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "Key", "credential": {}})
    client.force_login(user)
    prove(client, by="webauthn", seconds_ago=600)
    session = client.session
    records = session[flows.AUTHENTICATION_METHODS_SESSION_KEY]
    records.append({"method": "mfa", "type": by, "at": time.time()})
    session[flows.AUTHENTICATION_METHODS_SESSION_KEY] = records
    session.save()
    answer = client.get("/weighty")
    assert answer.status_code == opens
    if opens == 302:
        there = client.get(answer.url).url
        assert there == "/accounts/2fa/webauthn/reauthenticate/?next=%2Fweighty"


@pytest.mark.parametrize(
    ("role", "page"),
    [("social_worker", "/accounts/2fa/totp/activate/"), ("police", "/accounts/2fa/webauthn/add/")],
)
def test_outside_practice_a_password_opens_nothing_weighty_to_anybody(
    client, partnership, role, page
):
    """Where somebody is signed in is reached before a second factor is set up."""
    user = make_user("Rae", partnership.police, role, practice=False)
    client.force_login(user)
    prove(client)
    assert client.get("/accounts/sessions/").url == page
    # And the way there is open to them.
    asked = client.get(page)
    assert asked.url.startswith("/accounts/reauthenticate/")
    client.post(asked.url, {"password": PASSWORD, "next": page})
    assert client.get(page).status_code == 200


def test_in_production_nobody_is_excused(client, partnership, settings):
    user = make_user("Rae", partnership.social_care, "social_worker")
    assert factors_of(user, on=timezone.localdate()).proving == {"password", "socialaccount"}
    settings.PRACTICE = False
    assert "password" not in factors_of(user, on=timezone.localdate()).proving
