"""Questions about looks, for those who keep the audit."""

from concord.trust.actors import Actor
from concord.trust.oversight import access
from concord.trust.records import RecordQuerySet


def open_questions(viewer: Actor) -> RecordQuerySet:
    """Return the questions that wait for an answer, the latest first."""
    return access.visible_to(viewer).filter(finding="").order_by("-raised_at", "pk")


def answered_questions(viewer: Actor) -> RecordQuerySet:
    """Return the questions that were answered, the latest first."""
    return access.visible_to(viewer).exclude(finding="").order_by("-found_at", "pk")
