"""Conflicts of interest: what colleagues are known by, what was declared, closed and proposed.

Kept for ever: that somebody once could not see a record is a question too.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from concord.trust.interests.rules import Answer, Origin, Relation, Tie
from concord.trust.records import Record
from concord.trust.vault.classes import DataClass
from concord.trust.vault.fields import SealedText


class OwnTie(Record):
    """Something a colleague is known by, as a keyed hash alone: nobody can read where they live."""

    user_id = models.UUIDField()
    kind = models.CharField(max_length=1, choices=Tie)
    # Empty once it was taken back.
    token = models.BinaryField(null=True)
    given_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["token"], name="own_tie_token")]
        constraints = [
            models.UniqueConstraint(fields=["user_id", "kind"], name="one_own_tie_of_a_kind")
        ]


class Interest(Record):
    """That a colleague must not see somebody's record, whoever on the register that is or will be.

    `stated` is whom the declaration named; `token` is the same as a key of the register.
    """

    user_id = models.UUIDField()
    origin = models.CharField(max_length=12, choices=Origin)
    relation = models.CharField(max_length=12, choices=Relation)
    stated = SealedText(data_class=DataClass.SEARCH_TERMS)
    token = models.BinaryField(null=True)
    reason = models.TextField()
    declared_by = models.UUIDField()
    declared_at = models.DateTimeField()
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["token"], name="interest_token")]
        constraints = [
            models.CheckConstraint(
                name="interest_lifted_whole_or_not_at_all",
                condition=Q(lifted_by=None, lifted_at=None, lifted_because="")
                | (Q(lifted_by__isnull=False, lifted_at__isnull=False) & ~Q(lifted_because="")),
            )
        ]


class InterestBlock(Record):
    """That an interest closed one entry of the register to its colleague."""

    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, related_name="blocks")
    subject_id = models.UUIDField()
    block_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interest", "subject_id"], name="one_block_an_interest")
        ]


class Proposal(Record):
    """Something in common between a colleague and somebody on the register, to be looked into."""

    user_id = models.UUIDField()
    subject_id = models.UUIDField()
    kinds = ArrayField(models.CharField(max_length=1, choices=Tie))
    proposed_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.CharField(max_length=10, blank=True, choices=Answer)
    reason = models.TextField(blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["answer", "due_on"], name="interest_proposal_open")]
        constraints = [
            models.CheckConstraint(
                name="interest_proposal_answered_whole_or_not_at_all",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            )
        ]
