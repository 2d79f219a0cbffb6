"""Who and what somebody is connected with: shown, added, confirmed and ended."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from concord.desk.web import presenters
from concord.desk.web.family_forms import contact_explained, contact_note
from concord.desk.web.search import WhomToFind
from concord.kernel.clocks import local_date
from concord.kernel.verdicts import Verdict
from concord.registers.links import access, commands, queries
from concord.registers.links.rules import Basis, Confidence, Kind, Role, SafeToContact
from concord.registers.subjects import access as subject_access
from concord.registers.subjects import queries as subjects
from concord.trust.actors import Actor
from concord.trust.audit import log
from concord.trust.pages import CommandPage, ShowRecord
from concord.ui.fields import DateField, RadiosField, SelectField, TextField, YesNoField
from concord.ui.forms import Form

MOST_FOUND = 10


class Connections(ShowRecord):
    """Everything that connects one subject with others, for whoever sees both ends."""

    template_name = "desk/connections.html"

    def visible_to(self, actor: Actor) -> Any:
        return subject_access.visible_to(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = queries.links_of(self.actor, self.record.pk, on=timezone.localdate())
        self.log_listed(link.other_id for link in shown)
        return super().get_context_data(**kwargs) | {
            "subject": self.record,
            "family": [link for link in shown if link.is_family],
            "others": [link for link in shown if not link.is_family],
            "may_link": bool(access.may_link(self.actor, self.record)),
            "writes": self.actor.writes,
            "back_to": self.record.get_absolute_url(),
        }


class HowConnected(Form):
    """How two subjects are connected, who says so and how sure they are."""

    kind = SelectField(
        label="How are they connected?",
        error_messages={"required": "Select how they are connected"},
    )
    role = SelectField(
        label="Part in it, if exploitation is suspected (optional)",
        help_text="It stands on the connection, never on the person",
        choices=Role.choices,
        required=False,
    )
    basis = RadiosField(
        label="Is this a fact or an opinion?",
        choices=Basis.choices,
        error_messages={"required": "Select fact or opinion"},
    )
    source = TextField(
        label="Who says so, or which record?",
        help_text="For example, police occurrence 13260001, or the school",
        max_length=200,
        error_messages={"required": "Enter who says so, or the record"},
    )
    confidence = RadiosField(
        label="How sure are they?",
        choices=Confidence.choices,
        error_messages={"required": "Select how sure they are"},
    )
    from_on = DateField(label="Since when? (optional)", required=False)
    to_on = DateField(label="Until when, if it is over? (optional)", required=False)
    parental_responsibility = YesNoField(
        label="Do they have parental responsibility? (family and carers)", required=False
    )
    safe_to_contact = SelectField(
        label="Is it safe to contact them? (family and carers)",
        choices=SafeToContact.choices,
        required=False,
    )
    contact_note = contact_note("How to contact them, or why nobody must (family and carers)")

    def clean(self) -> dict[str, Any]:
        return contact_explained(self, super().clean() or self.cleaned_data)


class Connect(CommandPage):
    """Find whom or what a subject is connected with, then say how."""

    done_message = "The connection is recorded"
    other: Any = None

    def visible_to(self, actor: Actor) -> Any:
        return subject_access.visible_to(actor)

    def prepare(self) -> None:
        super().prepare()
        stated = self.request.GET.get("other")
        # To search changes nothing, and is done anew.
        self.keeps_drafts = bool(stated)
        if stated:
            self.other = self._visible(stated)
            log.listed([self.other.pk], by=self.actor, page=type(self).__name__)

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_link(actor, record)

    def version_shown(self) -> None:
        return None

    def get_template_names(self) -> list[str]:
        return ["ui/form_page.html" if self.other else "desk/connections_find.html"]

    def get_form_class(self) -> Any:
        return HowConnected if self.other else WhomToFind

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if self.other:
            form.fields["kind"].choices = [("", "Select"), *self._kinds()]
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        return super().form_valid(form) if self.other else self._found(form)

    def run(self, *, kind: str, parental_responsibility: str, **answers: Any) -> object:
        responsible = parental_responsibility == "yes"
        one, other = self._in_order(queries.kinds_on(timezone.localdate())[kind])
        return commands.link_subjects(
            one,
            by=self.actor,
            other=other,
            connection=commands.Connection(
                kind=kind, parental_responsibility=responsible, **answers
            ),
            at=timezone.now(),
        )

    def after(self, outcome: object) -> str:
        return reverse("desk:connections", args=[self.record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "subject": self.record,
            "title": f"How are {self.record} and {self.other} connected?",
            "submit": "Record the connection",
            "back_to": reverse("desk:connections", args=[self.record.pk]),
        }

    def _visible(self, stated: str) -> Any:
        try:
            key = UUID(stated)
            return subjects.people(self.actor, [key])[key]
        except (ValueError, KeyError):
            raise Http404 from None

    def _kinds(self) -> list[tuple[str, str]]:
        """Return the kinds that join these two and that the actor may record, as sentences."""
        return [
            (kind.code, kind.says.format(one=ends[0], other=ends[1]))
            for kind in queries.kinds_on(timezone.localdate()).values()
            if kind.part in self.actor.writes and (ends := self._in_order(kind))
        ]

    def _in_order(self, kind: Kind) -> tuple[Any, Any] | None:
        """Return the two in the order in which a kind joins them, or None: a place has no child."""
        for one, other in ((self.record, self.other), (self.other, self.record)):
            if (one.kind, other.kind) in kind.ends:
                return one, other
        return None

    def _found(self, form: Any) -> HttpResponse:
        terms = form.cleaned_data["terms"]
        hits = subjects.search(self.actor, terms, most=MOST_FOUND + 1)
        hits = [hit for hit in hits if hit.subject.pk != self.record.pk][:MOST_FOUND]
        log.searched(terms, [hit.subject.pk for hit in hits], by=self.actor, page="Connect")
        today = timezone.localdate()
        rows = [
            {
                "name": hit.subject.descriptor,
                "born": presenters.birth_or_kind(hit.subject, today),
                "why": hit.reasons,
                "url": f"{self.request.path}?{urlencode({'other': hit.subject.pk})}",
            }
            for hit in hits
        ]
        return self.render_to_response(self.get_context_data(form=form, rows=rows, searched=True))


class StillHolds(Form):
    """Whether a connection still holds."""

    answer = RadiosField(
        label="Does this still hold?",
        choices=[
            ("holds", "Yes, it still holds"),
            ("over", "No, it is over"),
            ("wrong", "It was never right"),
        ],
        error_messages={"required": "Select whether this still holds"},
    )
    because = TextField(
        label="How do you know?",
        max_length=300,
        error_messages={"required": "Enter how you know"},
    )


class ReviewLink(CommandPage):
    """Confirm a connection, end it, or say that it was wrong."""

    template_name = "ui/form_page.html"
    form_class = StillHolds
    done_message = "Your answer is recorded"

    def visible_to(self, actor: Actor) -> Any:
        return access.visible_to(actor).select_related("one", "other")

    def subjects_of(self, record: Any) -> list[UUID]:
        return [record.one_id, record.other_id]

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_review(actor, record)

    def run(self, *, answer: str, because: str) -> object:
        about = {"by": self.actor, "at": timezone.now(), "seen": self.seen()}
        if answer == "holds":
            return commands.confirm_link(self.record, because=because, **about)
        return commands.end_link(self.record, because=because, wrong=answer == "wrong", **about)

    def after(self, outcome: object) -> str:
        return reverse("desk:connections", args=[self.record.one_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lapses = self.record.expires_on
        [said] = queries.sentences([(self.record, False)])
        if lapses and lapses <= local_date(timezone.now()):
            said += " It has lapsed and is shown to nobody until it is confirmed."
        return super().get_context_data(**kwargs) | {
            "title": "Look again at a connection",
            "lead": said,
            "submit": "Record my answer",
            "back_to": reverse("desk:connections", args=[self.record.one_id]),
        }
