"""Some pages ask again who it is, and lose nothing by asking."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django import forms
from django.http import HttpResponse
from django.urls import path

from concord.project import urls
from concord.trust.pages import FormPage
from concord.trust.step_up import StepUp
from tests.factories import make_user
from tests.factories.proof import prove

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
