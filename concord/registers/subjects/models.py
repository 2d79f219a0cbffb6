"""Subjects: whoever or whatever can be at risk, cause risk or be where it happens.

A person carries no label; roles live on links. Nothing here is unique across people: a unique
identifier would tell somebody that a person hidden from them exists.
"""

import uuid
from typing import Any, ClassVar

from django.db import models

from concord.kernel.identifiers import IdentifierType
from concord.registers.subjects.rules import (
    AddressKind,
    BirthPrecision,
    Interpreter,
    NameKind,
    Sex,
    SubjectKind,
    WhoSaid,
    WhyProtected,
)
from concord.registers.subjects.things import OrganisationType, PlaceType
from concord.trust.records import Record, RecordQuerySet
from concord.trust.vault import DataClass
from concord.trust.vault.fields import SealedText


class Subject(Record):
    """A person, known or not yet known by name, or what people are connected with (annex A).

    The columns below `descriptor` are a person's; every other kind has a table of its own.
    """

    kind = models.CharField(max_length=20, choices=SubjectKind, default=SubjectKind.PERSON)
    # How the person is shown: the name they are known by, or a description where none is known.
    descriptor = models.CharField(max_length=200)
    born_on = models.DateField(null=True, blank=True)
    born_precision = models.CharField(
        max_length=10, choices=BirthPrecision, default=BirthPrecision.UNKNOWN
    )
    expected_on = models.DateField(null=True, blank=True)
    # An age that somebody guessed, and the day on which they said so.
    about_age = models.PositiveSmallIntegerField(null=True, blank=True)
    age_said_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    # Who says when they were born or died and what their sex is, or which record.
    life_source = models.CharField(max_length=120, blank=True, default="", db_default="")
    ethnicity = models.CharField(max_length=10, blank=True)
    ethnicity_source = models.CharField(max_length=20, blank=True)
    first_language = models.CharField(max_length=10, blank=True, default="", db_default="")
    interpreter = models.CharField(
        max_length=3, choices=Interpreter, blank=True, default="", db_default=""
    )
    language_source = models.CharField(
        max_length=20, choices=WhoSaid, blank=True, default="", db_default=""
    )
    disabilities = models.JSONField(default=list, blank=True)
    disability_source = models.CharField(
        max_length=20, choices=WhoSaid, blank=True, default="", db_default=""
    )
    sen_provision = models.CharField(max_length=10, blank=True, default="", db_default="")
    sen_source = models.CharField(
        max_length=20, choices=WhoSaid, blank=True, default="", db_default=""
    )
    school_name = models.CharField(max_length=200, blank=True)
    # Set when somebody decides that this entry is a person already on the register.
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="also_entered_as"
    )

    def __str__(self) -> str:
        return self.descriptor

    @property
    def subject_id(self) -> Any:
        return self.pk

    def get_absolute_url(self) -> str:
        return f"/{'children' if self.is_person else 'subjects'}/{self.pk}"

    @property
    def is_person(self) -> bool:
        return self.kind == SubjectKind.PERSON


class _AboutSubject(Record):
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class _Standing(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """What is said of people and has not been taken back."""

    def get_queryset(self) -> RecordQuerySet:
        rows: RecordQuerySet = super().get_queryset()
        return rows.filter(taken_back_at=None)


class _Said(_AboutSubject):
    """Something said of a person that may prove wrong: then it is taken back, and kept.

    What was taken back is found by nobody and shown nowhere but in the history of the entry.
    """

    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.UUIDField(null=True, blank=True)
    taken_back_because = models.TextField(blank=True, default="", db_default="")

    objects = _Standing()

    class Meta:
        abstract = True


class Name(_Said):
    """A name that a person goes by or went by."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=10, choices=NameKind)
    full = models.CharField(max_length=200)
    source = models.CharField(max_length=120, blank=True)


class Identifier(_Said):
    """A number by which an agency knows a person; kept even when it fails its check."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="identifiers")
    type = models.CharField(max_length=20, choices=IdentifierType)
    value = models.CharField(max_length=40)
    # True only when a source of truth (a trace, a statutory return) says so; never from a checksum.
    verified = models.BooleanField(default=False)
    warning = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["type", "value"], name="identifier_value")]


