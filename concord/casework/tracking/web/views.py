"""Name the lead worker, and close tracking under its guards."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from concord.casework.assessment import queries as assessments
from concord.casework.tracking import access, commands
from concord.casework.tracking.rules import ClosureReason
from concord.casework.tracking.web import forms
from concord.meetings.actions import queries as actions
from concord.trust.access.queries import principals_who_see
from concord.trust.access.rules import Compartment
from concord.trust.accounts.queries import users_with_role
from concord.trust.pages import CommandPage

LEADS = ("social_worker", "keyworker", "youth_justice")


class _OnPeriod(CommandPage):
    template_name = "ui/form_page.html"
    title = ""
    submit = "Save"

    def visible_to(self, actor: Any) -> Any:
        return access.visible_to(actor).select_related("subject")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "submit": self.submit,
            "caption": self.record.subject.descriptor,
            "back_to": self.record.get_absolute_url(),
        }


class NameLeadWorker(_OnPeriod):
    """Say who leads the work with a child."""

    may = staticmethod(access.may_name_lead)
    form_class = forms.LeadWorker
    title = "Who leads the work with this child?"
    done_message = "Lead worker named"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        today = timezone.localdate()
        people = {user.pk: user for role in LEADS for user in users_with_role(role, on=today)}
        # Naming somebody gives them no sight: only those who can see the child can lead.
        see = principals_who_see(self.record.subject_id, compartment=Compartment.TRACKING)
        named = [
            (str(key), f"{one.full_name}, {one.agency.name}")
            for key, one in people.items()
            if not see.isdisjoint({key, one.agency_id})
        ]
        named.sort(key=lambda choice: choice[1])
        form.fields["user"].choices = [("", "Choose a person"), *named]
        return form

    def get_initial(self) -> dict[str, Any]:
        return {"user": str(self.record.lead_worker_id or "")}

    def run(self, *, user: str) -> object:
        return commands.name_lead_worker(
            self.record, by=self.actor, user_id=UUID(user), seen=self.seen()
        )


class CloseTracking(_OnPeriod):
    """Close tracking, with the answers that the guards ask for."""

    may = staticmethod(access.may_close)
    form_class = forms.Close
    title = "Close tracking"
    submit = "Close tracking"
    done_message = "Tracking closed. A check is due in three months."

    def run(self, *, reason: str, note: str, family_told: str, told_reason: str) -> object:
        latest = assessments.latest_agreed_of(self.actor, self.record.subject_id)
        return commands.close_tracking(
            self.record,
            by=self.actor,
            reason=ClosureReason(reason),
            note=note,
            family_told=family_told == "yes",
            told_reason=told_reason,
            open_actions=actions.open_count(self.actor, self.record.subject_id),
            assessed_on=latest.assessed_on if latest else None,
            at=timezone.now(),
            seen=self.seen(),
        )
