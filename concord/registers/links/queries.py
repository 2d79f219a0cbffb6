"""Questions about links. The reader comes first: every link shown has both ends in their sight."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from concord.registers.links import access
from concord.registers.links.models import Link, LinkKind
from concord.registers.links.rules import USES_PHONE, Kind, Said, relation, safest, sentence
from concord.registers.subjects.models import Subject
from concord.trust.actors import Actor
from concord.trust.records import RecordQuerySet


@dataclass(frozen=True)
class Shown:
    """A link as it is shown on the page of one of its ends."""

    link: Link
    label: str
    words: str
    other_id: UUID
    other_name: str
    other_kind: str
    url: str
    is_family: bool


@dataclass(frozen=True)
class Relative:
    """Somebody of a child's family: what they are to it, and whether they may be contacted."""

    person: Subject
    relations: list[str]
    responsible: bool
    contact: str
    notes: list[str]
    numbers: list[str]
    links: list[Link]


def kinds_on(on: date) -> dict[str, Kind]:
    """Return the kinds of link that may be used on a day, by code, in their order."""
    rows = LinkKind.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
    return {row.code: _kind(row) for row in rows}


def kind_on(code: str, *, on: date) -> Kind | None:
    """Return a kind of link as it holds on a day, or None."""
    return kinds_on(on).get(code)


def live(viewer: Actor, *, on: date) -> RecordQuerySet:
    """Return the links a reader may know of that hold on a day: not over, wrong or lapsed.

    Ending a link gives it its last day, so that days before it are told as they were.
    """
    return access.visible_to(viewer).filter(
        Q(to_on=None) | Q(to_on__gt=on), Q(expires_on=None) | Q(expires_on__gt=on), wrong=False
    )


def links_of(viewer: Actor, subject_id: UUID, *, on: date) -> list[Shown]:
    """Return what connects one subject with others now, family first."""
    found = live(viewer, on=on).filter(Q(one=subject_id) | Q(other=subject_id))
    rows = found.select_related("one", "other").order_by("recorded_at", "pk")
    shown = _shown(rows, subject_id)
    return sorted(shown, key=lambda each: (not each.is_family, each.label))


def family_of(viewer: Actor, subject_id: UUID, *, on: date) -> list[Relative]:
    """Return the family and carers of somebody that the viewer may see, the responsible first.

    Two links to one person are one line, with the safest of what they say about contact.
    """
    kinds = _kinds_ever()
    family = [code for code, kind in kinds.items() if kind.family]
    found = live(viewer, on=on).filter(Q(one=subject_id) | Q(other=subject_id), kind__in=family)
    by_person: dict[UUID, list[Link]] = {}
    for row in found.select_related("one", "other").order_by("recorded_at", "pk"):
        end = row.one_id if row.other_id == subject_id else row.other_id
        by_person.setdefault(end, []).append(row)
    numbers = _numbers_of(viewer, list(by_person), on=on) if by_person else {}
    relatives = [
        _relative(key, rows, kinds, numbers.get(key, ())) for key, rows in by_person.items()
    ]
    order = list(kinds)
    return sorted(
        relatives,
        key=lambda each: (
            not each.responsible, order.index(each.links[0].kind), str(each.person)
        ),
    )  # fmt: skip


def _relative(
    key: UUID, rows: list[Link], kinds: Mapping[str, Kind], numbers: Collection[str]
) -> Relative:
    first = rows[0]
    ends = (first.one, first.other)
    person, child = ends if first.one_id == key else ends[::-1]
    said = [
        relation(kinds[row.kind], of=str(child), person=str(person), person_first=row.one_id == key)
        for row in rows
    ]
    return Relative(
        person=person,
        relations=list(dict.fromkeys(said)),
        responsible=any(row.parental_responsibility for row in rows),
        contact=safest(row.safe_to_contact for row in rows),
        notes=[row.contact_note for row in rows if row.contact_note],
        numbers=list(numbers),
        links=rows,
    )


def _numbers_of(viewer: Actor, people: list[UUID], *, on: date) -> dict[UUID, list[str]]:
    """Return the telephone numbers that people use, of those that the viewer may see."""
    found: dict[UUID, list[str]] = {}
    used = live(viewer, on=on).filter(one__in=people, kind=USES_PHONE)
    for row in used.select_related("other").order_by("recorded_at", "pk"):
        found.setdefault(row.one_id, []).append(str(row.other))
    return found


def due_for_review(viewer: Actor, *, on: date, by: date) -> RecordQuerySet:
    """Return the links of the reader's agency that lapse by a day, the nearest first."""
    return (
        live(viewer, on=on)
        .filter(expires_on__lte=by, agency_id=viewer.agency_id)
        .select_related("one", "other")
        .order_by("expires_on", "pk")
    )


def sentences(links: Iterable[tuple[Link, bool]]) -> list[str]:
    """Return links as sentences, each from its first end or backwards from its second."""
    kinds = _kinds_ever()
    return [sentence(_said(link, kinds[link.kind]), back=back) for link, back in links]


def _shown(rows: Iterable[Link], subject_id: UUID) -> list[Shown]:
    kinds = _kinds_ever()
    shown = []
    for row in rows:
        back = row.other_id == subject_id
        kind, end = kinds[row.kind], row.one if back else row.other
        words = sentence(_said(row, kind), back=back)
        shown.append(
            Shown(row, kind.label, words, end.pk, str(end), end.kind, end.get_absolute_url(),
                  kind.family)
        )  # fmt: skip
    return shown


def _said(link: Link, kind: Kind) -> Said:
    return Said(
        kind, str(link.one), str(link.other), link.role, link.basis, link.confidence,
        link.source, link.from_on, link.to_on, link.confirmed_on,
    )  # fmt: skip


def _kinds_ever() -> dict[str, Kind]:
    """Return every kind in its latest words: what was recorded stays readable."""
    return {row.code: _kind(row) for row in LinkKind.objects.order_by("valid_from", "order")}


def _kind(row: LinkKind) -> Kind:
    ends = frozenset((one, other) for one, _, other in (pair.partition("-") for pair in row.ends))
    return Kind(
        row.code, row.label, row.says, row.says_back, ends, row.part, row.intrusive, row.family
    )
