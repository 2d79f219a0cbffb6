"""Places, groups and things that people are connected with: added, and shown with what they join.

Also people nobody has a name for yet: somebody seen, and a child not yet born.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from concord.desk.web.place_map import PlaceMap, map_of
from concord.desk.web.thing_forms import ENTRIES
from concord.engines.documents.outgoing import Redactor
from concord.registers.links import access as link_access
from concord.registers.links import queries as links
from concord.registers.subjects import access
from concord.registers.subjects import queries as subjects
from concord.registers.subjects.commands import PersonDetails, enter_person, register_thing
from concord.registers.subjects.rules import SubjectKind
from concord.trust.access.queries import reasons_to_see
from concord.trust.actors import Actor
from concord.trust.pages import FormPage, Page, ShowRecord
from concord.ui.words import day


class ChooseKind(Page):
    """What is to be added."""

    template_name = "desk/things_choose.html"

    def allowed(self) -> bool:
        return bool(access.may_register_thing(self.actor, self.actor.user_id))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        with_ = _subject_named(self.request.GET.get("with", ""))
        query = f"?{urlencode({'with': with_})}" if with_ else ""
        ways = [
            (entry.label, reverse("desk:add_thing", args=[entry.word]) + query)
            for entry in ENTRIES.values()
        ]
        return super().get_context_data(**kwargs) | {"ways": ways}


class AddThing(FormPage):
    """One short form for the kind that was chosen; then what it is connected with."""

    template_name = "ui/form_page.html"
    done_message = "The entry is on the register"

    def allowed(self) -> bool:
        return bool(access.may_register_thing(self.actor, self.actor.user_id))

    def prepare(self) -> None:
        try:
            self.entry = ENTRIES[self.kwargs["kind"]]
        except KeyError:
            raise Http404 from None

    def get_form_class(self) -> Any:
        return self.entry.form

    def run(self, **answers: Any) -> Any:
        made, now = self.entry.makes(**answers), timezone.now()
        if isinstance(made, PersonDetails):
            source = self.actor.agency_name
            return enter_person(uuid4(), by=self.actor, details=made, source=source, at=now)
        return register_thing(uuid4(), by=self.actor, thing=made, at=now)

    def after(self, outcome: Any) -> str:
        if with_ := _subject_named(self.request.GET.get("with", "")):
            query = urlencode({"other": outcome.pk})
            return f"{reverse('desk:connect', args=[with_])}?{query}"
        return str(outcome.get_absolute_url())

    def _whom(self) -> dict[str, Any] | None:
        """Somebody without a name may be known already; a place is found by its words."""
        is_person = self.entry.makes is PersonDetails
        return {"address": reverse("desk:whom"), "known": []} if is_person else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": f"Add {self.entry.label[0].lower()}{self.entry.label[1:]}",
            "lead": "Only people who need to know of it see it. Search first whether it is on the"
            " register already.",
            "submit": "Add to the register",
            "whom": self._whom(),
            "back_to": f"{reverse('desk:choose_thing')}?{self.request.GET.urlencode()}",
        }


class ShowThing(ShowRecord):
    """A place, a group or a thing: what matters of it, and whom and what it connects."""

    template_name = "desk/thing.html"

    def visible_to(self, actor: Actor) -> Any:
        return subjects.things(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = links.links_of(self.actor, self.record.pk, on=timezone.localdate())
        where = self._map()
        near = [one.place.pk for one in where.near] if where else []
        self.log_listed([*(link.other_id for link in shown), *near])
        return super().get_context_data(**kwargs) | {
            "thing": self.record,
            "kind": self.record.get_kind_display(),
            "details": details_rows(self.record),
            "map": where,
            "people": [link for link in shown if link.other_kind == SubjectKind.PERSON],
            "others": [link for link in shown if link.other_kind != SubjectKind.PERSON],
            "may_link": bool(link_access.may_link(self.actor, self.record)),
            "reasons": reasons_to_see(self.actor, self.record.pk),
        }

    def _map(self) -> PlaceMap | None:
        if self.record.kind != SubjectKind.PLACE:
            return None
        return map_of(self.actor, self.record, today=timezone.localdate())


def details_rows(thing: Any) -> list[dict[str, str]]:
    """Return what is known of a place, a group or a thing, without what is not."""
    details = subjects.details_of(thing)
    return [
        {"key": label, "value": value}
        for label, value in _ROWS[SubjectKind(thing.kind)](details)
        if value
    ]


def _place(place: Any) -> list[tuple[str, str]]:
    where = "\n".join(part for part in (place.lines, place.postcode) if part)
    hidden = Redactor().hides(place.lines, place.postcode)
    known = place.latitude is not None and not hidden
    return [
        ("Kind of place", place.get_type_display()),
        ("Address", where),
        ("UPRN", "" if hidden else place.uprn),
        ("Coordinates", f"{place.latitude}, {place.longitude}" if known else ""),
    ]


def _phone(phone: Any) -> list[tuple[str, str]]:
    international = phone.e164 if phone.e164 != phone.number else ""
    return [("As it was given", phone.number), ("International", international)]


def _vehicle(vehicle: Any) -> list[tuple[str, str]]:
    return [
        ("Registration", vehicle.registration),
        ("Make", vehicle.make),
        ("Colour", vehicle.colour),
    ]


def _organisation(body: Any) -> list[tuple[str, str]]:
    return [
        ("Kind of organisation", body.get_type_display()),
        ("Since", day(body.valid_from) if body.valid_from else ""),
        ("Until", day(body.valid_to) if body.valid_to else ""),
    ]


_ROWS = {
    SubjectKind.PLACE: _place,
    SubjectKind.PEER_GROUP: lambda group: [("What is known of it", group.about)],
    SubjectKind.VEHICLE: _vehicle,
    SubjectKind.PHONE: _phone,
    SubjectKind.ONLINE_ACCOUNT: lambda one: [("Platform", one.platform), ("Name", one.handle)],
    SubjectKind.ONLINE_SPACE: lambda one: [("Platform", one.platform), ("Name", one.name)],
    SubjectKind.ORGANISATION: _organisation,
}


def _subject_named(stated: str) -> UUID | None:
    """Return the key that an address states; its page says whether it may be seen."""
    try:
        return UUID(stated)
    except ValueError:
        return None
