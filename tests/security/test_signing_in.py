"""Passwords, second factors, sessions and what an agency's own sign-in may say."""

import hashlib
import json
import re
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from concord.engines.notices.post import notices_of
from concord.project.sign_on_settings import providers_in
from concord.trust.accounts.breaches import is_listed
from concord.trust.accounts.models import User
from concord.trust.people.commands import issue_activation
from tests.audit_reading import lines
from tests.factories import PASSWORD, make_user
from tests.factories.proof import code, prove
from tests.trust.issuing import Issuer, issuing
from tests.trust.test_sign_in_by_agency import SUBJECT, come_back, is_signed_in, recognise

SIGN_IN = "/accounts/login/"
CHANGE = "/accounts/password/change/"
SESSIONS = "/accounts/sessions/"
# What people may use: spaces, letters of any script, quotes, emoji; nothing is trimmed or folded.
PASSWORDS = ("four plain english words", "  leading and trailing  ", "Ünïcödé żółć 漢字 слово",
             "quote ' \" ; -- <b>&amp; marks", "x" * 64, "long " * 25 + "phrase",
             "🔑🐎🔋📎 twelve!", "8#kQ!2x&9Lw$", "93847561029384",
             "UPPER lower MiXeD 1!")  # fmt: skip


@pytest.fixture
def wes(partnership):
    """A browser in which a social worker has just proven who they are."""
    cache.clear()
    client = Client()
    client.force_login(partnership.users["worker"])
    prove(client)
    return client


def change(client, new, old=PASSWORD):
    """Send the form that changes a password."""
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def signs_in(name, password):
    """Whether a name and a password open the door."""
    cache.clear()
    answer = Client().post(SIGN_IN, {"login": name, "password": password})
    return answer.status_code == 302


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_password_may_hold_anything_and_is_taken_exactly(wes, password):
    assert change(wes, password).status_code == 302
    assert signs_in("wes", password)
    others = {password.strip(), password.swapcase(), password[:-1], password[:63]} - {password}
    assert not [one for one in others if signs_in("wes", one)]


def test_a_new_password_wants_the_old_one(wes, partnership):
    assert change(wes, "a whole new phrase", old="not this one").status_code == 200
    assert signs_in("wes", PASSWORD)
    assert not signs_in("wes", "a whole new phrase")


@pytest.mark.parametrize("poor", ["elevenchars", "password1234", "qwertyuiop123", "1q2w3e4r5t6y"])
def test_short_and_common_passwords_are_refused(wes, settings, poor):
    if len(poor) >= 12:
        from django.contrib.auth.password_validation import CommonPasswordValidator

        listed = CommonPasswordValidator().passwords
        poor = poor if poor in listed else next(one for one in sorted(listed) if len(one) >= 12)
    assert change(wes, poor).status_code == 200
    assert not signs_in("wes", poor)


@pytest.mark.parametrize(
    "near", ["Safeguarding2026!", "S4f3gu4rd1ng-2026", "concord-partnership", "SocialWorker123456",
             "Summer2026Winter2027", "PracticeSafeguarding1"],
)  # fmt: skip
def test_passwords_of_the_words_of_our_work_are_refused(wes, near):
    answer = change(wes, near)
    assert answer.status_code == 200
    assert "nothing to do with your work" in answer.text
    assert not signs_in("wes", near)


def listed(path, *passwords, count=":7"):
    """Write a list of stolen passwords as it is published, and return where."""
    hashes = sorted(
        hashlib.sha1(each.encode(), usedforsecurity=False).hexdigest().upper() for each in passwords
    )
    path.write_text("".join(f"{each}{count}\r\n" for each in hashes))
    return path


def test_passwords_known_from_breaches_are_refused(wes, settings, tmp_path):
    settings.BREACHED_PASSWORDS = str(listed(tmp_path / "stolen.txt", "harmless violet tractor"))
    answer = change(wes, "harmless violet tractor")
    assert answer.status_code == 200
    assert "lists of stolen passwords" in answer.text
    assert change(wes, "harmless violet ploughs").status_code == 302


@given(st.sets(st.text(max_size=8), min_size=1, max_size=40), st.text(max_size=8), st.booleans())
def test_what_stands_in_the_list_is_found_and_nothing_else(tmp_path_factory, stolen, other, bare):
    path = tmp_path_factory.mktemp("stolen") / "list.txt"
    listed(path, *stolen, count="" if bare else ":12345")
    assert all(is_listed(each, path) for each in stolen)
    assert is_listed(other, path) == (other in stolen)


