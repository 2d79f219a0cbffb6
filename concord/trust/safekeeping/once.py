"""A form is carried out once, however often it is sent: double clicks, retries after a failure."""

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.http import QueryDict

from concord.trust.safekeeping.models import Once

# Neither the token nor what is known of the draft is an answer.
_UNSENT = ("csrfmiddlewaretoken", "_once", "_page", "_draft")


class OtherForm(Exception):
    """The key of a form already carried out came back with different answers."""


@dataclass(frozen=True)
class Replay:
    """A form that was already carried out, and where its sender was sent."""

    went_to: str


def key_of(answers: QueryDict) -> UUID | None:
    """Return the key that a form carries, or None where it carries none that can be read."""
    try:
        return UUID(answers.get("_once", ""))
    except ValueError:
        return None


def replay_of(user_id: UUID, key: UUID, answers: QueryDict) -> Replay | None:
    """Return where a form that was already carried out led, or None. Claims nothing."""
    earlier = Once.objects.filter(user_id=user_id, key=key).exclude(went_to="").first()
    if earlier is None or earlier.fingerprint != _fingerprint(answers):
        return None
    return Replay(earlier.went_to)


def claim(user_id: UUID, key: UUID, answers: QueryDict) -> Replay | None:
    """Claim a form's key in this transaction; return a Replay when it was carried out before.

    A second sender of the same key waits here until the first has committed. Raises OtherForm when
    the same key comes with other answers.
    """
    fingerprint = _fingerprint(answers)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into safekeeping_once (id, user_id, key, fingerprint, went_to, at)"
            " values (gen_random_uuid(), %s, %s, %s, '', now()) on conflict do nothing",
            [user_id, key, fingerprint],
        )
        if cursor.rowcount:
            return None
    earlier = Once.objects.get(user_id=user_id, key=key)
    if earlier.fingerprint != fingerprint:
        raise OtherForm
    return Replay(earlier.went_to)


def settle(user_id: UUID, key: UUID, *, went_to: str) -> None:
    """Remember where the sender of a form was sent, for those who send it again."""
    Once.objects.filter(user_id=user_id, key=key).update(went_to=went_to)


def release(user_id: UUID, key: UUID) -> None:
    """Give a key back: the form was not carried out, so it may be corrected and sent again."""
    Once.objects.filter(user_id=user_id, key=key).delete()


def _fingerprint(answers: QueryDict) -> str:
    sent = {name: answers.getlist(name) for name in sorted(answers) if name not in _UNSENT}
    return hashlib.sha256(json.dumps(sent).encode("utf-8")).hexdigest()
