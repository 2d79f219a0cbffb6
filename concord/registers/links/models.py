"""Links between two subjects. A person carries no label: roles and doubts stand on the link."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concord.registers.links.rules import Basis, Confidence, Role, SafeToContact
from concord.registers.subjects.models import Subject
from concord.trust.records import Record


class LinkKind(models.Model):
    """A type of link and the days on which it may be used. Partnerships add their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    says = models.CharField(max_length=200)
    says_back = models.CharField(max_length=200)
    # Pairs of kinds of subject, as "person-place".
    ends = ArrayField(models.CharField(max_length=40))
    part = models.CharField(max_length=30)
    intrusive = models.BooleanField(default=False)
    family = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="link_kind_once_per_start")
        ]


class Link(Record):
    """That two subjects are connected: how, since when, who says so, and how sure they are.

    Whoever sees a link sees both its ends, and its part of one of them.
    """

    one = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    # The kind's, kept on the row: the wall reads it.
    part = models.CharField(max_length=30)
    role = models.CharField(max_length=30, choices=Role, blank=True)
    basis = models.CharField(max_length=10, choices=Basis)
    confidence = models.CharField(max_length=1, choices=Confidence)
    source = models.CharField(max_length=200)
    agency_id = models.UUIDField()
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    parental_responsibility = models.BooleanField(default=False)
    safe_to_contact = models.CharField(max_length=10, choices=SafeToContact, blank=True)
    # How to contact them, or why nobody must.
    contact_note = models.CharField(max_length=300, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    confirmed_on = models.DateField()
    confirmed_by = models.UUIDField()
    confirmed_because = models.CharField(max_length=300, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    # Wrong from the beginning, not only over: it is shown nowhere but among what changed.
    wrong = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["one", "other"], name="link_ends"),
            models.Index(fields=["other", "one"], name="link_ends_back"),
            models.Index(fields=["expires_on"], name="link_expires"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(one=models.F("other")), name="link_joins_two_subjects"
            )
        ]

    @property
    def subject_id(self) -> uuid.UUID:
        """Return whom the link is first of all about, for the log."""
        return self.one_id

    def get_absolute_url(self) -> str:
        return self.one.get_absolute_url()
