"""Signing in: failures are counted over all workers, and everything is in the log."""

import json
from datetime import date

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from concord.project.lockout import plain_name
from concord.trust.accounts.models import User
from concord.trust.reference.models import Standard
from tests.audit_reading import lines
from tests.factories import PASSWORD

SIGN_IN = "/accounts/login/"
WRONG = "a wrong password"


def attempt(name="wes", password=WRONG, **headers):
    """Try to sign in, from a browser of one's own."""
    return Client().post(SIGN_IN, {"login": name, "password": password}, **headers)


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def test_the_right_password_signs_in_and_says_so_in_the_log(partnership):
    assert attempt(password=PASSWORD).url == "/"
    with partnership.as_("worker") as worker:
        (line,) = lines("SignedIn")
    assert (line.user_id, line.details["how"]) == (worker.user_id, "password")


def test_a_failure_is_in_the_log_without_what_was_typed(partnership):
    attempt("my-password-by-mistake")
    with partnership.as_("worker"):
        (line,) = lines("SignInFailed")
    assert line.details["why"] == "password"
    assert "mistake" not in json.dumps(line.details)


def test_a_lock_and_signing_out_are_in_the_log(partnership):
    browser = Client()
    browser.post(SIGN_IN, {"login": "mia", "password": PASSWORD})
    browser.post("/accounts/logout/")
    for _ in range(5):
        attempt()
    with partnership.as_("worker"):
        assert [line.details["why"] for line in lines("SignedOut")] == ["asked"]
        assert lines("SignInFailed")[-1].details["why"] == "locked out"


@pytest.mark.parametrize("name", ["wes", "nobody-of-that-name"])
def test_after_five_failures_nobody_signs_in_by_that_name_from_there(partnership, name):
    for _ in range(4):
        assert attempt(name).status_code == 200
    assert attempt(name).status_code == 429
    locked = attempt(name, PASSWORD)
    assert locked.status_code == 429
    assert "Wait before you try again" in locked.content.decode()


def test_how_many_may_fail_and_for_how_long_are_standards_with_dates(partnership):
    for code, value in (("sign_in_failures", 2), ("sign_in_lock", 40)):
        Standard.objects.create(code=code, value=value, version=2, valid_from=date(2026, 1, 1))
    assert attempt().status_code == 200
    locked = attempt()
    assert locked.status_code == 429
    assert "40 minutes after the first of them" in locked.content.decode()


def test_a_lock_is_for_one_address(partnership):
    for _ in range(5):
        attempt()
    assert attempt(password=PASSWORD, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_other_spellings_of_a_name_get_no_fresh_attempts(partnership):
    for name in ("wes", "WES", "Wés", " wes ", "wEs"):
        answer = attempt(name)
    assert answer.status_code == 429


def test_a_claimed_address_gets_no_fresh_attempts(partnership, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(5):
        claim = f"203.0.113.{number}, 198.51.100.7"
        answer = attempt(HTTP_X_FORWARDED_FOR=claim)
    assert answer.status_code == 429


def test_success_forgets_the_failures_before_it(partnership):
    for _ in range(4):
        attempt()
    attempt(password=PASSWORD)
    assert attempt().status_code == 200


def test_what_is_kept_of_a_failure_names_nobody(partnership):
    attempt("my-password-by-mistake")
    with connection.cursor() as cursor:
        cursor.execute("select username, post_data, get_data from axes_accessattempt")
        assert "my-password-by-mistake" not in str(cursor.fetchall())


@pytest.mark.parametrize("name", ["wes", "nobody-of-that-name"])
def test_a_password_is_hashed_whether_or_not_the_name_exists(partnership, monkeypatch, name):
    hashed, usual = [], MD5PasswordHasher.encode

    def counting(self, password, salt):
        hashed.append(password)
        return usual(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    attempt(name)
    assert hashed == [WRONG]


def test_signing_out_clears_what_the_browser_kept(client, partnership):
    client.force_login(partnership.users["worker"])
    assert "cache" in client.post("/accounts/logout/").headers["Clear-Site-Data"]


def test_a_new_password_ends_other_sessions_and_keeps_this_one(partnership):
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post(SIGN_IN, {"login": "wes", "password": PASSWORD})
    new = "another horse entirely"
    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert User.objects.get(username="wes").check_password(new)
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)


@given(st.text(max_size=40))
def test_a_plain_name_is_plain_already(name):
    assert plain_name(plain_name(name)) == plain_name(name)