@pytest.mark.parametrize("path", [SIGN_IN, CHANGE, "/accounts/reauthenticate/"])
def test_passwords_are_typed_unseen_and_may_be_pasted(wes, path):
    client = Client() if path == SIGN_IN else wes
    text = client.get(path).text
    boxes = re.findall(r"<input[^>]*type=\"password\"[^>]*>", text)
    assert boxes
    for box in boxes:
        assert re.search(r'autocomplete="(current|new)-password"', box), box
        assert "onpaste" not in box
        assert "maxlength" not in box
    assert 'value="correct' not in text


def test_a_password_never_ends_by_the_calendar(partnership):
    User.objects.filter(username="wes").update(last_login=timezone.now() - timedelta(days=4000))
    assert signs_in("wes", PASSWORD)


def test_who_has_a_changed_password_is_told(wes, partnership):
    change(wes, "a whole new phrase")
    with partnership.as_("worker") as worker:
        assert [one for one in notices_of(worker) if "password was changed" in one.text]


def test_whose_name_was_tried_too_often_is_told(partnership):
    cache.clear()
    for _ in range(6):
        Client().post(SIGN_IN, {"login": "wes", "password": "not the password"})
    with partnership.as_("worker") as worker:
        assert [one for one in notices_of(worker) if "wrong password" in one.text]
    with partnership.as_("dsl") as dsl:
        assert not [one for one in notices_of(dsl) if "wrong password" in one.text]


def real_person(partnership):
    """Somebody outside practice with an app for codes; return them and the secret."""
    user = make_user("Rae", partnership.school, "school_lead", practice=False)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return user, secret


def begun(partnership):
    """A browser in which the password was right and the code is still to come."""
    cache.clear()
    user, secret = real_person(partnership)
    client = Client()
    answer = client.post(SIGN_IN, {"login": "rae", "password": PASSWORD})
    assert answer.url.startswith("/accounts/2fa/authenticate/")
    return client, user, secret


ONWARD = "/accounts/2fa/authenticate/"


@pytest.mark.parametrize("path", ["/", "/children", "/search", "/session", "/refer", "/audit",
                                  "/accounts/2fa/", "/accounts/password/change/",
                                  "/accounts/reauthenticate/", "/people"])  # fmt: skip
def test_a_right_password_without_its_code_opens_nothing(partnership, path):
    client, *_ = begun(partnership)
    answer = client.get(path)
    if path == "/session":
        assert answer.json()["person"] == ""
    else:
        assert answer.status_code == 302
        assert answer.url.startswith((SIGN_IN, ONWARD))


@pytest.mark.parametrize("sent", ["", "000000", "123456", "abcdef", "1' or '1'='1", "9" * 60])
def test_a_wrong_code_opens_nothing(partnership, sent):
    client, _, secret = begun(partnership)
    if sent == code(secret):
        sent = "111111"
    client.post(ONWARD, {"code": sent})
    assert client.get("/").status_code == 302


def test_a_code_works_once(partnership):
    client, _, secret = begun(partnership)
    used = code(secret)
    assert client.post(ONWARD, {"code": used}).status_code == 302
    assert client.get("/").status_code == 200
    again = Client()
    again.post(SIGN_IN, {"login": "rae", "password": PASSWORD})
    again.post(ONWARD, {"code": used})
    assert again.get("/").status_code == 302


@pytest.mark.parametrize("steps", [-20, -3, 3, 20])
def test_a_code_of_another_time_opens_nothing(partnership, steps):
    """The server's clock decides; nothing that a browser says of the time counts (V6.5.5, 8)."""
    client, _, secret = begun(partnership)
    sent = {"code": code(secret, steps), "timestamp": str(int(time.time()) + steps * 30)}
    client.post(ONWARD, sent, headers={"Date": "Thu, 01 Jan 2026 00:00:00 GMT"})
    assert client.get("/").status_code == 302


def test_secrets_and_codes_are_long_enough(partnership):
    secrets = {generate_totp_secret() for _ in range(50)}
    assert len(secrets) == 50
    # Base 32: five bits a letter.
    assert min(len(one) for one in secrets) * 5 >= 112
    assert all(re.fullmatch(r"\d{6}", code(one)) for one in secrets)


