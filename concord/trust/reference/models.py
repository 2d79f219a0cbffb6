"""Rules as dated data: limits, code sets and the days that do not count."""

import uuid

from django.db import models


class Code(models.Model):
    """One value of a code set, with the days on which it may be used (domain.md section 10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    set_code = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["set_code", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["set_code", "code", "valid_from"], name="code_once_per_start"
            )
        ]


class Standard(models.Model):
    """A limit that the procedures set: a clock, a threshold, a length (domain.md annex C)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    value = models.PositiveIntegerField()
    unit = models.CharField(max_length=30)
    nature = models.CharField(max_length=60)
    source = models.CharField(max_length=300)
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="standard_once_per_version")
        ]


class ClosedDay(models.Model):
    """A day that is not a working day: a bank holiday in England, or a local closure."""

    on = models.DateField(primary_key=True)
    name = models.CharField(max_length=120)
    local = models.BooleanField(default=False)
