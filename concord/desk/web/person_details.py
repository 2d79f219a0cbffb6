"""Who a person is, with who says so: names, numbers, addresses, language and needs."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from concord.desk.web import presenters
from concord.desk.web.person_forms import Describe, NewAddress, NewName, NewNumber
from concord.kernel.identifiers import IdentifierType, check
from concord.kernel.verdicts import Verdict
from concord.registers.subjects import access, commands
from concord.registers.subjects import queries as subjects
from concord.registers.subjects.rules import NameKind, WhoSaid
from concord.trust.actors import Actor
from concord.trust.commands import Refused
from concord.trust.pages import CommandPage, ShowRecord
from concord.trust.reference.queries import choices, label
from concord.ui.words import day, sentence_list


class PersonDetails(ShowRecord):
    """Every name and number of a person, and what is said of them, each with its source."""

    template_name = "desk/person_details.html"

    def visible_to(self, actor: Actor) -> Any:
        return subjects.people_in_detail(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.record
        return super().get_context_data(**kwargs) | {
            "person": person,
            "names": person.names.all(),
            "numbers": [(row, _period(row)) for row in person.identifiers.all()],
            "life": life_rows(person),
            "description": description_rows(person),
            "may_change": bool(access.may_change(self.actor, person)),
            "may_take_back": lambda said: bool(access.may_take_back(self.actor, said)),
            "back_to": person.get_absolute_url(),
            "back_text": person.descriptor,
        }


class AboutPerson(CommandPage):
    """A form about who a person is, for whoever keeps their entry."""

    template_name = "ui/form_page.html"

    def visible_to(self, actor: Actor) -> Any:
        return subjects.people_in_detail(actor)

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_change(actor, record)

    def after(self, outcome: object) -> str:
        return reverse("desk:person_details", args=[self.record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"caption": self.record.descriptor, "back_to": self.after(None)}


class AddName(AboutPerson):
    """Add another name of a person."""

    form_class = NewName
    done_message = "The name is added"
    extra_context = {"title": "Add a name", "submit": "Add this name"}

    def run(self, *, kind: str, **answers: Any) -> object:
        # Another name stands beside the rest; this one takes the place of one that was read here.
        seen = self.seen() if kind == NameKind.KNOWN_AS else None
        return commands.add_name(self.record, by=self.actor, seen=seen, kind=kind, **answers)


class AddNumber(AboutPerson):
    """Add a number by which an agency knows a person."""

    form_class = NewNumber
    done_message = "The number is added"
    extra_context = {
        "title": "Add a number",
        "lead": "A number that fails its check is kept, with a warning beside it.",
        "submit": "Add this number",
    }

    def run(self, *, verified: str, source: str, **answers: Any) -> object:
        answers["type"] = IdentifierType(answers["type"])
        number = commands.GivenNumber(verified=verified == "yes", **answers)
        known = {(row.type, row.value) for row in self.record.identifiers.all()}
        if (number.type, check(number.type, number.value).value) in known:
            raise Refused("This number is recorded for them already.")
        return commands.add_numbers(self.record, by=self.actor, numbers=(number,), source=source)


class AddAddress(AboutPerson):
    """Add where a person lives or stays."""

    form_class = NewAddress
    done_message = "The address is added"
    extra_context = {
        "title": "Add an address",
        "lead": "Protect it afterwards if somebody must not learn it.",
        "submit": "Add this address",
    }

    def run(self, *, ends_former: str, **answers: Any) -> object:
        ends = ends_former == "yes"
        return commands.add_address(
            self.record,
            by=self.actor,
            # An address that nobody saw here is not ended by this one.
            seen=self.seen() if ends else None,
            address=commands.GivenAddress(**answers),
            ends_former=ends,
            at=timezone.now(),
        )

    def after(self, outcome: object) -> str:
        return reverse("desk:addresses", args=[self.record.pk])


class DescribePerson(AboutPerson):
    """Say what a person's ethnicity, language and needs are, and who says so."""

    form_class = Describe
    done_message = "What is known of them is recorded"
    extra_context = {"title": "Ethnicity, language and needs", "submit": "Save"}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.record, name) for name in Describe.base_fields}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        today = timezone.localdate()
        for name, code_set in _CODE_SETS.items():
            form.fields[name].choices = [("", "Not known"), *choices(code_set, on=today)]
        form.fields["disabilities"].choices = choices("disability", on=today)
        return form

    def run(self, *, disabilities: list[str], **answers: Any) -> object:
        said = commands.Description(disabilities=tuple(disabilities), **answers)
        return commands.describe_person(
            self.record, by=self.actor, seen=self.seen(), description=said
        )


def life_rows(person: Any) -> list[dict[str, str]]:
    """Return when a person was born and died and their sex, with who says so."""
    rows = [
        {"key": "Date of birth", "value": presenters.birth(person, timezone.localdate())},
        {"key": "Died", "value": day(person.died_on) if person.died_on else ""},
        {"key": "Sex", "value": person.get_sex_display()},
        {"key": "Source", "value": person.life_source},
    ]
    return [row for row in rows if row["value"]]


def description_rows(person: Any) -> list[dict[str, str]]:
    """Return ethnicity, language and needs as far as they are known, each with who says so."""
    words = [
        ("Ethnicity", _label("ethnicity", person.ethnicity), person.ethnicity_source),
        (
            "First language",
            _label("first_language", person.first_language),
            person.language_source,
        ),
        ("Interpreter", person.get_interpreter_display() if person.interpreter else "", ""),
        (
            "Disability",
            sentence_list(_label("disability", code) for code in person.disabilities),
            person.disability_source,
        ),
        (
            "Special educational needs",
            _label("sen_provision", person.sen_provision),
            person.sen_source,
        ),
    ]
    return [
        {"key": key, "value": value + (f"\n{_who(source)}" if source else "")}
        for key, value, source in words
        if value
    ]


_CODE_SETS = {
    "ethnicity": "ethnicity",
    "first_language": "first_language",
    "sen_provision": "sen_provision",
}


def _label(code_set: str, code: str) -> str:
    return label(code_set, code) if code else ""


def _who(source: str) -> str:
    return str(dict(WhoSaid.choices).get(source, source))


def _period(number: Any) -> str:
    parts = [("from", number.valid_from), ("until", number.valid_to)]
    words = " ".join(f"{word} {day(on)}" for word, on in parts if on)
    return words[:1].upper() + words[1:]
