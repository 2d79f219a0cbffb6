"""Referrals: a worry that somebody brought to the front door, and what was decided."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from concord.casework.frontdoor.rules import (
    Channel,
    Consent,
    Decision,
    Known,
    ReferralStatus,
    Threshold,
)
from concord.trust.records import Record, RecordQuerySet
from concord.trust.wording import Correction


class ReferralQuerySet(RecordQuerySet):
    def undecided(self) -> Self:
        return self.filter(decided_at=None)


class Referral(Record):
    """A contact from an agency or the public about a subject (domain.md 2.8, P-C1)."""

    reference = models.CharField(max_length=12, unique=True)
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    receiving_agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=20, choices=Channel)
    source_code = models.CharField(max_length=4)
    referrer_id = models.UUIDField(null=True)
    referrer_agency = models.ForeignKey(
        "agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    referrer_phone = models.CharField(max_length=30, blank=True)

    exploitation_types = ArrayField(models.CharField(max_length=30))
    main_type = models.CharField(max_length=30)
    concern = models.TextField()
    immediate_danger = models.BooleanField()
    whereabouts_known = models.CharField(max_length=10, choices=Known)
    child_voice = models.TextField(blank=True)
    protective_factors = models.TextField(blank=True)
    known_network = models.TextField(blank=True)
    learning_disability = models.CharField(max_length=10, choices=Known)
    consent = models.CharField(max_length=30, choices=Consent)
    consent_reason = models.TextField(blank=True)
    parent_aware = models.CharField(max_length=10, choices=Known)
    communication_needs = models.CharField(max_length=300, blank=True)

    decision_due_on = models.DateField()
    decision_due_at = models.DateTimeField()
    standard_version = models.PositiveIntegerField()
    status = models.CharField(
        max_length=20, choices=ReferralStatus, default=ReferralStatus.RECEIVED
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    # Whether a person has settled who this is: a new person, or one already on the register.
    identity_settled_at = models.DateTimeField(null=True, blank=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_re_referral = models.BooleanField(default=False)

    threshold = models.CharField(max_length=20, choices=Threshold, blank=True)
    decision = models.CharField(max_length=30, choices=Decision, blank=True)
    rationale = models.TextField(blank=True)
    feedback = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["receiving_agency", "decision_due_at"],
                name="referral_waiting",
                condition=Q(decided_at=None),
            ),
            models.Index(fields=["subject", "received_at"], name="referral_of_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                name="referral_decided_whole_or_not_at_all",
                condition=Q(decided_at=None, decision="", decided_by=None)
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(decision="")
                    & ~Q(rationale="")
                ),
            )
        ]

    def get_absolute_url(self) -> str:
        return f"/referrals/{self.pk}"

    def __str__(self) -> str:
        return self.reference


class WorryCorrection(Correction):
    """A later wording of what the referrer said had happened."""

    record = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="corrections")
    # The referrer's own agency, which sees its own referral (and so its corrections).
    referrer_agency = models.ForeignKey(
        "agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )

    def save(self, **kwargs: Any) -> None:
        self.referrer_agency_id = self.record.referrer_agency_id
        super().save(**kwargs)
