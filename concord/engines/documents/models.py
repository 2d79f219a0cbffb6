"""Files: what people know of them, behind the walls, and their bytes, which name nobody."""

import uuid

from django.db import models

from concord.engines.documents.rules import KINDS, State
from concord.trust.records import Record
from concord.trust.vault.classes import DataClass
from concord.trust.vault.fields import SealedText


class Content(models.Model):
    """The bytes of one file. Names nobody and nothing: jobs may examine it without a reader."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The random name under which the sealed bytes lie in the files' folder.
    location = models.CharField(max_length=64, unique=True)
    stored_by = models.UUIDField()
    extension = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    copy_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.UNSCANNED)
    # The virus found, or why no copy could be made.
    finding = models.CharField(max_length=200, blank=True)
    stored_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["stored_by"], name="content_of_keeper")]

    @property
    def media_type(self) -> str:
        return KINDS[self.extension].media_type


class StoredFile(Record):
    """A file attached to a record about a subject; seen by those who see that part of them."""

    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20)
    # The record that it is attached to, and the agency whose own file it is.
    record_type = models.CharField(max_length=40)
    record_id = models.UUIDField()
    agency_id = models.UUIDField()
    name = SealedText(data_class=DataClass.FILES)
    about = SealedText(data_class=DataClass.FILES)
    attached_by = models.UUIDField()
    attached_at = models.DateTimeField()
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["record_type", "record_id"], name="file_of_record")]


class ProtectedPlace(models.Model):
    """A part of a protected address as a keyed hash. Says neither where it is nor whose."""

    token = models.BinaryField(primary_key=True, max_length=32)
    # The hash of how it begins, by which a text is looked through quickly.
    begins = models.BinaryField(max_length=32, default=b"", db_default=b"")
    # How many protected addresses have this part; none any more when the last one is released.
    uses = models.PositiveIntegerField(default=1, db_default=1)
