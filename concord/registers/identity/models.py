"""What people have said of two entries that look alike, and the entries that were joined."""

import uuid
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concord.registers.identity.rules import Says
from concord.registers.subjects.models import Subject
from concord.trust.access.rules import Answer, Compartment
from concord.trust.records import Record

# Sight that was shared is remembered beside the rows that moved, to be ended when they go back.
SIGHT_TABLE = "access_grant"
LONGEST_REASON = 200


class PairVerdict(Record):
    """Whether two entries are one person, who said so, why, and on which evidence.

    Whoever sees it sees both. A later verdict is another row; nothing said before is changed.
    """

    one = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    # Always who somebody is; the wall of pairs reads it.
    part = models.CharField(max_length=30, default=Compartment.IDENTITY.value)
    says = models.CharField(max_length=10, choices=Says)
    because = models.TextField()
    # The evidence as it stood: bits for and against, and the reasons in words.
    weight = models.FloatField()
    reasons = ArrayField(models.CharField(max_length=LONGEST_REASON))
    said_at = models.DateTimeField()
    said_by = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["one", "other", "-said_at"], name="verdict_of_a_pair"),
            models.Index(fields=["other", "one"], name="verdict_of_a_pair_back"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="verdict_pair_in_order"
            )
        ]


class Joining(Record):
    """That two entries are joined, or were: proposed by one person, agreed by another.

    Undoing takes two people as well. Whoever sees it sees both entries.
    """

    kept = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=30, default=Compartment.IDENTITY.value)
    because = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.UUIDField()
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    undo_because = models.TextField(blank=True)
    undo_proposed_at = models.DateTimeField(null=True, blank=True)
    undo_proposed_by = models.UUIDField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gone"],
                condition=models.Q(undone_at=None) & ~models.Q(answer=Answer.DECLINED),
                name="joined_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("gone")), name="joining_of_two"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None)
                | ~models.Q(answered_by=models.F("proposed_by")),
                name="joining_answered_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_by=None)
                | ~models.Q(undone_by=models.F("undo_proposed_by")),
                name="joining_undone_by_another",
            ),
        ]

    @property
    def subject_id(self) -> UUID:
        return self.kept_id

    @property
    def is_waiting(self) -> bool:
        """Whether somebody must agree, to join the two or to undo it."""
        return self.undone_at is None and (
            self.answer == Answer.WAITING or self.undo_proposed_by is not None
        )

    @property
    def stands(self) -> bool:
        """Whether the two are one now."""
        return self.answer == Answer.AGREED and self.undone_at is None


class Moved(models.Model):
    """One row that a joining took from one entry to the other, so that it can be put back.

    Written by the database alone (migration 0004), except what was given to keep sight and blocks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    joining = models.ForeignKey(Joining, on_delete=models.PROTECT, related_name="moved")
    kept = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    # The part of the record that the row belongs to: whoever may not see it learns of no row.
    part = models.CharField(max_length=30)
    table_name = models.CharField(max_length=63)
    column_name = models.CharField(max_length=63)
    record_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["joining", "table_name"], name="moved_by_joining")]


class HiddenCandidate(Record):
    """That an entry somebody made may be a restricted person whom they may not know of.

    Only those who see the restricted person learn of it. What is in common is kept as kinds of
    keys (registers/subjects/keys.py), for whoever does not see the entry.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    kinds = ArrayField(models.CharField(max_length=1))
    found_at = models.DateTimeField()
    says = models.CharField(max_length=10, choices=Says, blank=True)
    because = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "entry"], name="hidden_candidate_once")
        ]
