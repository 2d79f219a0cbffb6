"""How a person shows that it is them: at the door, and again before weighty acts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from concord.trust.accounts.models import Role, User
from concord.trust.accounts.queries import roles_of

Kind = Authenticator.Type
# Codes can be talked out of people; passkeys cannot (ASVS V6.3.3). For those who give access, and
# for those who see intelligence.
PASSKEY_ROLES = frozenset(
    {Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE, Role.POLICE, Role.POLICE_INTELLIGENCE}
)
_SECOND = frozenset({Kind.TOTP.value, Kind.WEBAUTHN.value, Kind.RECOVERY_CODES.value})
_FIRST = frozenset({"password", "socialaccount"})


@dataclass(frozen=True)
class Factors:
    """What one person has set up to show that it is them, and what is asked of them."""

    owned: frozenset[str]
    invented: bool
    passkey_only: bool

    @property
    def proving(self) -> frozenset[str]:
        """The kinds of proof that are enough. A password is none for whoever has a second factor,
        nor for anybody outside practice.
        """
        if self.invented:
            return _SECOND if self.owned else _FIRST
        return frozenset({Kind.WEBAUTHN.value}) if self.passkey_only else _SECOND

    @property
    def lacking(self) -> str:
        """The name of the page where they set up what they lack, or nothing."""
        if self.invented or self.owned & self.proving:
            return ""
        return "mfa_add_webauthn" if self.passkey_only else "mfa_activate_totp"


def factors_of(user: User, *, on: date) -> Factors:
    """Return a person's factors as of a day: which are asked of them follows from their roles."""
    owned = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    invented = is_invented(user)
    passkey_only = not invented and bool(roles_of(user, on=on) & PASSKEY_ROLES)
    return Factors(frozenset(owned), invented, passkey_only)


def is_invented(user: User) -> bool:
    """Return whether this is nobody's account: in practice mode, invented people have no phone."""
    return bool(settings.PRACTICE and user.practice)


def kind_of(proof: dict[str, Any]) -> str:
    """Return what a proof in a session was: a kind of second factor, or how somebody signed in."""
    return str(proof.get("type") or proof["method"])
