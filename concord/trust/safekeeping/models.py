"""What people typed and have not finished with, and what they have already sent."""

import uuid

from django.db import models
from django.db.models import Q

from concord.trust.vault.classes import DataClass
from concord.trust.vault.fields import SealedText


class Draft(models.Model):
    """Unfinished work of one person on one form, encrypted. Nobody else can read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_id = models.UUIDField()
    form = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    sealed = SealedText(
        data_class=DataClass.DRAFTS, formerly=lambda row: f"draft:{row.pk}:{row.owner_id}"
    )
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    # The address of the page whose form it is; empty for a form that goes over several pages.
    page = models.CharField(max_length=300, blank=True, default="", db_default="")
    began_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner_id", "form"])]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "page"], condition=~Q(page=""), name="draft_one_per_page"
            )
        ]


class HeldForm(models.Model):
    """A form that arrived after its sender's session had ended, kept until they sign in again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_id = models.UUIDField()
    path = models.CharField(max_length=500)
    sealed = SealedText(
        data_class=DataClass.HELD_FORMS, formerly=lambda row: f"held:{row.pk}:{row.owner_id}"
    )
    held_at = models.DateTimeField()


class Once(models.Model):
    """A form already carried out, by the key it carried: sending it again changes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user_id = models.UUIDField()
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    went_to = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="once_per_key")]
