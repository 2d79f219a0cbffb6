"""How an agency's own sign-in knows a person: by the subject that its issuer gives them."""

from allauth.socialaccount.models import SocialAccount

from concord.kernel.verdicts import allowed_if
from concord.trust.accounts.models import User
from concord.trust.actors import Actor
from concord.trust.commands import Stale, announce, command, require
from concord.trust.people import guards
from concord.trust.people.events import SignOnRecognised
from concord.trust.people.sign_on import issuers, known_as


@command(may=guards.may_change)
def recognise_by_agency(user: User, *, by: Actor, subject: str, since: int | None = None) -> None:
    """Let a person sign in at their agency, as the subject that the agency's issuer states.

    An agency that changes its issuer has its people recognised anew: another issuer may give the
    same subject to somebody else (OpenID Connect Core 5.7).
    The one they were known by before no longer works, nor does any session begun with it.
    `since` is the epoch of the account as it was read; Stale is raised when it has moved on.
    """
    if since is not None and user.epoch != since:
        raise Stale(user)
    agency, issuer = user.agency.code, issuers().get(user.agency.code, "")
    require(allowed_if(bool(issuer), "This agency has no sign-in of its own set up here."))
    uid = known_as(issuer, subject.strip())
    longest = SocialAccount._meta.get_field("uid").max_length or 0
    require(allowed_if(len(uid) <= longest, "This identifier is too long to be one."))
    taken = SocialAccount.objects.filter(provider=agency, uid=uid).exclude(user=user).exists()
    require(allowed_if(not taken, "Somebody else is known by this identifier."))
    SocialAccount.objects.update_or_create(user=user, provider=agency, defaults={"uid": uid})
    user.epoch += 1
    user.save(update_fields=["epoch"])
    announce(SignOnRecognised(user.pk, agency), by=by)
