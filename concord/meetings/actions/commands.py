"""Every way an agreed action can change."""

from datetime import date, datetime, timedelta
from uuid import UUID

from concord.kernel.clocks import end_of_local_day, local_date
from concord.kernel.verdicts import allowed_if
from concord.meetings.actions import access, rules
from concord.meetings.actions.events import ActionCompleted, ActionSet, EvidenceCorrected
from concord.meetings.actions.models import Action
from concord.meetings.actions.rules import ActionState
from concord.trust.access.commands import give_sight
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor, on_behalf_of
from concord.trust.commands import announce, command, require
from concord.trust.reference.queries import standard
from concord.trust.wording import correct

OWNER_SEES = (Compartment.IDENTITY.value,)


@command(may=access.may_set)
def set_action(  # noqa: PLR0913 - an action says what, who, by when and where it was set
    subject_id: UUID,
    /,
    *,
    by: Actor,
    text: str,
    owner_agency_id: UUID,
    due_on: date,
    source_type: str,
    source_id: UUID,
    at: datetime,
) -> Action:
    """Set an action for an agency. It sees who the child is until a while after the due day."""
    require(allowed_if(bool(text.strip()), "Say what is to be done."))
    require(allowed_if(due_on >= local_date(at), "The due date must be today or later."))
    action = Action(
        subject_id=subject_id,
        text=text.strip(),
        owner_agency_id=owner_agency_id,
        set_at=at,
        set_by=by.user_id,
        source_type=source_type,
        source_id=source_id,
        due_on=due_on,
        due_at=end_of_local_day(due_on),
    )
    action.save(force_insert=True)
    after = timedelta(days=standard("sight_action", on=local_date(at)).value)
    give_sight(
        subject_id,
        by=on_behalf_of(by),
        to_agency=owner_agency_id,
        compartments=OWNER_SEES,
        starts_at=at,
        ends_at=action.due_at + after,
        because="They have an action to do for this child",
        source_type="action",
        source_id=action.pk,
    )
    announce(ActionSet(action.pk, subject_id, owner_agency_id, due_on.isoformat()), by=by)
    return action


@command(may=access.may_complete)
def complete_action(action: Action, /, *, by: Actor, evidence: str, at: datetime) -> Action:
    """Record that an action was done, with the evidence (domain.md 2.2)."""
    require(rules.STEPS.check(ActionState(action.state), ActionState.COMPLETE))
    require(rules.evidence_suffices(evidence))
    action.state = ActionState.COMPLETE
    action.evidence = evidence
    action.completed_at = at
    action.completed_by = by.user_id
    action.save()
    announce(ActionCompleted(action.pk, action.subject_id, at < action.due_at), by=by)
    return action


@command(may=access.may_correct)
def correct_evidence(
    action: Action, /, *, by: Actor, text: str, reason: str, at: datetime
) -> Action:
    """Correct the evidence: a new wording beside the earlier one, with the reason."""
    require(rules.evidence_suffices(text))
    added = correct(action, "evidence", text, by=by, reason=reason, at=at)
    announce(EvidenceCorrected(action.pk, action.subject_id, added), by=by)
    return action
