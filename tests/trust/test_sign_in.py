"""Signing in: who may, with what, and what changes at once."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from concord.trust.accounts.models import FactorSecret, RoleHolding
from tests.factories import PASSWORD, make_user


def sign_in(client, name, password=PASSWORD):
    """Send the sign-in form."""
    return client.post("/accounts/login/", {"login": name, "password": password})


def test_a_practice_person_signs_in_with_a_password_in_practice_mode(client, partnership):
    assert sign_in(client, "dee").url == "/"
    assert client.get("/").status_code == 200


def test_a_practice_person_cannot_sign_in_outside_practice_mode(client, partnership, settings):
    settings.PRACTICE = False
    assert "not correct" in sign_in(client, "dee").text


def test_a_practice_session_ends_when_the_mode_does(client, partnership, settings):
    client.force_login(partnership.users["dsl"])
    settings.PRACTICE = False
    assert client.get("/").status_code == 302


def test_anybody_else_must_set_up_a_second_factor_before_anything_opens(client, partnership):
    make_user("Rhea", partnership.school, "school_lead", practice=False)
    sign_in(client, "rhea")
    for address in ("/", "/refer", "/children"):
        assert client.get(address).url == "/accounts/2fa/totp/activate/"
    again = client.get("/accounts/2fa/totp/activate/").url
    onward = client.post(again, {"password": PASSWORD}).url
    assert "authenticator app" in client.get(onward).text


@pytest.mark.parametrize(
    ("name", "password"), [("dee", "wrong"), ("nobody", PASSWORD), ("DEE'--", PASSWORD)]
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_words(client, partnership, name, password):
    assert "The user name or password is not correct" in sign_in(client, name, password).text


def test_a_person_who_leaves_is_out_at_the_next_request(client, partnership):
    client.force_login(partnership.users["dsl"])
    assert client.get("/").status_code == 200
    dee = partnership.users["dsl"]
    dee.is_active = False
    dee.save()
    assert client.get("/").status_code == 302


def test_a_role_that_ends_is_gone_at_the_next_request(client, partnership):
    client.force_login(partnership.users["dsl"])
    assert client.get("/refer").status_code == 200
    RoleHolding.objects.filter(user=partnership.users["dsl"]).update(held_until="2020-01-01")
    assert client.get("/refer").status_code == 403


def test_a_form_from_another_site_is_refused(partnership):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(partnership.users["dsl"])
    assert strict.post("/refer/new").status_code == 403


def test_answers_are_private_and_carry_a_strict_policy(client, partnership):
    client.force_login(partnership.users["dsl"])
    headers = client.get("/").headers
    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_secret_of_a_factor_lies_sealed_and_still_works(partnership):
    user = partnership.users["worker"]
    secret = generate_totp_secret()
    factor = TOTP.activate(user, secret).instance
    assert secret not in str(Authenticator.objects.get(pk=factor.pk).data)
    (stored,) = FactorSecret.objects.values_list("text", flat=True)
    assert secret.encode() not in bytes(stored)
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert TOTP(Authenticator.objects.get(pk=factor.pk)).validate_code(code)
