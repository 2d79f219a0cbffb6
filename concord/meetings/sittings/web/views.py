"""Meetings: the list, one sitting with its running order, and one page per child."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from concord.kernel.levels import HarmStatus, Level
from concord.kernel.verdicts import allowed_if
from concord.meetings.actions import commands as actions
from concord.meetings.actions import queries as action_queries
from concord.meetings.actions.access import may_set
from concord.meetings.sittings import access, commands, queries
from concord.meetings.sittings.rules import WORDED, AttendanceStatus, SittingState
from concord.meetings.sittings.web import forms
from concord.trust.accounts.queries import names_of
from concord.trust.agencies.queries import agencies_on
from concord.trust.commands import require
from concord.trust.correcting import correction_link
from concord.trust.pages import CommandPage, Page, ShowRecord
from concord.trust.wording import wording_of
from concord.ui.forms import Form


class Sittings(Page):
    """The meetings that the reader's agency belongs to."""

    template_name = "sittings/list.html"

    def allowed(self) -> bool:
        return "meeting" in self.actor.reads

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sittings = list(queries.sittings_of(self.actor)[:30])
        counts = queries.progress([sitting.pk for sitting in sittings], self.actor)
        rows = [(sitting, counts.get(sitting.pk, {})) for sitting in sittings]
        return super().get_context_data(**kwargs) | {"rows": rows}


class _OnSitting:
    def visible_to(self, actor: Any) -> Any:
        return access.sittings_visible_to(actor).select_related("series")

    def subjects_of(self, record: Any) -> list[UUID]:
        return []


class ShowSitting(_OnSitting, ShowRecord):
    """One sitting: who is here, and the children in order, each with the reason."""

    template_name = "sittings/sitting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = list(queries.running_order(self.actor, self.record))
        self.log_listed(item.subject_id for item in items)
        here = {row.agency_id: row for row in queries.attendance_at(self.record)}
        members = [
            (agency, here.get(agency.pk)) for agency in self.record.series.agencies.order_by("name")
        ]
        names = names_of({self.record.chair_id})
        return super().get_context_data(**kwargs) | {
            "sitting": self.record,
            "items": items,
            "members": members,
            "chair": names.get(self.record.chair_id, ""),
            "may_run": bool(access.may_run(self.actor, self.record)),
        }


class Start(_OnSitting, CommandPage):
    """Begin the meeting."""

    may = staticmethod(access.may_run)
    form_class = Form
    http_method_names = ["post"]

    def run(self, **answers: Any) -> object:
        return commands.start_sitting(self.record, by=self.actor, seen=self.seen())


class Close(_OnSitting, CommandPage):
    """End the meeting."""

    may = staticmethod(access.may_run)
    form_class = Form
    template_name = "sittings/close.html"
    done_message = "The meeting is closed"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = list(queries.running_order(self.actor, self.record))
        self.log_listed(item.subject_id for item in items)
        return super().get_context_data(**kwargs) | {
            "title": "Close the meeting",
            "submit": "Close the meeting",
            "left": [item for item in items if item.state != "discussed"],
            "back_to": self.record.get_absolute_url(),
        }

    def run(self, **answers: Any) -> object:
        return commands.close_sitting(
            self.record, by=self.actor, at=timezone.now(), seen=self.seen()
        )


class Attendance(_OnSitting, CommandPage):
    """Who came, agency by agency."""

    may = staticmethod(access.may_run)
    form_class = forms.Attend
    template_name = "sittings/attendance.html"
    done_message = "Attendance recorded"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        for agency in self.record.series.agencies.order_by("name"):
            form.ask(str(agency.pk), agency.name)
        return form

    def get_initial(self) -> dict[str, Any]:
        return {str(row.agency_id): row.status for row in queries.attendance_at(self.record)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": "Who is here",
            "submit": "Save attendance",
            "back_to": self.record.get_absolute_url(),
        }

    def run(self, **answers: Any) -> object:
        require(allowed_if(any(answers.values()), "Select who is here for at least one agency."))
        seen = self.seen()
        for agency_id, status in answers.items():
            if status:
                commands.record_attendance(
                    self.record,
                    by=self.actor,
                    seen=seen,
                    agency_id=UUID(agency_id),
                    status=AttendanceStatus(status),
                )
                # Nobody comes between now: the first answer has locked the meeting.
                seen = self.record.version
        return self.record


class _OnItem:
    def visible_to(self, actor: Any) -> Any:
        return access.items_visible_to(actor).select_related("subject", "sitting__series")


