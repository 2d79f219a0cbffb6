"""What people have said of two entries that look alike: kept for ever, the latest counts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concord.registers.identity.rules import Says
from concord.registers.subjects.models import Subject
from concord.trust.access.rules import Compartment
from concord.trust.records import Record


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
    reasons = ArrayField(models.CharField(max_length=200))
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
