"""Areas as versioned sets with dates, and postcodes in them. No person is in these tables."""

from django.db import models

from concord.registers.geography.rules import AreaKind
from concord.trust.records import Record


class AreaSet(Record):
    """One vintage of one kind of area: Bradford's wards of 2004, say, which ended in May 2026."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=AreaKind)
    name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    attribution = models.CharField(max_length=300)


class Area(Record):
    """One area of a set, with its outline."""

    area_set = models.ForeignKey(AreaSet, on_delete=models.PROTECT, related_name="areas")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    outline = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_set", "code"], name="area_once_in_a_set")
        ]

    def __str__(self) -> str:
        return self.name


class Postcode(Record):
    """A postcode, written without its space, with a point. Ended ones stay, for old addresses."""

    compact = models.CharField(max_length=8, unique=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    live = models.BooleanField()


class PostcodeArea(Record):
    """That a postcode lies in an area."""

    postcode = models.ForeignKey(Postcode, on_delete=models.PROTECT, related_name="placements")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    # No published table says so; its point lies within the area's outline.
    by_outline = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["postcode", "area"], name="postcode_once_in_an_area")
        ]
