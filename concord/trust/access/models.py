"""Who may see what, as rows: grants, restrictions, blocks and emergency access.

Grants are only ended, never deleted: who could see a child in the past is a question too.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from concord.trust.access.rules import (
    Ability,
    Answer,
    Compartment,
    EmergencyReason,
    Finding,
    PrincipalKind,
    RestrictionLevel,
    Wanted,
)
from concord.trust.records import Record


class Grant(models.Model):
    """This principal may see these parts of this subject, from then until then, because of that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_id = models.UUIDField()
    principal_kind = models.CharField(max_length=10, choices=PrincipalKind)
    principal_id = models.UUIDField()
    compartments = ArrayField(models.CharField(max_length=20, choices=Compartment))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    because = models.CharField(max_length=200)
    source_type = models.CharField(max_length=60)
    source_id = models.UUIDField(null=True)
    # Kept by the database from the restrictions: a restricted subject's grants sleep, except those
    # of the people on its list.
    suspended = models.BooleanField(default=False, editable=False)
    given_by = models.UUIDField(null=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "principal_id"], name="grant_by_subject"),
            models.Index(fields=["principal_id", "subject_id"], name="grant_by_principal"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="grant_ends_after"
            )
        ]


class Restriction(models.Model):
    """A subject whose grants sleep, except for named people. Sealed also hides that it exists."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_id = models.UUIDField()
    level = models.CharField(max_length=20, choices=RestrictionLevel)
    open_to = ArrayField(models.UUIDField())
    reason = models.TextField()
    starts_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    set_by = models.UUIDField(null=True)
    lifted_by = models.UUIDField(null=True, blank=True)
    # Empty where it stands. Null, so that the release before this one can still write the table.
    lifted_because = models.TextField(null=True, blank=True)  # noqa: DJ001 - as above

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id"],
                condition=Q(lifted_at=None),
                name="one_restriction_at_a_time",
            )
        ]


class SealProposal(models.Model):
    """That somebody wants a record sealed, or unsealed, and what a second person answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_id = models.UUIDField()
    wants = models.CharField(max_length=10, choices=Wanted)
    open_to = ArrayField(models.UUIDField())
    reason = models.TextField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    answered_by = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id"], condition=Q(answer="waiting"), name="one_proposal_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("proposed_by")),
                name="seal_answered_by_another",
            ),
        ]


class LegalHold(models.Model):
    """A record of which nothing is destroyed, because somebody may lawfully ask for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_id = models.UUIDField()
    reason = models.TextField()
    reference = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    set_by = models.UUIDField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.UUIDField(null=True, blank=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id"], condition=Q(lifted_at=None), name="one_hold_at_a_time"
            )
        ]


class Block(models.Model):
    """A conflict of interest: this person never sees this subject, whatever they were granted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_id = models.UUIDField()
    user_id = models.UUIDField()
    reason = models.TextField()
    starts_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user_id", "subject_id"], name="block_by_user")]


class BreakGlass(models.Model):
    """Emergency access by one person to one subject, for a short time, to be reviewed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_id = models.UUIDField()
    user_id = models.UUIDField()
    kind = models.CharField(
        max_length=20,
        choices=EmergencyReason,
        default=EmergencyReason.OTHER,
        db_default=EmergencyReason.OTHER,
    )
    reason = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    review_due_on = models.DateField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.UUIDField(null=True, blank=True)
    # When others were told that nobody had reviewed it in time.
    escalated_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=20, choices=Finding, blank=True, default="", db_default=""
    )
    finding = models.TextField(blank=True)


class RoleCeiling(models.Model):
    """The most a role may do in a compartment, from one day to another (domain.md 9.2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    role = models.CharField(max_length=40)
    compartment = models.CharField(max_length=20)
    ability = models.CharField(max_length=10, choices=Ability)
    # How far it goes within the part, in the words of the sharing agreement.
    scope = models.CharField(max_length=60, blank=True, default="", db_default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role", "compartment", "valid_from"], name="ceiling_once_per_start"
            )
        ]


class CeilingProposal(Record):
    """That somebody wants a role to open more or less of a part, and what a second person said.

    With its answer it is the history of the matrix: what changed, from when, who and why.
    """

    role = models.CharField(max_length=40)
    compartment = models.CharField(max_length=20)
    # Empty for nothing at all, as in the two columns that say what it was before.
    ability = models.CharField(max_length=10, choices=Ability, blank=True)
    scope = models.CharField(max_length=60, blank=True)
    was_ability = models.CharField(max_length=10, choices=Ability, blank=True)
    was_scope = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    reason = models.TextField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    answered_because = models.TextField(blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role", "compartment"],
                condition=Q(answer="waiting"),
                name="one_waiting_change_of_a_ceiling",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("proposed_by")),
                name="ceiling_answered_by_another",
            ),
        ]
