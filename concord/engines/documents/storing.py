"""Attach a file to a record: checked, sealed, then examined by a job. Called by apps' commands."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from concord.engines.documents import rules, storage
from concord.engines.documents.events import FileAttached
from concord.engines.documents.inspection import inspect
from concord.engines.documents.jobs import EXAMINE, plan_sweep
from concord.engines.documents.models import Content, StoredFile
from concord.engines.jobs import outbox
from concord.kernel.clocks import local_date
from concord.trust.actors import Actor
from concord.trust.commands import Refused, announce
from concord.trust.reference.queries import standard

NO_ROOM = "There is no room to keep the file at the moment. Your administrator has to make some."


@dataclass(frozen=True)
class Upload:
    """A file as somebody sent it, and what they say it is."""

    name: str
    data: bytes
    about: str = ""


@dataclass(frozen=True)
class Place:
    """What a file is attached to: whose it is, in which part, on which record."""

    subject_id: UUID
    compartment: str
    record_type: str
    record_id: UUID


def limits_on(day: date) -> rules.Limits:
    """Return the limits of a day, from the dated standards."""

    def value(code: str) -> int:
        return int(standard(code, on=day).value)

    return rules.Limits(
        size=value("file_size") * rules.MEGABYTE,
        quota=value("file_quota") * rules.MEGABYTE,
        pixels=value("file_pixels") * 1_000_000,
        unpacked=value("file_unpacked") * rules.MEGABYTE,
        members=value("file_members"),
    )


def check(upload: Upload, *, by: Actor, on: date) -> str:
    """Return what kind of file was sent. Raise rules.Unacceptable when it may not be kept."""
    limits = limits_on(on)
    used = Content.objects.filter(stored_by=by.user_id).aggregate(sum=Sum("size"))["sum"] or 0
    for verdict in (
        rules.may_be_named(upload.name),
        rules.fits(len(upload.data), used=used, limits=limits),
    ):
        if not verdict:
            raise rules.Unacceptable(verdict.reason)
    return inspect(upload.name, upload.data, limits)


def attach(upload: Upload, *, to: Place, by: Actor, at: datetime) -> StoredFile:
    """Keep a file with a record. Raise Refused when it may not be kept, or cannot be.

    Call it inside a command. The bytes are on disk before the row is: a file without a row is
    swept away, a row without a file would be a loss.
    """
    try:
        kind = check(upload, by=by, on=local_date(at))
    except rules.Unacceptable as fault:
        raise Refused(str(fault)) from fault
    location = secrets.token_hex(32)
    try:
        storage.write_sealed(location, storage.ORIGINAL, upload.data)
    except storage.NoRoom as error:
        raise Refused(NO_ROOM) from error
    content = Content.objects.create(
        location=location,
        stored_by=by.user_id,
        extension=kind,
        size=len(upload.data),
        sha256=hashlib.sha256(upload.data).hexdigest(),
        stored_at=at,
    )
    file = StoredFile(
        subject_id=to.subject_id,
        compartment=to.compartment,
        record_type=to.record_type,
        record_id=to.record_id,
        agency_id=by.agency_id,
        name=rules.shown_name(upload.name),
        about=upload.about,
        attached_by=by.user_id,
        attached_at=at,
        content=content,
    )
    file.save(force_insert=True)
    outbox.post(EXAMINE, {"content": str(content.pk)}, by=by, due_at=at)
    plan_sweep(by=by, at=at)
    announce(
        FileAttached(
            file.pk, to.subject_id, to.record_type, to.record_id, content.sha256, content.size
        ),
        by=by,
    )
    return file


def follow(record_type: str, record_id: UUID, *, subject_id: UUID) -> None:
    """Let the files of a record be about whom the record is about now. Call inside a command."""
    StoredFile.objects.filter(record_type=record_type, record_id=record_id).update(
        subject_id=subject_id
    )
