"""Sign in through one's agency (OpenID Connect), and only through one's own.

A person is known by issuer and subject, never by an e-mail address: those are given away again.
Each agency's provider is pinned to one issuer, whose signature, name and audience are checked.
"""

from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from requests import RequestException

from concord.trust.actors import NOBODY
from concord.trust.audit import log
from concord.trust.people.sign_on import known_as

# Signatures with a key of the issuer's own: nothing unsigned, and no secret that two know.
SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"})
# Where a press on our own page comes from, or an address that somebody typed.
_OWN_ACT = ("same-origin", "none")


class OwnAgencyOnly(DefaultSocialAccountAdapter):
    """Nobody signs up this way, and nobody is let in by another agency's provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def get_requests_session(self) -> Any:
        """Return what asks an issuer: nowhere else, even if the issuer sends it there (V15.3.2)."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse an account that is unknown, closed or of another agency."""
        user, agency = sociallogin.user, sociallogin.account.provider
        known = sociallogin.is_existing and user.is_active and user.agency.code == agency
        if known and sociallogin.state.get("process") == "login":
            return
        log.sign_in_failed(sociallogin.account.uid, by=NOBODY, why=f"single sign-on, {agency}")
        raise ImmediateHttpResponse(_refused(request))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Log a sign-in that the agency's provider or our checks refused."""
        log.sign_in_failed("", by=NOBODY, why="single sign-on refused")
        raise ImmediateHttpResponse(_refused(request))


class PinnedIssuer(OpenIDConnectOAuth2Adapter):
    """Check the token's signature, whoever handed it over, and that its issuer is the agency's."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the issuer says of itself. Raise OAuth2Error if it is another issuer."""
        found: dict[str, Any] = super().openid_config
        if found.get("issuer") != self.get_provider().app.settings["server_url"]:
            raise OAuth2Error("The provider names another issuer.")
        return found

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        head = _head_of(id_token)
        if head.get("alg") not in SIGNED_BY:
            raise OAuth2Error("The token is not signed in a way that was agreed.")
        if str(head.get("typ", "JWT")).upper() != "JWT":
            raise OAuth2Error("The token is of another kind, made for another use.")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=app.settings["server_url"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return claims | {"known_as": known_as(claims["iss"], claims["sub"])}


def _head_of(token: str) -> dict[str, Any]:
    try:
        head: dict[str, Any] = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError:
        return {}
    return head


@login_not_required
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send a person to their agency to sign in, who asked for it here (V7.6.2)."""
    if request.headers.get("Sec-Fetch-Site", "none") not in _OWN_ACT:
        # Another site sent them: who is still signed in at their agency would come in unasked.
        return redirect(settings.LOGIN_URL)
    return _answered(OAuth2LoginView, request, provider_id)


@login_not_required
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take a person back from their agency."""
    return _answered(OAuth2CallbackView, request, provider_id)


def _answered(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(PinnedIssuer(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (OAuth2Error, RequestException):
        log.sign_in_failed("", by=NOBODY, why="single sign-on refused")
        return _refused(request)
    return response


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/refused.html", status=403)


def agencies_with_sign_on() -> list[dict[str, str]]:
    """Return the agencies whose people sign in at their own, as {code, name}."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return [{"code": app["provider_id"], "name": app["name"]} for app in apps]
