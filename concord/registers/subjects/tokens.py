"""Keys made blind: a token tells nothing without the installation's secret (security.md 2.3)."""

from collections.abc import Iterable
from datetime import date

from django.utils.crypto import salted_hmac

from concord.kernel.identifiers import IdentifierType, check
from concord.registers.subjects import keys
from concord.registers.subjects.matching import Traits
from concord.registers.subjects.models import DETAILS, SearchKey, Subject
from concord.registers.subjects.rules import BirthPrecision, born_about


def token(key: str) -> bytes:
    """Return the HMAC-SHA-256 of a key. Changing the secret key asks for `rebuild_search`."""
    return salted_hmac("concord.search", key, algorithm="sha256").digest()


def tokens(found: Iterable[str]) -> list[bytes]:
    """Return the tokens of some keys."""
    return [token(key) for key in sorted(found)]


def traits_of(subject: Subject) -> Traits:
    """Return what is known of a person in the shape that matching compares."""
    # What is masked is not to be guessed from what it has in common with another entry either.
    now = (row for row in subject.addresses.all() if row.to_on is None and not row.confidential)
    address = next(now, None)
    born_on, precision = _born(subject)
    return Traits(
        names=tuple(name.full for name in subject.names.all()) or (subject.descriptor,),
        born_on=born_on,
        sex=subject.sex,
        postcode=address.postcode if address else "",
        address=address.lines if address else "",
        numbers=frozenset((row.type, row.value) for row in subject.identifiers.all()),
        born_precision=precision,
    )


def _born(subject: Subject) -> tuple[date | None, str]:
    """Return when somebody was born, and how well that is known; an age that was guessed will do.

    A date of which nobody said how well it is known is taken as it stands.
    """
    if subject.born_on:
        stated = subject.born_precision
        return subject.born_on, BirthPrecision.DAY if stated == BirthPrecision.UNKNOWN else stated
    if subject.about_age is None or subject.age_said_on is None:
        return None, BirthPrecision.UNKNOWN
    return born_about(subject.about_age, said_on=subject.age_said_on)


def keys_of(subject: Subject) -> set[str]:
    """Return every key of a subject from what is known of it.

    One whose names went to the entry that it was joined with is found there.
    """
    if subject.same_as_id and not subject.names.all():
        return set()
    return _keys_of_person(subject) if subject.is_person else _keys_of_thing(subject)


def _keys_of_thing(subject: Subject) -> set[str]:
    """Return keys to search by and no others: nothing is ever proposed as a person."""
    details = DETAILS[subject.kind].objects.using(subject._state.db).get(subject=subject)
    numbers = [getattr(details, name) for name in details.numbers]
    return (
        keys.name_keys([subject.descriptor])
        | keys.beginning_keys([subject.descriptor])
        # Whole, too: "A1 Cars" may be typed in one word.
        | keys.compact_keys([subject.descriptor, *numbers])
        | keys.postcode_key(getattr(details, "postcode", ""))
        | keys.phone_key(getattr(details, "e164", ""))
    )


def _keys_of_person(subject: Subject) -> set[str]:
    """Return every key of a person.

    Nobody is searched for by a protected address; a colleague who lives there is still noticed.
    """
    traits = traits_of(subject)
    names = [subject.descriptor, *(name.full for name in subject.names.all())]
    numbers = [(row.type, row.value) for row in subject.identifiers.all()]
    postcodes = [row.postcode for row in subject.addresses.all() if not row.confidential]
    homes = [row.postcode for row in subject.addresses.all() if row.to_on is None]
    return (
        keys.name_keys(names)
        | keys.beginning_keys(names)
        | keys.birth_keys(subject.born_on)
        | keys.date_keys(subject.born_on)
        | keys.number_keys(numbers)
        | keys.value_keys(numbers)
        | keys.pair_keys(traits)
        | keys.initial_keys(traits)
        | {key for postcode in postcodes for key in keys.postcode_key(postcode)}
        | {key for postcode in homes for key in keys.home_key(postcode)}
        | keys.family_keys(names)
        | keys.own_keys(names, subject.born_on)
    )


def write_keys(subject: Subject, using: str = "default") -> None:
    """Put a person's keys in the place of those they had."""
    rows = SearchKey.objects.using(using)
    rows.filter(subject=subject).delete()
    rows.bulk_create(
        SearchKey(subject=subject, kind=key[0], token=token(key)) for key in keys_of(subject)
    )


def ties_of_colleague(
    full_name: str,
    *,
    postcode: str = "",
    phone: str = "",
    born_on: date | None = None,
    nhs_number: str = "",
) -> dict[str, bytes]:
    """Return what a colleague is known by as the tokens of the register, by the kind of the key."""
    nhs = IdentifierType.NHS
    numbers = [(nhs.value, check(nhs, nhs_number).value)] if nhs_number else []
    found = (
        keys.family_keys([full_name])
        | keys.home_key(postcode)
        | keys.phone_key(phone)
        | keys.own_keys([full_name], born_on)
        | keys.number_keys(numbers)
    )
    return {key[0]: token(key) for key in found}


def named_token(*, name: str, born_on: date | None, number: tuple[str, str]) -> bytes:
    """Return the one token by which somebody is meant: a number, or else name and birth date."""
    found = keys.number_keys([number]) if number[1] else keys.own_keys([name], born_on)
    return token(found.pop())
