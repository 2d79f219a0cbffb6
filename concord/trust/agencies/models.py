"""The organisations of the partnership, with validity dates and successors."""

import uuid

from django.db import models


class AgencyKind(models.TextChoices):
    SOCIAL_CARE = "social_care", "Children’s social care"
    ADULT_CARE = "adult_care", "Adult social care"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    SCHOOL = "school", "School"
    EDUCATION = "education", "Education service"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    CHARITY = "charity", "Charity"
    PROVIDER = "provider", "Residential provider"
    COUNCIL = "council", "Other council service"
    BOARD = "board", "Partnership business unit"


class Agency(models.Model):
    """A partner, relevant agency or provider (domain.md annex A, Organisation/Agency)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=AgencyKind)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
