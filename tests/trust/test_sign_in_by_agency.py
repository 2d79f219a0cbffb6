"""Single sign-on: by issuer and subject, through one's own agency, and by no other way."""

import json
import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from concord.project.sign_on_settings import providers_in
from concord.trust.accounts.models import User
from concord.trust.commands import Refused
from concord.trust.people.commands import recognise_by_agency
from tests.factories import make_user
from tests.factories.proof import prove
from tests.trust.issuing import issuing

SUBJECT = "8c1d-subject"


@pytest.fixture
def police():
    with issuing() as issuer:
        yield issuer


@pytest.fixture
def health():
    with issuing() as issuer:
        yield issuer


@pytest.fixture(autouse=True)
def signed_on(partnership, police, health, settings, tmp_path):
    """Two agencies sign in at their own; one police officer is known there."""
    cache.clear()
    path = tmp_path / "agencies.json"
    path.write_text(json.dumps([
        {"agency": code, "name": code.title(), "issuer": issuer.address,
         "client_id": "concord", "secret": "between us"}
        for code, issuer in (("police", police), ("health", health))
    ]))  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": providers_in(str(path))}}
    officer = partnership.users["officer"]
    recognise(partnership, officer, SUBJECT)
    User.objects.filter(pk=officer.pk).update(email="pat@police.example")


def recognise(partnership, user, subject):
    """Have the administrator say how an agency names somebody."""
    with partnership.as_("administrator") as by:
        recognise_by_agency(user, by=by, subject=subject)


def come_back(client, agency="police", begun_with=None):
    """Go to the agency and come back with a code; return Concord's answer."""
    begun = client.get(f"/accounts/agency/{begun_with or agency}/")
    state = parse_qs(urlsplit(begun.url).query)["state"][0]
    return client.get(f"/accounts/agency/{agency}/back?code=once&state={state}")


def is_signed_in(client):
    return client.get("/").status_code == 200


def test_a_known_person_signs_in_at_their_agency(client, police):
    police.claims = {"sub": SUBJECT}
    assert come_back(client).status_code == 302
    assert is_signed_in(client)


def test_the_way_there_has_a_state_and_a_proof_of_who_began(client):
    asked = parse_qs(urlsplit(client.get("/accounts/agency/police/").url).query)
    assert re.fullmatch("S256", asked["code_challenge_method"][0])
    assert len(asked["state"][0]) >= 16


def test_the_sign_in_page_offers_the_agencies(client):
    assert "Sign in through Police" in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "somebody else"},
        {"sub": "somebody else", "email": "pat@police.example", "email_verified": True},
        {"sub": SUBJECT, "aud": "another service"},
        {"sub": SUBJECT, "iss": "https://elsewhere.example"},
        {"sub": SUBJECT, "exp": 1},
    ],
    ids=["unknown", "known e-mail only", "audience", "issuer", "expired"],
)
def test_what_does_not_fit_signs_nobody_in_and_makes_no_account(client, police, claims):
    police.claims = claims
    before = User.objects.count()
    assert come_back(client).status_code == 403
    assert not is_signed_in(client)
    assert User.objects.count() == before


def test_a_token_signed_by_another_key_signs_nobody_in(client, police):
    police.claims, honest = {"sub": SUBJECT}, police.key
    forged = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    token = police.token
    police.token = lambda: (setattr(police, "key", forged), token(),
                            setattr(police, "key", honest))[1]  # fmt: skip
    assert come_back(client).status_code == 403
    assert not is_signed_in(client)


def test_an_issuer_that_calls_itself_another_signs_nobody_in(client, police, health):
    police.claims = {"sub": SUBJECT}
    police.named = health.address
    assert come_back(client).status_code == 403
    assert not is_signed_in(client)


def test_another_agencys_issuer_cannot_speak_for_this_person(client, health, police):
    health.claims = {"sub": SUBJECT, "iss": police.address}
    assert come_back(client, "health").status_code == 403
    health.claims = {"sub": SUBJECT}
    assert come_back(client, "health").status_code == 403
    assert not is_signed_in(client)


