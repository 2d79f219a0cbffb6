"""The settings with which Concord runs in production, read by a fresh process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "concord.project.settings"
from django.conf import settings
names = [n for n in dir(settings) if n.startswith(
    ("DEBUG", "SECURE_", "SESSION_COOKIE", "CSRF_COOKIE", "AUTH_PASSWORD", "ALLOWED", "COOKIE_"))]
found = {n: getattr(settings, n) for n in names}
import django
django.setup()
from django.contrib.auth.hashers import make_password
found["a password"] = make_password("one")
print(json.dumps(found, default=str))
"""


def settings_as(mode: str, state: Path) -> dict:
    """Return what a fresh process reads as its settings in a mode, with its keys in a folder."""
    environment = os.environ | {"CONCORD_MODE": mode, "CONCORD_STATE": str(state)}
    answer = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    return json.loads(answer.stdout)


@pytest.fixture(scope="module")
def production(tmp_path_factory) -> dict:
    """Return the production settings by name; practice makes the keys that production needs."""
    state = tmp_path_factory.mktemp("state")
    settings_as("practice", state)
    return settings_as("production", state)


def test_production_never_debugs(production):
    assert production["DEBUG"] is False


def test_browsers_are_told_to_stay_with_tls_for_a_year(production):
    assert production["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60


def test_every_host_below_ours_stays_with_tls_too(production):
    assert production["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True


def test_cookies_are_bound_to_this_host_alone(production):
    """With the prefix a browser takes a cookie over TLS only, from this host, for every path."""
    for kind in ("SESSION", "CSRF"):
        assert production[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert production[f"{kind}_COOKIE_DOMAIN"] is None
        assert production[f"{kind}_COOKIE_PATH"] == "/"
    assert production["COOKIE_PREFIX"] == "__Host-"


def test_passwords_are_stretched_as_they_should_be(production):
    """PBKDF2 with SHA-256 and at least 600,000 rounds (V11.4.2)."""
    method, rounds, salt, _ = production["a password"].split("$")
    assert method == "pbkdf2_sha256"
    assert int(rounds) >= 600_000
    assert len(salt) >= 22


def test_passwords_have_twelve_characters_and_nothing_is_asked_of_them_but_that(production):
    """No digits or capitals wanted, no end after so many days (V6.2.1, V6.2.5, V6.2.10)."""
    rules = {
        rule["NAME"].rsplit(".", 1)[1]: rule for rule in production["AUTH_PASSWORD_VALIDATORS"]
    }
    assert rules["MinimumLengthValidator"]["OPTIONS"]["min_length"] >= 8
    assert set(rules) == {
        "MinimumLengthValidator", "CommonPasswordValidator", "UserAttributeSimilarityValidator",
        "WordsOfTheWork", "KnownFromBreaches",
    }  # fmt: skip


def test_plain_http_is_led_to_tls_except_where_machines_ask(production):
    assert production["SECURE_SSL_REDIRECT"] is True
    assert production["SECURE_REDIRECT_EXEMPT"] == ["^health/", "^metrics$"]


def test_cookies_travel_over_tls_only(production):
    assert production["SESSION_COOKIE_SECURE"] is True
    assert production["CSRF_COOKIE_SECURE"] is True


def test_cookies_stay_at_home(production):
    assert production["SESSION_COOKIE_SAMESITE"] in {"Lax", "Strict"}
    assert production["CSRF_COOKIE_SAMESITE"] in {"Lax", "Strict"}


def test_scripts_cannot_read_cookies(production):
    assert production["SESSION_COOKIE_HTTPONLY"] is True
    assert production["CSRF_COOKIE_HTTPONLY"] is True


def test_other_sites_are_told_no_address(production):
    assert production["SECURE_REFERRER_POLICY"] in {"same-origin", "no-referrer"}


def test_common_passwords_are_refused(production):
    names = [rule["NAME"].rsplit(".", 1)[1] for rule in production["AUTH_PASSWORD_VALIDATORS"]]
    assert "CommonPasswordValidator" in names


def test_no_host_is_taken_for_granted(production):
    assert "*" not in production["ALLOWED_HOSTS"]
