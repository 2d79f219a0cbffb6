"""A child's family and carers: entered from the child's page, and whom it is safe to contact."""

from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from concord.desk.web import presenters
from concord.desk.web.family_forms import HowToContact, NewRelative
from concord.kernel.verdicts import Verdict
from concord.registers.links import access, commands, queries
from concord.registers.links.rules import SafeToContact
from concord.registers.subjects import queries as subjects
from concord.registers.subjects.commands import PersonDetails
from concord.registers.subjects.matching import Traits
from concord.registers.subjects.rules import BirthPrecision, SubjectKind
from concord.trust.actors import Actor
from concord.trust.pages import CommandPage
from concord.trust.reference.queries import labels
from concord.ui.fields import RadiosField
from concord.ui.words import sentence_list

MOST_OFFERED = 8
NOBODY_OF_THESE = "new"
_PEOPLE = (SubjectKind.PERSON, SubjectKind.PERSON)
# What it is said to be, and how loudly: the words stand alone, colour only helps.
_CONTACT = {
    SafeToContact.YES: ("Safe to contact", "green"),
    SafeToContact.NO: ("Do not contact", "red"),
    SafeToContact.UNKNOWN: ("Not known if it is safe to contact them", "orange"),
    SafeToContact.NOT_ASKED: ("Nobody has asked if it is safe to contact them", "orange"),
}


class AddRelative(CommandPage):
    """Enter somebody of a child's family; who they may already be is asked before anything else."""

    template_name = "ui/form_page.html"
    form_class = NewRelative
    done_message = "They are recorded with the child’s family"

    def visible_to(self, actor: Actor) -> Any:
        return subjects.people_in_detail(actor)

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_add_relative(actor, record)

    def version_shown(self) -> None:
        return None

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["kind"].choices = self._kinds()
        # Only once the rest is right: to be asked who it is comes with the answer that matters.
        if form.is_bound and form.is_valid() and (offered := self._who_it_may_be(form)):
            form = super().get_form(form_class)
            form.fields["kind"].choices = self._kinds()
            form.fields["who"] = offered
            form.order_fields(form.field_order)
        return form

    def run(self, *, who: str = NOBODY_OF_THESE, **answers: Any) -> object:
        connection = commands.Connection(
            kind=answers["kind"],
            source=answers["because"],
            from_on=answers["from_on"],
            parental_responsibility=answers["parental_responsibility"] == "yes",
            safe_to_contact=answers["safe_to_contact"],
            contact_note=answers["contact_note"],
        )
        about = {"by": self.actor, "connection": connection, "at": timezone.now()}
        if who == NOBODY_OF_THESE:
            return commands.enter_relative(
                self.record, key=uuid4(), details=_details(answers), **about
            )
        known = subjects.person(self.actor, UUID(who))
        return commands.link_subjects(known, other=self.record, **about)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": "Add family or a carer",
            "caption": self.record.descriptor,
            "lead": "Whoever may be on the register already is shown before anybody is entered.",
            "submit": "Continue",
            "back_to": self.record.get_absolute_url(),
        }

    def _kinds(self) -> list[tuple[str, str]]:
        return [
            (kind.code, kind.label)
            for kind in queries.kinds_on(timezone.localdate()).values()
            if kind.family and kind.part in self.actor.writes and _PEOPLE in kind.ends
        ]

    def _who_it_may_be(self, form: Any) -> RadiosField | None:
        """Return the question who it is of those on the register, or None where nobody is alike."""
        details, today = _details(form.cleaned_data), timezone.localdate()
        traits = Traits(
            names=tuple(name for name in (details.descriptor, details.also_known_as) if name),
            born_on=details.born_on,
            sex=details.sex,
            born_precision=details.born_precision,
        )
        found = subjects.alike(self.actor, traits)
        found = [one for one in found if one.subject.pk != self.record.pk][:MOST_OFFERED]
        if not found:
            return None
        self.log_listed(one.subject.pk for one in found)
        return RadiosField(
            label="Is it one of these people?",
            choices=[
                *((str(one.subject.pk), _said(one.subject, today)) for one in found),
                (NOBODY_OF_THESE, "None of these: enter somebody new"),
            ],
            hints={str(one.subject.pk): _why(one.likeness) for one in found},
            error_messages={
                "required": "Somebody like this is on the register already. Select who it is"
            },
        )


class ContactRelative(CommandPage):
    """Say whether it is safe to contact somebody of a child's family, and who is responsible."""

    template_name = "ui/form_page.html"
    form_class = HowToContact
    done_message = "It is recorded whether it is safe to contact them"

    def visible_to(self, actor: Actor) -> Any:
        family = [
            code for code, kind in queries.kinds_on(timezone.localdate()).items() if kind.family
        ]
        return access.visible_to(actor).filter(kind__in=family).select_related("one", "other")

    def subjects_of(self, record: Any) -> list[UUID]:
        return [record.one_id, record.other_id]

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_review(actor, record)

    def get_initial(self) -> dict[str, Any]:
        link = self.record
        return {
            "parental_responsibility": "yes" if link.parental_responsibility else "no",
            "safe_to_contact": link.safe_to_contact,
            "contact_note": link.contact_note,
        }

    def run(self, *, parental_responsibility: str, **answers: Any) -> object:
        contact = commands.Contact(
            parental_responsibility=parental_responsibility == "yes", **answers
        )
        return commands.record_contact(
            self.record, by=self.actor, seen=self.seen(), contact=contact, at=timezone.now()
        )

    def after(self, outcome: object) -> str:
        return reverse("desk:connections", args=[self.record.one_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        [said] = queries.sentences([(self.record, False)])
        return super().get_context_data(**kwargs) | {
            "title": "Is it safe to contact them?",
            "lead": said,
            "submit": "Save",
            "back_to": self.after(None),
        }


def family_rows(relatives: list[queries.Relative]) -> list[dict[str, Any]]:
    """Return the family as a child's page shows it: who they are, and whether to ring them."""
    languages = labels("first_language") if any(_speaks(one) for one in relatives) else {}
    return [
        {
            "person": one.person,
            "relations": one.relations,
            "responsible": one.responsible,
            "contact": _CONTACT[SafeToContact(one.contact)],
            "must_not": one.contact == SafeToContact.NO,
            "notes": one.notes,
            "numbers": one.numbers,
            "language": languages.get(_speaks(one), ""),
            "interpreter": one.person.interpreter == "yes",
            "link": one.links[0],
        }
        for one in relatives
    ]


def paper_rows(relatives: list[queries.Relative]) -> list[dict[str, Any]]:
    """Return the family as a child's record on paper says it."""
    return [
        {
            "key": str(one.person),
            "value": "\n".join(
                [
                    sentence_list(one.relations),
                    _CONTACT[SafeToContact(one.contact)][0],
                    *one.notes,
                    *(["Parental responsibility"] if one.responsible else []),
                ]
            ),
        }
        for one in relatives
    ]


def _speaks(relative: queries.Relative) -> str:
    return str(relative.person.first_language)


def _details(answers: dict[str, Any]) -> PersonDetails:
    born = answers["born"]
    return PersonDetails(
        descriptor=answers["descriptor"],
        also_known_as=answers["also_known_as"],
        born_on=born.on if born else None,
        born_precision=born.precision if born else BirthPrecision.UNKNOWN,
        sex=answers["sex"],
    )


def _said(person: Any, today: Any) -> str:
    return f"{person.descriptor}, born {presenters.birth(person, today)}"


def _why(likeness: Any) -> str:
    because = sentence_list(likeness.reasons)
    return f"{likeness.strength.label}: {because}" if because else str(likeness.strength.label)
