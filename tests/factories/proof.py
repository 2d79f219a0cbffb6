"""That the person of a session has just shown who they are."""

import time

from allauth.account.internal.flows import login as flows


def prove(client, *, seconds_ago=0):
    """Have the session say when its person last showed who they are."""
    session = client.session
    session[flows._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
    session[flows.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time() - seconds_ago}
    ]
    session.save()
