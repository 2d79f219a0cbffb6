"""Work to do after a transaction, written in that same transaction (security.md 2.8)."""

import uuid

from django.db import models


class Job(models.Model):
    """One piece of work in the outbox. Its payload holds ids and codes, never personal data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    # Whose rights the work runs with; checked again when it runs.
    user_id = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    # Set when a backup was restored: the job may have been done since, and waits for a word.
    held_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="job_waiting",
                condition=models.Q(done_at=None, gave_up_at=None),
            )
        ]