def test_an_answer_for_one_agency_is_not_taken_at_another(client, police):
    police.claims = {"sub": SUBJECT}
    assert come_back(client, "police", begun_with="health").status_code == 403
    assert not is_signed_in(client)


def test_who_has_moved_agency_or_left_is_not_let_in(client, partnership, police):
    police.claims = {"sub": SUBJECT}
    officer = partnership.users["officer"]
    User.objects.filter(pk=officer.pk).update(agency=partnership.health)
    assert come_back(client).status_code == 403
    User.objects.filter(pk=officer.pk).update(agency=partnership.police, is_active=False)
    assert come_back(client).status_code == 403
    assert not is_signed_in(client)


def test_a_subject_of_the_agencys_former_issuer_is_nobody_at_its_new_one(
    client, police, health, settings
):
    [app] = [
        one
        for one in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        if one["provider_id"] == "police"
    ]
    app["settings"]["server_url"] = health.address
    health.claims = {"sub": SUBJECT}
    assert come_back(client).status_code == 403
    assert not is_signed_in(client)


def test_one_identifier_is_one_person(partnership):
    nurse = partnership.users["nurse"]
    recognise(partnership, nurse, SUBJECT)
    second = make_user("Noor", partnership.health, "health")
    with pytest.raises(Refused, match="Somebody else"):
        recognise(partnership, second, SUBJECT)


def test_an_earlier_identifier_no_longer_signs_in(client, partnership, police):
    recognise(partnership, partnership.users["officer"], "a new subject")
    police.claims = {"sub": SUBJECT}
    assert come_back(client).status_code == 403


def test_two_administrators_never_replace_each_others_identifier(client, partnership):
    client.force_login(partnership.users["administrator"])
    prove(client)
    officer = partnership.users["officer"]
    page = f"/people/{officer.pk}/sign-on"
    read = {"_version": re.search(r'name="_version" value="(\d+)"', client.get(page).text)[1]}
    assert client.post(page, read | {"subject": "said first"}).status_code == 302
    late = client.post(page, read | {"subject": "said second"})
    assert late.status_code == 409
    assert "said second" in late.text
    assert SocialAccount.objects.get(user=officer).uid.endswith("said first")


def test_an_agency_without_its_own_sign_in_names_nobody(partnership):
    with pytest.raises(Refused, match="no sign-in of its own"):
        recognise(partnership, partnership.users["dsl"], SUBJECT)


def test_an_agency_without_single_sign_on_has_no_such_address(client):
    assert client.get("/accounts/agency/hillside/").status_code == 404


def test_time_is_the_issuers_to_state_and_ours_to_check(client, police):
    police.claims = {"sub": SUBJECT, "iat": int(time.time()) + 3600}
    assert come_back(client).status_code == 403


def test_an_answer_is_taken_once_and_in_the_browser_that_asked(client, police):
    """No token passes a browser, and a code belongs to one beginning (ASVS V10.5.1)."""
    police.claims = {"sub": SUBJECT}
    state = parse_qs(urlsplit(client.get("/accounts/agency/police/").url).query)["state"][0]
    back = f"/accounts/agency/police/back?code=once&state={state}"
    stranger = Client()
    assert stranger.get(back).status_code == 403
    assert client.get(back).status_code == 302
    client.logout()
    assert client.get(back).status_code == 403
    assert not is_signed_in(client)
    assert not is_signed_in(stranger)


def test_an_issuer_that_sends_us_elsewhere_is_not_followed(client, police, health):
    police.claims, police.moved_to = {"sub": SUBJECT}, health.address
    assert client.get("/accounts/agency/police/").status_code == 403
    assert not is_signed_in(client)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_other_site_can_begin_it(client, site):
    answer = client.get("/accounts/agency/police/", headers={"Sec-Fetch-Site": site})
    assert answer.url == "/accounts/login/"


def test_our_own_second_factor_follows_whatever_the_agency_says(client, partnership, police):
    """No strength that a provider claims stands in for a proof here (ASVS V6.8.4)."""
    TOTP.activate(partnership.users["officer"], generate_totp_secret())
    police.claims = {"sub": SUBJECT, "acr": "high", "amr": ["mfa", "hwk"]}
    assert come_back(client).url == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)
