"""That the person of a session has just shown who they are."""

import time

from allauth.account.internal.flows import login as flows
from allauth.mfa.totp.internal.auth import hotp_value


def prove(client, *, seconds_ago=0, by="password"):
    """Have the session say when its person last showed who they are, and by what."""
    shown = {"method": by} if by == "password" else {"method": "mfa", "type": by}
    session = client.session
    session[flows._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
    session[flows.AUTHENTICATION_METHODS_SESSION_KEY] = [shown | {"at": time.time() - seconds_ago}]
    session.save()


def code(secret, steps_away=0):
    """Return what an app for codes shows now, or some steps of 30 seconds away."""
    return f"{hotp_value(secret, int(time.time()) // 30 + steps_away):06d}"
