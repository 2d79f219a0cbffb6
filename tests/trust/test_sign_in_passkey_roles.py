"""Who gives access or sees intelligence comes in with a passkey, and nothing less."""

import time

import pytest
from allauth.account.internal.flows import login as flows
from allauth.mfa.models import Authenticator

from tests.factories import make_user

KINDS = {"totp": {"secret": "sealed"}, "webauthn": {"name": "Key", "credential": {}}}


def arrive(client, partnership, role, *, owns=(), used=()):
    """Sign in a real person with a role, owning some factors and having used some of them."""
    user = make_user("Rae", partnership.police, role, practice=False)
    for kind in owns:
        Authenticator.objects.create(user=user, type=kind, data=KINDS[kind])
    client.force_login(user)
    session = client.session
    session[flows._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
    session[flows.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "mfa", "type": kind, "at": time.time()} for kind in used
    ]
    session.save()
    return client.get("/figures")


@pytest.mark.parametrize("role", ["administrator", "information_governance", "police"])
@pytest.mark.parametrize(
    ("owns", "used", "goes"),
    [
        (("totp",), ("totp",), "/accounts/2fa/webauthn/add/"),
        (("totp", "webauthn"), ("totp",), "/accounts/2fa/webauthn/reauthenticate/"),
    ],
    ids=["only an app", "a passkey left unused"],
)
def test_a_code_does_not_open_what_needs_a_passkey(client, partnership, role, owns, used, goes):
    assert arrive(client, partnership, role, owns=owns, used=used).url.startswith(goes)


def test_a_passkey_does(client, partnership):
    found = arrive(client, partnership, "police", owns=("webauthn",), used=("webauthn",))
    assert found.status_code == 200


def test_an_app_is_enough_for_everybody_else(client, partnership):
    found = arrive(client, partnership, "social_worker", owns=("totp",), used=("totp",))
    assert found.status_code == 200
