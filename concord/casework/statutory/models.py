"""Statutory social care as the council's own system returns it: kept, not replaced (P-C2)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concord.casework.statutory.rules import StepKind
from concord.trust.records import Record


class Episode(Record):
    """One episode of need, from referral to closure (DfE children in need census)."""

    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    referred_on = models.DateField()
    source_code = models.CharField(max_length=4, blank=True)
    need_code = models.CharField(max_length=4, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closure_code = models.CharField(max_length=4, blank=True)
    no_further_action = models.BooleanField(default=False)
    conference_on = models.DateField(null=True, blank=True)
    came_from = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "referred_on"], name="episode_once_a_day")
        ]


class Step(Record):
    """Something done within an episode: an assessment, an enquiry, a plan, a review."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="steps")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=StepKind)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    codes = ArrayField(models.CharField(max_length=10), default=list)
    # An assessment is looked at half way by a manager.
    internal_review_on = models.DateField(null=True, blank=True)
    # An enquiry says by when a first conference is due, or that none is needed.
    conference_due_on = models.DateField(null=True, blank=True)
    conference_not_needed = models.BooleanField(null=True, blank=True)
    # A protection plan began under this category; `codes` holds the one it has now.
    first_category = models.CharField(max_length=4, blank=True, default="", db_default="")
    plans_before = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "kind", "started_on"], name="step_once_a_day"
            )
        ]
