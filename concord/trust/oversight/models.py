"""Looks at records that somebody is asked to explain, and what was found. Kept for ever."""

from django.db import models

from concord.trust.oversight.rules import Finding, Pattern
from concord.trust.records import Record


class Question(Record):
    """A look, or many, to be explained: raised by an alert or drawn for the weekly review.

    `key` is the same for the same cause, so that asking twice asks once.
    """

    key = models.CharField(max_length=160, unique=True)
    pattern = models.CharField(max_length=20, choices=Pattern)
    user_id = models.UUIDField()
    agency_id = models.UUIDField()
    subject_id = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)
    week = models.CharField(max_length=8, blank=True)
    finding = models.CharField(max_length=20, choices=Finding, blank=True)
    note = models.TextField(blank=True)
    found_by = models.UUIDField(null=True)
    found_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["finding", "-raised_at"], name="question_open")]
        constraints = [
            models.CheckConstraint(
                name="question_answered_whole_or_not_at_all",
                condition=models.Q(finding="", found_by=None, found_at=None)
                | (
                    ~models.Q(finding="") & models.Q(found_by__isnull=False, found_at__isnull=False)
                ),
            )
        ]

    def get_absolute_url(self) -> str:
        return f"/audit/questions/{self.pk}"
