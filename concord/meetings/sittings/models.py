"""Meetings: the series, each sitting of it, who was there, and one item per child."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concord.kernel.levels import HarmStatus, Level
from concord.meetings.sittings.rules import (
    AttendanceStatus,
    ItemState,
    SeriesKind,
    SittingState,
)
from concord.trust.records import Record
from concord.trust.wording import Correction


class Series(Record):
    """A meeting that recurs. How often is a rule written down, never assumed (domain.md 0.1)."""

    kind = models.CharField(max_length=20, choices=SeriesKind)
    name = models.CharField(max_length=120)
    recurrence = models.CharField(max_length=120)
    agencies = models.ManyToManyField("agencies.Agency", related_name="+")
    quorum_kinds = ArrayField(models.CharField(max_length=20))


class Sitting(Record):
    """One meeting of a series on one day. Nothing here names a child."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="sittings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    chair_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=SittingState, default=SittingState.PLANNED)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["series", "starts_at"], name="sitting_when")]

    def get_absolute_url(self) -> str:
        return f"/meetings/{self.pk}"


class Attendance(Record):
    """That an agency came, and who for it."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="attendance")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    user_id = models.UUIDField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=AttendanceStatus)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "agency"], name="agency_attends_once")
        ]


class Item(Record):
    """One child at one sitting: why they are on the list, and the minute of what was agreed."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    reason_code = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)
    listed_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=ItemState, default=ItemState.LISTED)
    level_before = models.CharField(max_length=30, choices=Level, blank=True)
    level_after = models.CharField(max_length=30, choices=Level, blank=True)
    harm_status = models.CharField(max_length=20, choices=HarmStatus, blank=True)
    discussion = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    discussed_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "subject"], name="child_once_a_sitting")
        ]

    def get_absolute_url(self) -> str:
        return f"/meetings/items/{self.pk}"


class Contribution(Record):
    """What one agency said about one child. Added to, never rewritten."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="contributions")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    author_id = models.UUIDField()
    text = models.TextField()
    share_with_family = models.BooleanField()
    at = models.DateTimeField()

    def get_absolute_url(self) -> str:
        return f"/meetings/items/{self.item_id}"


class ContributionCorrection(Correction):
    """A later wording of what an agency said."""

    record = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="corrections")


class MinuteCorrection(Correction):
    """A later wording of a child's minute, made after the meeting closed."""

    record = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="corrections")