class Address(_Said):
    """Where a person lives or stays, and from when to when.

    Every address is sealed, not only a protected one: nobody knows beforehand which will need it,
    and what the field history has written down is never taken back.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="addresses")
    kind = models.CharField(max_length=12, choices=AddressKind, default=AddressKind.HOME)
    lines = SealedText(data_class=DataClass.PROTECTED_ADDRESSES)
    postcode = SealedText(data_class=DataClass.PROTECTED_ADDRESSES)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    confidential = models.BooleanField(default=False)


class Protection(_AboutSubject):
    """That an address was protected: by whom, why and until when. The latest one holds."""

    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="protections")
    why = models.CharField(max_length=20, choices=WhyProtected)
    note = models.TextField(blank=True)
    set_at = models.DateTimeField()
    set_by = models.UUIDField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.UUIDField(null=True, blank=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=models.Q(lifted_at=None),
                name="one_protection_at_a_time",
            )
        ]


class _Details(Record):
    """What is known of a subject that is no person. `numbers` are found in any spelling."""

    numbers: ClassVar[tuple[str, ...]] = ()

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="%(class)s")

    class Meta:
        abstract = True


class Place(_Details):
    """A park, a shop, a flat (domain.md 7.1, Location)."""

    numbers = ("uprn",)

    type = models.CharField(max_length=20, choices=PlaceType)
    lines = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    # Text: a UPRN may begin with noughts.
    uprn = models.CharField(max_length=12, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)


class PeerGroup(_Details):
    """Young people who spend time together; its name says nothing against them (7.1)."""

    about = models.TextField(blank=True)


class Vehicle(_Details):
    """A vehicle by registration, without spaces, or by its looks."""

    numbers = ("registration",)

    registration = models.CharField(max_length=20, blank=True)
    make = models.CharField(max_length=60, blank=True)
    colour = models.CharField(max_length=40, blank=True)


class Phone(_Details):
    """A telephone number as it was given, and as the whole world writes it where that is clear."""

    numbers = ("number", "e164")

    number = models.CharField(max_length=40)
    e164 = models.CharField(max_length=16, blank=True)


class OnlineAccount(_Details):
    """Somebody's name on a platform."""

    numbers = ("handle",)

    platform = models.CharField(max_length=60)
    handle = models.CharField(max_length=120)


class OnlineSpace(_Details):
    """A chat, a server or a game where people meet."""

    platform = models.CharField(max_length=60)
    name = models.CharField(max_length=120)


class Organisation(_Details):
    """A business, school or service, from when to when, and what followed it (annex A)."""

    type = models.CharField(max_length=20, choices=OrganisationType)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


DETAILS: dict[str, type[_Details]] = {
    SubjectKind.PLACE: Place,
    SubjectKind.PEER_GROUP: PeerGroup,
    SubjectKind.VEHICLE: Vehicle,
    SubjectKind.PHONE: Phone,
    SubjectKind.ONLINE_ACCOUNT: OnlineAccount,
    SubjectKind.ONLINE_SPACE: OnlineSpace,
    SubjectKind.ORGANISATION: Organisation,
}


class SearchKey(models.Model):
    """A blind token by which a person can be found or proposed (ADR 13).

    Equality of tokens is leakproof, so that PostgreSQL uses the index under row-level security,
    and a stolen table tells no name. `kind` is the letter of the key (keys.py).
    """

    id = models.BigAutoField(primary_key=True)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="search_keys")
    kind = models.CharField(max_length=1)
    token = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["token", "subject"], name="search_key")]


class MatchingWeights(models.Model):
    """What this partnership's own register taught about who is who; the latest one holds.

    Names stand in it only where ten people share them: it tells of nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learned_at = models.DateTimeField()
    people = models.PositiveIntegerField()
    stated = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["-learned_at"], name="weights_latest")]