class ShowItem(_OnItem, ShowRecord):
    """One child at one meeting: the reason, what agencies say, what was agreed, the actions."""

    template_name = "sittings/item.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = self.record
        said = list(queries.contributions_to(self.actor, item))
        order = list(queries.running_order(self.actor, item.sitting).values_list("pk", flat=True))
        place = order.index(item.pk)
        names = names_of({row.author_id for row in said} | {item.recorded_by})
        may_correct = bool(access.may_correct_minute(self.actor, item))
        return super().get_context_data(**kwargs) | {
            "item": item,
            "sitting": item.sitting,
            "level_before": Level(item.level_before).label if item.level_before else "Not tracked",
            "level_after": Level(item.level_after).label if item.level_after else "",
            "harm": HarmStatus(item.harm_status).label if item.harm_status else "",
            "said": [(row, names.get(row.author_id, ""), wording_of(row, "text")) for row in said],
            "minute": {part: wording_of(item, part) for part in WORDED if getattr(item, part)},
            "correct": {
                part: correction_link("sittings:correct_minute", item.pk, part)
                for part in WORDED
                if may_correct
            },
            "own_agency": self.actor.agency_id,
            "recorded_by": names.get(item.recorded_by, ""),
            "actions": list(action_queries.actions_from(self.actor, item.pk)),
            "may_run": bool(access.may_run(self.actor, item.sitting)),
            "may_contribute": bool(access.may_contribute(self.actor, item)),
            "under_way": item.sitting.state == SittingState.UNDER_WAY,
            "closed": item.sitting.state == SittingState.CLOSED,
            "place": place + 1,
            "of": len(order),
            "next": order[place + 1] if place + 1 < len(order) else None,
            "back_to": item.sitting.get_absolute_url(),
            "back_text": "Running order",
        }


class _ItemForm(_OnItem, CommandPage):
    template_name = "ui/form_page.html"
    title = ""
    submit = "Save"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "submit": self.submit,
            "caption": self.record.subject.descriptor,
            "back_to": self.record.get_absolute_url(),
        }


class Record(_ItemForm):
    """Record what was agreed about a child."""

    may = staticmethod(access.may_record)
    form_class = forms.Record
    title = "What the meeting agreed"
    done_message = "Recorded"

    def get_initial(self) -> dict[str, Any]:
        item = self.record
        return {
            "level": item.level_after or item.level_before,
            "harm_status": item.harm_status,
            "discussion": item.discussion,
            "rationale": item.rationale,
            "dissent": item.dissent,
            "review_due_on": item.review_due_on,
        }

    def run(
        self, *, level: str, harm_status: str, discussion: str, rationale: str, dissent: str,
        review_due_on: date | None,
    ) -> object:  # fmt: skip
        return commands.record_discussion(
            self.record,
            by=self.actor,
            level=Level(level),
            harm_status=HarmStatus(harm_status),
            discussion=discussion,
            rationale=rationale,
            dissent=dissent,
            review_due_on=review_due_on,
            at=timezone.now(),
            seen=self.seen(),
        )


class Contribute(_ItemForm):
    """Say what one's agency knows about a child."""

    may = staticmethod(access.may_contribute)
    form_class = forms.Contribute
    title = "What your agency knows"
    done_message = "Added to the meeting record"

    def run(self, *, text: str, share_with_family: str) -> object:
        return commands.contribute(
            self.record,
            by=self.actor,
            text=text,
            share_with_family=share_with_family == "yes",
            at=timezone.now(),
        )


class AddAction(_ItemForm):
    """Set an action for an agency."""

    form_class = forms.AddAction
    title = "Add an action"
    submit = "Add action"
    done_message = "Action added"

    def may(self, actor: Any, record: Any) -> Any:
        return may_set(actor, record.subject_id)

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        agencies = agencies_on(timezone.localdate())
        form.fields["owner"].choices = [
            ("", "Choose an agency"),
            *((str(agency.pk), agency.name) for agency in agencies),
        ]
        return form

    def run(self, *, text: str, owner: str, due_on: date) -> object:
        return actions.set_action(
            self.record.subject_id,
            by=self.actor,
            text=text,
            owner_agency_id=UUID(owner),
            due_on=due_on,
            source_type="item",
            source_id=self.record.pk,
            at=timezone.now(),
        )

    def after(self, outcome: object) -> str:
        return reverse("sittings:item", args=[self.record.pk]) + "#actions"
