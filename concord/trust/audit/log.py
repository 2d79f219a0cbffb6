"""What the log records: what happened, what was opened, refused, asked for and sent out.

Call these inside the transaction that shows or changes the data, so that neither stands alone.
Pages from trust/pages.py and commands already do: only searches, exports, prints, downloads and
sign-in need a call of their own.
"""

import base64
import dataclasses
import uuid
from collections.abc import Iterable
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.db.models import Model
from django.utils.crypto import salted_hmac

from concord.kernel.text_keys import words
from concord.trust import vault
from concord.trust.actors import Actor
from concord.trust.audit.lines import write


class Event(Protocol):
    """A frozen dataclass in the past tense, naming a record and what became of it."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    record_type: ClassVar[str]

    @property
    def record_id(self) -> UUID: ...

    @property
    def subject_id(self) -> UUID | None: ...


def happened(event: Event, *, by: Actor) -> None:
    """Record that a command did what its event says. Ids and codes only, never narrative."""
    details = dataclasses.asdict(event)
    record_id, subject_id = details.pop("record_id"), details.pop("subject_id")
    write(type(event).__name__, event.record_type, record_id, [subject_id], by, details)


def opened(record: Model, *, subject_ids: Iterable[UUID | None], by: Actor, page: str) -> None:
    """Record that a page about a record was opened."""
    write("Opened", _kind(record), record.pk, subject_ids, by, {"page": page})


def listed(subject_ids: Iterable[UUID | None], *, by: Actor, page: str) -> None:
    """Record whose data a list showed. One row however many people are on the page."""
    if shown := [key for key in subject_ids if key]:
        write("Listed", "page", page, shown, by, {"people": len(set(shown)), "page": page})


def log_read(
    criteria: dict[str, str], subject_ids: Iterable[UUID | None], *, by: Actor, page: str
) -> None:
    """Record that lines of the log itself were read: by which criteria, and who was in them."""
    shown = {key for key in subject_ids if key}
    write(
        "Listed",
        "page",
        page,
        shown,
        by,
        {"people": len(shown), "criteria": criteria, "page": page},
    )


def refused(subject: object, *, by: Actor, command: str, reason: str) -> None:
    """Record an attempt that was turned down, and why."""
    key = getattr(subject, "pk", subject)
    record_type = type(subject).__name__.lower()
    about = getattr(subject, "subject_id", None)
    details = {"command": command, "reason": reason}
    write("Refused", record_type, key, [about], by, details)


def searched(terms: str, found: Iterable[UUID | None], *, by: Actor, page: str) -> None:
    """Record a search and every person shown as a hit, also when there was none.

    The terms are kept encrypted, and as keyed hashes by which equal searches are found again, and
    those for a word (security.md 2.4). `search_terms` reads them back.
    """
    key, shown = uuid.uuid4(), sorted({each for each in found if each})
    sealed = vault.seal(terms, label=_place(key), data_class=vault.DataClass.SEARCH_TERMS)
    details = {
        "page": page,
        "people": len(shown),
        "terms": base64.b64encode(sealed).decode("ascii"),
        "terms_hash": search_hash(terms),
        "word_hashes": sorted({search_hash(word) for word in words(terms)}),
    }
    write("Searched", "search", key, shown, by, details)


def search_hash(terms: str) -> str:
    """Return the keyed hash of search terms, the same for every spacing and case of them."""
    plain = " ".join(terms.casefold().split())
    return salted_hmac("concord.audit.search", plain, algorithm="sha256").hexdigest()


def family_hash(full_name: str) -> str:
    """Return the keyed hash of the last of several names, as a search for it keeps it; or ""."""
    spoken = words(full_name)
    return search_hash(spoken[-1]) if len(spoken) > 1 else ""


def search_terms(record_id: str, sealed: str) -> str:
    """Return what was searched for, from a line's record id and its sealed terms."""
    return vault.unseal(base64.b64decode(sealed), label=_place(UUID(record_id)))


def _place(key: UUID) -> str:
    return vault.label_of("audit_entry", key, "terms")


def exported(
    subject_ids: Iterable[UUID | None], *, by: Actor, page: str, kind: str, sha256: str
) -> None:
    """Record that a file about these people left Concord: its kind (pdf, xlsx, csv) and hash."""
    _left("Exported", page, subject_ids, by, {"kind": kind, "sha256": sha256})


def printed(subject_ids: Iterable[UUID | None], *, by: Actor, page: str) -> None:
    """Record that somebody printed a page, and whose data it showed."""
    _left("Printed", page, subject_ids, by, {})


def downloaded(
    record: Model, *, subject_ids: Iterable[UUID | None], by: Actor, sha256: str
) -> None:
    """Record that a stored file was given out, with the hash of what was given."""
    write("Downloaded", _kind(record), record.pk, subject_ids, by, {"sha256": sha256})


def unmasked(record: Model, *, subject_ids: Iterable[UUID | None], by: Actor, reason: str) -> None:
    """Record that something masked, such as a protected address, was shown because of a reason."""
    write("Unmasked", _kind(record), record.pk, subject_ids, by, {"reason": reason})


def signed_in(user_id: UUID, *, by: Actor, how: str) -> None:
    """Record that a person signed in, and how: password, passkey, single sign-on."""
    write("SignedIn", "user", user_id, [], by, {"how": how})


def signed_out(user_id: UUID, *, by: Actor, why: str) -> None:
    """Record that a session ended, and why: asked, idle, too long, closed by somebody."""
    write("SignedOut", "user", user_id, [], by, {"why": why})


def sign_in_failed(stated_name: str, *, by: Actor, why: str, user_id: UUID | None = None) -> None:
    """Record a failed sign-in or a lockout. The stated name is hashed: it may be a password."""
    hashed = salted_hmac("concord.audit.sign_in", stated_name.casefold(), algorithm="sha256")
    details = {"why": why, "stated": hashed.hexdigest()[:32]}
    write("SignInFailed", "user", user_id or "unknown", [], by, details)


def second_factor_changed(user_id: UUID, *, by: Actor, what: str) -> None:
    """Record that a password, passkey, authenticator or set of codes was added or removed."""
    write("SecondFactorChanged", "user", user_id, [], by, {"changed": what})


def _left(
    what: str, page: str, subject_ids: Iterable[UUID | None], by: Actor, details: dict[str, Any]
) -> None:
    shown = {key for key in subject_ids if key}
    write(what, "page", page, shown, by, details | {"people": len(shown), "page": page})


def _kind(record: Model) -> str:
    return str(record._meta.model_name)
