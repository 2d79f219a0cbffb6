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


class Change(models.Model):
    """One row of a protected table as one transaction changed it: {column: [old, new]}.

    Written by database triggers alone, and sealed with the first line of its transaction. People
    see the changes of the parts of a subject that they may see (row-level security).
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    made_at = models.DateTimeField()
    user_id = models.UUIDField()
    agency_id = models.UUIDField()
    change_set = models.UUIDField()
    table_name = models.CharField(max_length=63)
    record_id = models.UUIDField()
    subject_id = models.UUIDField(null=True)
    compartment = models.CharField(max_length=20)
    operation = models.CharField(max_length=6)
    changed = models.JSONField()

    class Meta:
        managed = False
        db_table = "audit_change"


class Seal(models.Model):
    """The place of one entry in the chain: its hash covers the entry and the seal before it."""

    sequence = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_seal"
