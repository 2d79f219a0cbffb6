"""Tell a person something: in their list at once, and by e-mail without any personal data."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet

from concord.engines.jobs import outbox
from concord.engines.jobs.models import Job
from concord.engines.notices.models import Notice
from concord.trust.accounts.models import User
from concord.trust.actors import Actor

EMAIL_JOB = "tell_by_email"


def tell(user_id: UUID, text: str, *, url: str, by: Actor, at: datetime) -> None:
    """Put a notice in a person's list, and an e-mail that says only that there is one."""
    Notice(owner_id=user_id, text=text, url=url, at=at).save(force_insert=True)
    outbox.post(EMAIL_JOB, {"to": str(user_id)}, by=by, due_at=at)


def notices_of(actor: Actor) -> "QuerySet[Notice]":
    """Return what this person has been told and has not put away, the latest first."""
    return Notice.objects.filter(owner_id=actor.user_id, read_at=None).order_by("-at", "pk")


def put_away(notice_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take a notice off a person's own list."""
    Notice.objects.filter(pk=notice_id, owner_id=by.user_id).update(read_at=at)


def send_email(job: Job) -> None:
    """Send the e-mail of one job, to people who have an address and still work here."""
    user = User.objects.filter(pk=job.payload["to"], is_active=True).exclude(email="").first()
    if user is not None:
        # A worker that dies with the e-mail sent and its job not done is followed by another, which
        # sends it again: mailboxes show one message of one number once.
        EmailMessage(
            "You have a new message in Concord",
            "Sign in to Concord to read it. This e-mail holds no personal information.",
            to=[user.email],
            headers={"Message-ID": message_id(job.pk)},
        ).send()


def message_id(job_id: UUID) -> str:
    """Return the number of the message that a job sends, however often it does."""
    return f"<{job_id}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"


outbox.contribute(EMAIL_JOB, send_email)
