"""Actions that agencies have agreed to do, wherever they were set."""

from typing import Any

from django.db import models
from django.db.models import Q

from concord.meetings.actions.rules import ActionState
from concord.trust.records import Record
from concord.trust.wording import Correction


class Action(Record):
    """One action for one agency about one subject, by one day (domain.md annex A, Action)."""

    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    owner_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    owner_user_id = models.UUIDField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.UUIDField()
    source_type = models.CharField(max_length=40)
    source_id = models.UUIDField()
    due_on = models.DateField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ActionState, default=ActionState.OPEN)
    evidence = models.TextField(blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["owner_agency", "due_at"],
                name="action_open",
                condition=Q(state=ActionState.OPEN),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="action_complete_with_evidence",
                condition=Q(state=ActionState.OPEN, completed_at=None)
                | (Q(state=ActionState.COMPLETE, completed_at__isnull=False) & ~Q(evidence=""))
                | Q(state=ActionState.CANCELLED),
            )
        ]

    def get_absolute_url(self) -> str:
        return f"/actions/{self.pk}"


class EvidenceCorrection(Correction):
    """A later wording of how it is known that an action was done."""

    record = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="corrections")
    # The agency that did it, which sees its own action (and so its corrections).
    owner_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")

    def save(self, **kwargs: Any) -> None:
        self.owner_agency_id = self.record.owner_agency_id
        super().save(**kwargs)
