"""Things people are told, in a list of their own. A notice names no child: its link leads there."""

import uuid

from django.db import models


class Notice(models.Model):
    """One thing one person is told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_id = models.UUIDField()
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner_id", "-at"], name="notice_of_owner")]
