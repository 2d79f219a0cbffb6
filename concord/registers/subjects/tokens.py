"""Keys made blind: a token tells nothing without the installation's secret (security.md 2.3)."""

from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from concord.registers.subjects import keys
from concord.registers.subjects.models import SearchKey, Subject


def token(key: str) -> bytes:
    """Return the HMAC-SHA-256 of a key. Changing the secret key asks for `rebuild_search`."""
    return salted_hmac("concord.search", key, algorithm="sha256").digest()


def tokens(found: Iterable[str]) -> list[bytes]:
    """Return the tokens of some keys."""
    return [token(key) for key in sorted(found)]


def keys_of(subject: Subject) -> set[str]:
    """Return every key of a person from what is known of them; protected addresses have none."""
    names = [subject.descriptor, *(name.full for name in subject.names.all())]
    numbers = [(row.type, row.value) for row in subject.identifiers.all()]
    postcodes = [row.postcode for row in subject.addresses.all() if not row.confidential]
    return (
        keys.name_keys(names)
        | keys.beginning_keys(names)
        | keys.birth_keys(subject.born_on)
        | keys.date_keys(subject.born_on)
        | keys.number_keys(numbers)
        | keys.value_keys(numbers)
        | {key for postcode in postcodes for key in keys.postcode_key(postcode)}
    )


def write_keys(subject: Subject, using: str = "default") -> None:
    """Put a person's keys in the place of those they had."""
    rows = SearchKey.objects.using(using)
    rows.filter(subject=subject).delete()
    rows.bulk_create(
        SearchKey(subject=subject, kind=key[0], token=token(key)) for key in keys_of(subject)
    )
