"""Exploitation risk assessments on versioned instruments."""

import uuid
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from concord.casework.assessment.rules import AnswerState, AssessmentStatus
from concord.kernel.levels import HarmStatus, Level
from concord.trust.records import Record, RecordQuerySet


class Instrument(models.Model):
    """One version of an assessment tool, as data. Old answers are never scored anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=60)
    version_number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    definition = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version_number"], name="instrument_version")
        ]


class AssessmentQuerySet(RecordQuerySet):
    def being_written(self) -> Self:
        return self.filter(status__in=[AssessmentStatus.DRAFT, AssessmentStatus.RETURNED])

    def waiting_for_agreement(self) -> Self:
        return self.filter(status=AssessmentStatus.SUBMITTED)

    def open(self) -> Self:
        return self.being_written() | self.waiting_for_agreement()

    def agreed(self) -> Self:
        return self.filter(status__in=[AssessmentStatus.AGREED, AssessmentStatus.SUPERSEDED])


class Assessment(Record):
    """One assessment of one child. The computed, professional and final levels never overwrite
    one another (domain.md 0.3)."""

    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200)
    source_id = models.UUIDField(null=True)
    requested_at = models.DateTimeField()
    due_on = models.DateField()
    due_at = models.DateTimeField()
    assessor_id = models.UUIDField(null=True, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=20, choices=AssessmentStatus, default=AssessmentStatus.DRAFT
    )
    # What was written about each domain, by its code.
    notes = models.JSONField(default=dict)
    # Who saved each part last, when, and as which version: {part: {"version", "by", "at"}}.
    saved = models.JSONField(default=dict)
    child_words = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    exploitation_types = ArrayField(models.CharField(max_length=30), default=list)
    harm_status = models.CharField(max_length=20, choices=HarmStatus, blank=True)

    computed_level = models.CharField(max_length=30, choices=Level, blank=True)
    score = models.IntegerField(null=True, blank=True)
    result = models.JSONField(default=dict)
    professional_level = models.CharField(max_length=30, choices=Level, blank=True)
    override_reason = models.TextField(blank=True)
    final_level = models.CharField(max_length=30, choices=Level, blank=True)
    final_reason = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(blank=True)
    # What was submitted before each sending back, so that no submission is lost.
    sent_back = models.JSONField(default=list)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.UUIDField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "assessed_on"], name="assessment_of_subject")]
        constraints = [
            models.CheckConstraint(
                name="assessment_agreed_by_another",
                condition=Q(agreed_by=None) | ~Q(agreed_by=models.F("assessor_id")),
            ),
            models.CheckConstraint(
                name="assessment_agreed_whole_or_not_at_all",
                condition=Q(agreed_at=None, agreed_by=None, final_level="")
                | (Q(agreed_at__isnull=False, agreed_by__isnull=False) & ~Q(final_level="")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"/assessments/{self.pk}"

    def is_submitted(self) -> bool:
        """Whether its levels stand: submitted, agreed, or replaced since."""
        return self.status not in (AssessmentStatus.DRAFT, AssessmentStatus.RETURNED)


class Answer(Record):
    """What was answered to one indicator. Not asked and not known are not a no."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=AnswerState)
    windows = ArrayField(models.CharField(max_length=10), default=list)
    source_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="answered_once")
        ]

    def window_text(self) -> str:
        """Return the windows in words, for a page."""
        words: Any = {"current": "now", "recent": "in the last year", "historic": "in the past"}
        return ", ".join(words[window] for window in self.windows)