def test_recovery_codes_are_sealed_and_each_opens_once(partnership):
    client, user, _ = begun(partnership)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    kept = Authenticator.objects.get(user=user, type="recovery_codes")
    assert len(set(codes)) == 10
    assert not any(one in json.dumps(kept.data) for one in codes)
    assert client.post(ONWARD, {"code": codes[0]}).status_code == 302
    assert is_signed_in(client)
    again = Client()
    again.post(SIGN_IN, {"login": "rae", "password": PASSWORD})
    again.post(ONWARD, {"code": codes[0]})
    assert not is_signed_in(again)


def test_a_factor_that_was_taken_away_opens_nothing(partnership):
    client, user, secret = begun(partnership)
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, generate_totp_secret())
    client.post(ONWARD, {"code": code(secret)})
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("path", ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/",
                                  "/accounts/2fa/recovery-codes/generate/",
                                  "/accounts/2fa/totp/deactivate/"])  # fmt: skip
def test_changing_how_one_signs_in_asks_for_a_proof_first(partnership, path):
    client, _, secret = begun(partnership)
    client.post(ONWARD, {"code": code(secret)})
    prove(client, seconds_ago=3600)
    answer = client.get(path)
    assert answer.status_code == 302
    assert "reauthenticate" in answer.url or answer.url == "/accounts/2fa/"


def test_a_challenge_for_a_passkey_is_new_each_time_and_long(client, db):
    found = set()
    for _ in range(5):
        asked = client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
        found.add(asked.json()["request_options"]["publicKey"]["challenge"])
    assert len(found) == 5
    assert min(len(one) for one in found) * 6 >= 128


@pytest.mark.parametrize(
    ("open_for", "unused_for", "goes_on"),
    [((9, 59), 1, True), ((10, 1), 0, False), ((1, 0), 14, True), ((1, 0), 16, False)],
    ids=["nearly ten hours", "over ten hours", "14 minutes unused", "16 minutes unused"],
)
def test_a_session_ends_unused_or_after_ten_hours(
    client, partnership, open_for, unused_for, goes_on
):
    client.force_login(partnership.users["worker"])
    client.get("/")
    hours, minutes = open_for
    session, now = client.session, timezone.now()
    session["began_at"] = (now - timedelta(hours=hours, minutes=minutes)).isoformat()
    session["seen_at"] = (now - timedelta(minutes=unused_for)).isoformat()
    session.save()
    assert (client.get("/").status_code == 200) is goes_on


def test_a_fresh_link_changes_the_password_and_no_second_factor(partnership):
    """Whoever is handed a link still needs the factor that was there before (V6.4.3)."""
    cache.clear()
    user, secret = real_person(partnership)
    with partnership.as_("administrator") as by:
        token = issue_activation(user, by=by, at=timezone.now())
    sent = {"password": "a whole new phrase", "again": "a whole new phrase"}
    assert Client().post(f"/begin/{token}", sent).status_code == 302
    client = Client()
    answer = client.post(SIGN_IN, {"login": "rae", "password": "a whole new phrase"})
    assert answer.url.startswith(ONWARD)
    assert client.get("/").status_code == 302
    client.post(ONWARD, {"code": code(secret)})
    assert client.get("/").status_code == 200


def test_an_unhandled_fault_is_told_without_a_detail(client, partnership, monkeypatch, caplog):
    from concord.desk.web.home import Home

    def fail(*args, **kwargs):
        raise RuntimeError("the inside of /concord/secret.py")

    monkeypatch.setattr(Home, "get_context_data", fail)
    client.raise_request_exception = False
    client.force_login(partnership.users["worker"])
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret.py" not in answer.text
    assert "RuntimeError" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/help/").status_code == 200
    assert [line for line in caplog.records if line.levelname == "ERROR"]


@pytest.fixture
def officer(partnership, settings, tmp_path):
    """What the police's own sign-in hands out, about an officer whom Concord knows."""
    cache.clear()
    with issuing() as police:
        path = tmp_path / "agencies.json"
        agency = {"agency": "police", "name": "Police", "issuer": police.address,
                  "client_id": "concord", "secret": "between us"}  # fmt: skip
        path.write_text(json.dumps([agency]))
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": providers_in(str(path))}}
        recognise(partnership, partnership.users["officer"], SUBJECT)
        police.claims = {"sub": SUBJECT}
        yield police


def forged(issuer: Issuer, algorithm: str, key: object, **headers: object) -> str:
    """Return a token of the right person in the wrong way."""
    now = int(time.time())
    claims = {"iss": issuer.address, "aud": "concord", "iat": now, "exp": now + 300, "sub": SUBJECT}
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "first", **headers})


