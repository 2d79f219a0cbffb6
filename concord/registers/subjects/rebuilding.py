"""Make the keys of everybody on the register anew: after the secret key changed, or an update."""

from django.db import transaction

from concord.registers.subjects.models import SearchKey, Subject
from concord.registers.subjects.tokens import write_keys

AT_A_TIME = 500


def rebuild_search(using: str = "owner") -> int:
    """Replace every search key and return how many people there are. All of them, or none."""
    everybody = Subject.objects.using(using).prefetch_related("names", "identifiers", "addresses")
    count = 0
    with transaction.atomic(using=using):
        for subject in everybody.order_by("pk").iterator(chunk_size=AT_A_TIME):
            write_keys(subject, using)
            count += 1
    return count


def has_no_keys(using: str = "owner") -> bool:
    """Return whether there are people and some kind of key is missing: an update from before it."""
    people, made = Subject.objects.using(using), SearchKey.objects.using(using)
    return people.exists() and not made.filter(kind="i").exists()
