"""Who may see a file, fetch it, and fetch it as it was sent."""

from django.conf import settings

from concord.engines.documents.models import StoredFile
from concord.engines.documents.rules import State
from concord.kernel.verdicts import ALLOWED, Verdict, allowed_if, first_refusal, refused
from concord.trust.access.queries import sighted
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet

# Who may need a file as evidence, with everything that it says about its making.
ORIGINAL_ROLES = ("team_manager", "police", "information_governance")


def visible_to(actor: Actor, *, record_type: str = "") -> RecordQuerySet:
    """Return the files this actor may know of; `record_type` narrows it to one kind of record."""
    rows = StoredFile.objects.filter(record_type=record_type) if record_type else StoredFile.objects
    return sighted(rows.all(), actor, part_column="compartment", own_column="agency_id")


def may_fetch(actor: Actor, file: StoredFile) -> Verdict:
    """A file is handed out once it is found free of viruses and a safe copy has been made."""
    if file.content.state == State.READY:
        return ALLOWED
    if file.content.state == State.UNSCANNED and settings.PRACTICE and file.content.copy_sha256:
        return ALLOWED
    return refused(State(file.content.state).label)


def may_fetch_original(actor: Actor, file: StoredFile) -> Verdict:
    """The file as it was sent is evidence, and may hold where and by whom it was made."""
    role = allowed_if(
        actor.has_role(*ORIGINAL_ROLES),
        "Only a team manager, the police or information governance may fetch the original.",
    )
    return first_refusal(role, may_fetch(actor, file))
