"""How an agency's own sign-in knows a person: by the subject that its issuer gives them."""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from concord.kernel.verdicts import allowed_if
from concord.trust.accounts.models import User
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require
from concord.trust.people import guards
from concord.trust.people.events import SignOnRecognised


@command(may=guards.may_change)
def recognise_by_agency(user: User, *, by: Actor, subject: str) -> None:
    """Let a person sign in at their agency, as the subject that the agency's issuer states.

    The one they were known by before no longer works, nor does any session begun with it.
    """
    agency, subject = user.agency.code, subject.strip()
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    signs_on = agency in {app["provider_id"] for app in apps}
    taken = SocialAccount.objects.filter(provider=agency, uid=subject).exclude(user=user).exists()
    require(allowed_if(signs_on, "This agency has no sign-in of its own set up here."))
    require(allowed_if(not taken, "Somebody else is known by this identifier."))
    SocialAccount.objects.update_or_create(user=user, provider=agency, defaults={"uid": subject})
    user.epoch += 1
    user.save(update_fields=["epoch"])
    announce(SignOnRecognised(user.pk, agency), by=by)
