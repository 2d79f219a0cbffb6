"""Tracking: the time during which the partnership holds a child in view, and at what level."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from concord.casework.tracking.rules import ClosureReason
from concord.kernel.levels import HarmStatus, Level
from concord.trust.records import Record


class Period(Record):
    """One tracking period of one child. Coming back starts a new one, linked to the last."""

    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    opened_level = models.CharField(max_length=30, choices=Level)
    opened_because = models.CharField(max_length=300)
    assessment_id = models.UUIDField(null=True)
    level = models.CharField(max_length=30, choices=Level)
    harm_status = models.CharField(max_length=20, choices=HarmStatus)
    exploitation_types = ArrayField(models.CharField(max_length=30))
    main_type = models.CharField(max_length=30)
    lead_worker_id = models.UUIDField(null=True, blank=True)
    review_due_on = models.DateField()
    confirmed_at_meeting = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)
    closed_level = models.CharField(max_length=30, choices=Level, blank=True)
    closure_reason = models.CharField(max_length=40, choices=ClosureReason, blank=True)
    closure_note = models.TextField(blank=True)
    check_due_on = models.DateField(null=True, blank=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["opened_on", "closed_on"], name="period_dates")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(closed_on=None), name="one_open_period"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("opened_on")),
                name="period_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closure_reason="")
                | (Q(closed_on__isnull=False) & ~Q(closure_reason="")),
                name="period_closed_whole_or_not_at_all",
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"/children/{self.subject_id}"


class LevelChange(Record):
    """That the level was set or changed, on which day, why and by whom."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="changes")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    changed_on = models.DateField()
    recorded_at = models.DateTimeField()
    from_level = models.CharField(max_length=30, choices=Level, blank=True)
    to_level = models.CharField(max_length=30, choices=Level)
    harm_status = models.CharField(max_length=20, choices=HarmStatus)
    reason = models.TextField()
    source_type = models.CharField(max_length=40)
    source_id = models.UUIDField(null=True)
    by: Any = models.UUIDField(null=True, db_column="changed_by")

    class Meta:
        indexes = [models.Index(fields=["period", "changed_on", "recorded_at"], name="level_when")]
