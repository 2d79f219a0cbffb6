"""Where the secrets of second factors lie: sealed in a table of their own (ADR 16).

The library keeps an authenticator's data in one JSON column, which the rotation of keys cannot
seal anew. It is given the key of a sealed row instead.
"""

from allauth.mfa.adapter import DefaultMFAAdapter

from concord.trust.accounts.models import FactorSecret


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc] - the library has no types
    """Hands the library a reference to each secret, and the secret for the reference."""

    def encrypt(self, text: str) -> str:
        """Seal a secret and return what to keep in its place."""
        return str(FactorSecret.objects.create(text=text).pk)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret that a reference stands for."""
        secret: str = FactorSecret.objects.get(pk=encrypted_text).text
        return secret
