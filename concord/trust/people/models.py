"""How people come to have an account, change what they may do, and leave."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from concord.trust.accounts.models import Role
from concord.trust.records import Record


class Activation(Record):
    """A link with which a person begins: it works once and not for long. Only its hash is kept."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class ClosureKind(models.TextChoices):
    SUSPENDED = "suspended", "Suspended for now"
    LEFT = "left", "Left the agency"


class Closure(Record):
    """That a person's account was closed, by whom and why, and whether it was opened again."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ClosureKind)
    reason = models.TextField()
    closed_at = models.DateTimeField()
    closed_by = models.UUIDField()
    grants_ended = models.PositiveIntegerField(default=0)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.UUIDField(null=True, blank=True)


class Answer(models.TextChoices):
    WAITING = "waiting", "Waiting for a second person"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"


class RoleProposal(Record):
    """A role that two people give: one proposes, another agrees (ASVS V2.3.5)."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, choices=Role)
    from_on = models.DateField()
    reason = models.TextField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    answered_by = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="two_people_give_the_role",
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("proposed_by")),
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(answer="waiting"),
                name="one_waiting_proposal_of_a_role",
            ),
        ]


class AccessReview(Record):
    """One agency's look at who of its people has access, once a quarter (NHS DSPT B2)."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField(help_text="The first day of the quarter.")
    due_on = models.DateField()
    signed_off_by = models.UUIDField(null=True, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    # When others were told that nobody had signed it in time.
    escalated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-quarter", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "quarter"], name="one_review_a_quarter"),
            models.CheckConstraint(
                name="review_signed_whole_or_not_at_all",
                condition=Q(signed_off_by=None, signed_off_at=None)
                | Q(signed_off_by__isnull=False, signed_off_at__isnull=False),
            ),
        ]

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed without a signature."""
        return self.signed_off_at is None and self.due_on < timezone.localdate()


class ReviewDecision(models.TextChoices):
    KEEP = "keep", "Keep as it is"
    CHANGE = "change", "Change the roles"
    REMOVE = "remove", "Remove access now"


class ReviewLine(Record):
    """One person as the review found them, and what was decided."""

    review = models.ForeignKey(AccessReview, on_delete=models.PROTECT, related_name="lines")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    roles = ArrayField(models.CharField(max_length=40))
    signed_in_at = models.DateTimeField(null=True, blank=True)
    # How many people's records were open to them, by their own name or their agency's.
    grants = models.PositiveIntegerField()
    emergencies = models.PositiveIntegerField()
    decision = models.CharField(max_length=10, choices=ReviewDecision, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user__full_name"]
        constraints = [
            models.UniqueConstraint(fields=["review", "user"], name="one_line_a_person"),
            models.CheckConstraint(
                name="nobody_reviews_themselves",
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("user_id")),
            ),
        ]
