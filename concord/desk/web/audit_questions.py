"""Looks that need an explanation: alerts and the weekly sample, and what was found about them."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from concord.kernel.clocks import local_date
from concord.trust.accounts.queries import names_of
from concord.trust.agencies.queries import names_of_agencies
from concord.trust.audit import reading
from concord.trust.oversight import access, commands, queries
from concord.trust.oversight.rules import Finding
from concord.trust.pages import CommandPage, Page
from concord.ui.fields import RadiosField, TextAreaField
from concord.ui.forms import Form

MOST = 100


class Questions(Page):
    """What waits for an explanation, and what was lately found."""

    template_name = "desk/audit_questions.html"
    roles = access.KEEPERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = list(queries.open_questions(self.actor)[:MOST])
        answered = list(queries.answered_questions(self.actor)[:MOST])
        self.log_listed(question.subject_id for question in (*waiting, *answered))
        return super().get_context_data(**kwargs) | {
            "waiting": question_rows(waiting),
            "answered": question_rows(answered),
            "back_to": reverse("desk:audit_log"),
            "back_text": "Audit log",
        }


class Answer(Form):
    """What was found out about a look."""

    finding = RadiosField(
        label="What did you find?",
        choices=Finding.choices,
        error_messages={"required": "Select what you found"},
    )
    note = TextAreaField(
        label="How do you know?",
        help_text="Whom you asked and what they said. Do not write about the child.",
        rows=4,
        max_length=2000,
        error_messages={"required": "Enter how you know"},
    )


class AnswerQuestion(CommandPage):
    """One question: what happened, the lines of the log behind it, and the finding."""

    visible_to = staticmethod(access.visible_to)
    form_class = Answer
    template_name = "desk/audit_question.html"
    done_message = "Finding recorded"

    def run(self, finding: str, note: str) -> None:
        commands.answer_question(
            self.record,
            by=self.actor,
            seen=self.seen(),
            finding=finding,
            note=note,
            at=timezone.now(),
        )

    def after(self, outcome: object) -> str:
        return reverse("desk:audit_questions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (row,) = question_rows([self.record])
        return super().get_context_data(**kwargs) | {
            "question": self.record,
            "row": row,
            "lines": _lines_behind(self.record),
            "back_to": reverse("desk:audit_questions"),
            "back_text": "Looks to explain",
        }


def question_rows(questions: Iterable[Any]) -> list[dict[str, Any]]:
    """Return questions for a table: who looked, at whom, why it is asked and what was found."""
    found = list(questions)
    people = names_of({one.user_id for one in found} | {one.found_by for one in found})
    agencies = names_of_agencies(one.agency_id for one in found)
    children = reading.names(one.subject_id for one in found if one.subject_id)
    return [
        {
            "href": reverse("desk:audit_question", args=[one.pk]),
            "who": people.get(one.user_id, "Somebody who has left"),
            "agency": agencies.get(one.agency_id, ""),
            "child": children.get(one.subject_id, ""),
            "why": one.get_pattern_display() + (f" ({one.count})" if one.count > 1 else ""),
            "at": one.happened_at,
            "finding": one.get_finding_display(),
            "found_by": people.get(one.found_by, ""),
            "found_at": one.found_at,
            "note": one.note,
        }
        for one in found
    ]


def _lines_behind(question: Any) -> str:
    """Return the address of the log, filtered to the reader, the child and the day."""
    on = local_date(question.happened_at)
    dates = {
        f"{name}_{part}": getattr(on, part)
        for name in ("since", "until")
        for part in ("day", "month", "year")
    }
    about = {"about": question.subject_id} if question.subject_id else {}
    return f"{reverse('desk:audit_log')}?{urlencode({'who': question.user_id, **about, **dates})}"
