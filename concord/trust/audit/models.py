"""The audit log: what was done, seen, refused and sent out, chained so that tampering shows.

Rows are only ever added (see the migration): the database itself writes when and who, and seals
each row into one hash chain as its transaction commits. No foreign keys: the log outlives what it
describes.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Entry(models.Model):
    """One line of the log. The table is partitioned by month."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    user_id = models.UUIDField()
    agency_id = models.UUIDField()
    what = models.CharField(max_length=80)
    record_type = models.CharField(max_length=80)
    record_id = models.CharField(max_length=40)
    subject_ids = ArrayField(models.UUIDField())
    purpose = models.CharField(max_length=200)
    details = models.JSONField()

    class Meta:
        managed = False
        db_table = "audit_entry"


class Seal(models.Model):
    """The place of one entry in the chain: its hash covers the entry and the seal before it."""

    sequence = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_seal"
