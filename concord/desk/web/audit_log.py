"""The audit log for its keepers: by who looked, at whom, what, when, in which role and why.

Nothing of a record; what people gave as their reason, where a page asked for one, they read.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from concord.desk.web.audit_kinds import KINDS, kind_words, page_words
from concord.desk.web.audit_readers import KEEPERS
from concord.desk.web.audit_reasons import reasons, roles
from concord.trust.accounts.queries import everybody, names_of
from concord.trust.actors import Actor
from concord.trust.agencies.queries import names_of_agencies
from concord.trust.audit import log, reading
from concord.trust.pages import FormPage, Page
from concord.ui.fields import DateField, HiddenField, SelectField, TextField
from concord.ui.forms import Form

PAGE_SIZE = 50


class Filter(Form):
    """What to show of the log."""

    who = SelectField(label="Person who looked", required=False, choices=[])
    what = SelectField(label="What was done", required=False, choices=[("", "Anything")])
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)
    about = HiddenField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(key), f"{name}, {agency}") for key, name, agency in everybody()]
        self.fields["who"].choices = [("", "Anybody"), *people]
        self.fields["what"].choices = [("", "Anything"), *KINDS.items()]


class AuditLog(Page):
    """The lines of the log, the latest first, a page at a time by where the last one ended."""

    template_name = "desk/audit_log.html"
    roles = KEEPERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = Filter(self.request.GET)
        chosen = form.cleaned_data if form.is_valid() else {}
        wanted = wanted_from(chosen, self.request.GET)
        found = reading.lines(wanted, most=PAGE_SIZE + 1)
        shown = found[:PAGE_SIZE]
        names = reading.names(key for line in shown for key in line.subject_ids)
        log.log_read(_criteria(chosen), names, by=self.actor, page=type(self).__name__)
        about = reading.names([wanted.about]) if wanted.about else {}
        return super().get_context_data(**kwargs) | {
            "form": form,
            "rows": line_rows(shown, names, by=self.actor),
            "about": about.get(wanted.about),
            "about_id": wanted.about,
            "active": sum(1 for value in chosen.values() if value),
            "next": self._behind(shown[-1]) if len(found) > PAGE_SIZE else None,
        }

    def _behind(self, last: reading.Line) -> str:
        kept = [
            (key, one)
            for key, many in self.request.GET.lists()
            if key not in ("after", "after_id")
            for one in many
        ]
        return "?" + urlencode([*kept, ("after", last.at.isoformat()), ("after_id", str(last.id))])


class FindChild(FormPage):
    """Find a child by a whole name or a number, for somebody who asks "who looked at me"."""

    class form_class(Form):  # noqa: N801 - the name that Django looks for
        stated = TextField(
            label="Full name or number",
            help_text="Exactly as it is on the record: there are no suggestions here.",
            max_length=200,
            error_messages={"required": "Enter a full name or a number"},
        )

    template_name = "desk/audit_find.html"
    roles = KEEPERS
    keeps_drafts = False  # A search changes nothing, and is made anew.

    def form_valid(self, form: Form) -> HttpResponse:
        stated = form.cleaned_data["stated"]
        found = reading.find(stated)
        hits = [row["subject_id"] for row in found]
        log.searched(stated, hits, by=self.actor, page=type(self).__name__)
        return self.render_to_response(self.get_context_data(form=form, found=found, asked=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = {"back_to": reverse("desk:audit_log"), "back_text": "Audit log"}
        return super().get_context_data(**kwargs) | back


def wanted_from(chosen: Mapping[str, Any], query: Mapping[str, str]) -> reading.Wanted:
    """Return which lines a filter asks for; dates are whole days in London."""
    until = chosen.get("until")
    return reading.Wanted(
        about=_uuid(chosen.get("about", "")),
        who=_uuid(chosen.get("who", "")),
        what=chosen.get("what", ""),
        since=_midnight(chosen.get("since")),
        until=_midnight(until + timedelta(days=1)) if until else None,
        after=_instant(query.get("after", "")),
        after_id=_uuid(query.get("after_id", "")),
    )


def line_rows(
    lines: list[reading.Line], names: Mapping[UUID, str], *, by: Actor
) -> list[dict[str, Any]]:
    """Return lines for a table: who, in which roles, what and why, about whom, when, from where."""
    why = reasons(lines, by=by)
    people = names_of(line.user_id for line in lines)
    agencies = names_of_agencies(line.agency_id for line in lines)
    return [
        {
            "at": line.at,
            "who": people.get(line.user_id, "Nobody signed in"),
            "agency": agencies.get(line.agency_id, ""),
            "roles": roles(line),
            "what": kind_words(line.what),
            "why": why[line.id],
            "page": page_words(line.details.get("page") or line.details.get("command") or ""),
            "about": [(key, names[key]) for key in line.subject_ids if key in names],
            "from": line.details.get("from", ""),
        }
        for line in lines
    ]


def _criteria(chosen: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in chosen.items() if value}


def _midnight(on: Any) -> datetime | None:
    return timezone.make_aware(datetime.combine(on, time())) if on else None


def _instant(stated: str) -> datetime | None:
    try:
        found = parse_datetime(stated)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _uuid(stated: str) -> UUID | None:
    try:
        return UUID(stated) if stated else None
    except ValueError:
        return None