@pytest.mark.parametrize("algorithm", ["none", "HS256", "HS512"])
def test_a_token_signed_in_a_way_that_was_not_agreed_signs_nobody_in(client, officer, algorithm):
    key = None if algorithm == "none" else "between us, a secret that both of us know well"
    officer.token = lambda: forged(officer, algorithm, key)
    assert come_back(client).status_code == 403
    assert not is_signed_in(client)


def test_a_token_that_says_where_its_key_lies_is_not_followed(client, officer):
    from cryptography.hazmat.primitives.asymmetric import rsa

    own = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = jwt.algorithms.RSAAlgorithm.to_jwk(own.public_key(), as_dict=True)
    asked = []
    usual = officer.answer
    officer.answer = lambda path: (asked.append(path), usual(path))[1]
    for headers in ({"jku": f"{officer.address}/mine", "kid": "mine"}, {"jwk": public},
                    {"x5u": f"{officer.address}/mine"}):  # fmt: skip
        officer.token = lambda given=headers: forged(officer, "RS256", own, **given)
        assert come_back(client).status_code == 403
        assert not is_signed_in(client)
    assert "/mine" not in asked


@pytest.mark.parametrize("kind", ["at+jwt", "application/at+jwt", "logout+jwt", "secevent+jwt"])
def test_a_token_that_was_made_for_another_use_signs_nobody_in(client, officer, kind):
    officer.token = lambda: forged(officer, "RS256", officer.key, typ=kind)
    assert come_back(client).status_code == 403
    assert not is_signed_in(client)
    officer.token = lambda: forged(officer, "RS256", officer.key, typ="JWT")
    assert come_back(client).status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize("state", ["", "made-up", "x" * 500])
def test_an_answer_that_nobody_asked_for_signs_nobody_in(client, officer, state):
    client.get("/accounts/agency/police/")
    answer = client.get(f"/accounts/agency/police/back?code=once&state={state}")
    assert answer.status_code == 403
    assert not is_signed_in(client)


def test_an_answer_that_another_browser_asked_for_signs_nobody_in(client, officer):
    begun = Client().get("/accounts/agency/police/")
    state = parse_qs(urlsplit(begun.url).query)["state"][0]
    client.get("/accounts/agency/police/")
    assert client.get(f"/accounts/agency/police/back?code=once&state={state}").status_code == 403
    assert not is_signed_in(client)


def test_an_answer_is_taken_once(client, officer):
    begun = client.get("/accounts/agency/police/")
    state = parse_qs(urlsplit(begun.url).query)["state"][0]
    back = f"/accounts/agency/police/back?code=once&state={state}"
    assert client.get(back).status_code == 302
    client.post("/accounts/logout/")
    assert client.get(back).status_code == 403
    assert not is_signed_in(client)


def test_little_is_asked_of_an_agency_and_its_tokens_are_kept_nowhere(client, officer):
    begun = client.get("/accounts/agency/police/")
    asked = parse_qs(urlsplit(begun.url).query)
    assert set(asked["scope"][0].split()) <= {"openid", "profile", "email"}
    token = officer.token()
    officer.token = lambda: token
    come_back(client)
    assert is_signed_in(client)
    kept = json.dumps(dict(client.session.items()), default=str)
    assert token not in kept
    assert "opaque" not in kept
    assert token not in client.get("/").text


def sessions_of(person):
    """Return two browsers in which somebody has signed in by password."""
    browsers = Client(), Client(headers={"User-Agent": "A tablet left on a bus"})
    for browser in browsers:
        cache.clear()
        browser.post(SIGN_IN, {"login": person, "password": PASSWORD})
        assert is_signed_in(browser)
    return browsers


def test_people_see_where_they_are_signed_in_and_end_it_with_a_fresh_proof(partnership):
    here, lost = sessions_of("wes")
    prove(here)
    assert "A tablet left on a bus" in here.get(SESSIONS).text
    assert here.post(SESSIONS).status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(lost)
    with partnership.as_("worker"):
        (line,) = lines("SignedOut")
    assert line.details["why"] == "ended from another session"


def test_sessions_are_not_shown_or_ended_without_a_fresh_proof(partnership):
    here, lost = sessions_of("wes")
    prove(here, seconds_ago=3600)
    for answer in (here.get(SESSIONS), here.post(SESSIONS)):
        assert answer.url.startswith("/accounts/reauthenticate/")
    assert is_signed_in(lost)


def test_nobody_sees_another_s_sessions(partnership):
    sessions_of("wes")
    other = Client()
    other.force_login(partnership.users["nurse"])
    prove(other)
    assert "A tablet left on a bus" not in other.get(SESSIONS).text
