"""Questions about people. Every answer is limited to what the viewer may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q, Value
from django.db.models.functions import Replace
from django.utils import timezone

from concord.engines.linkage.model import Model
from concord.kernel.clocks import local_date
from concord.registers.subjects import access, rules
from concord.registers.subjects.keys import match_keys
from concord.registers.subjects.matching import Likeness, Traits
from concord.registers.subjects.matching.likeness import liken_rows
from concord.registers.subjects.matching.traits import rows_of
from concord.registers.subjects.matching.weights import shipped, weighed
from concord.registers.subjects.models import (
    DETAILS,
    Address,
    Identifier,
    MatchingWeights,
    Subject,
)
from concord.registers.subjects.rules import SubjectKind
from concord.registers.subjects.searching import parts_of, why
from concord.registers.subjects.things import Thing
from concord.registers.subjects.tokens import token, tokens, traits_of
from concord.trust.actors import Actor
from concord.trust.audit import log
from concord.trust.commands import require
from concord.trust.records import RecordQuerySet
from concord.trust.reference.queries import standard

MOST_COMPARED, MOST_OF_A_KEY = 60, 120
# Rows behind the wall only; a key that hundreds have says too little to read them all. The fewer
# share a key, the more it says: a number before anything else.
_SHARING = """
    select subject_id from (
        select found.subject_id, found.kind, count(*) over (partition by wanted.token) as shared
        from unnest(%(tokens)s::bytea[]) as wanted (token)
        cross join lateral (select k.subject_id, k.kind from subjects_searchkey k
                            where k.token = wanted.token limit %(of_a_key)s) as found
    ) as each
    group by subject_id
    order by max((kind = 'n')::int) desc, sum(ln(2.0 * %(of_a_key)s / shared)) desc, subject_id
    limit %(most)s
"""
MOST_RANKED = 500


@dataclass(frozen=True)
class Candidate:
    """Somebody on the register whom this person may already be, and why."""

    subject: Subject
    likeness: Likeness


def people_in_detail(viewer: Actor) -> RecordQuerySet:
    """Return the people the viewer may see with what is known of them; never a place or thing."""
    return _with_details(access.visible_to(viewer).filter(kind=SubjectKind.PERSON))


def things(viewer: Actor) -> RecordQuerySet:
    """Return the places, groups and things the viewer may see, each with its own details."""
    found = access.visible_to(viewer).exclude(kind=SubjectKind.PERSON)
    return found.select_related(*(model.__name__.lower() for model in DETAILS.values()))


def already_entered(viewer: Actor, thing: Thing) -> Subject | None:
    """Return the same vehicle, phone or account, if the viewer may know of it; or None.

    One that is hidden stays unsaid, and may be entered a second time.
    """
    columns = thing.columns()
    if not (thing.same and all(columns[name] for name in thing.same)):
        return None
    table = DETAILS[thing.kind].__name__.lower()
    wanted = {f"{table}__{name}__iexact": columns[name] for name in thing.same}
    return things(viewer).filter(kind=thing.kind, **wanted).order_by("pk").first()


def places_in(
    viewer: Actor, box: tuple[float, float, float, float], postcodes: Iterable[str]
) -> RecordQuerySet:
    """Return the places the viewer may see inside a box (south, north, west, east), in degrees.

    Also those without a point of their own whose postcode, without its space, is one of these.
    """
    south, north, west, east = box
    spot = Q(place__latitude__range=(south, north), place__longitude__range=(west, east))
    compact = Replace("place__postcode", Value(" "), Value(""))
    found = things(viewer).filter(kind=SubjectKind.PLACE).annotate(compact=compact)
    return found.filter(spot | Q(place__latitude=None, compact__in=list(postcodes)))


def details_of(subject: Subject) -> Any:
    """Return what is known of a place, a group or a thing beside its descriptor."""
    return getattr(subject, DETAILS[subject.kind].__name__.lower())


def person(viewer: Actor, subject_id: UUID) -> Subject:
    """Return a person with what is known of them. Raise Subject.DoesNotExist when hidden."""
    return people_in_detail(viewer).get(pk=subject_id)


def people(viewer: Actor, subject_ids: Iterable[UUID]) -> dict[UUID, Subject]:
    """Return the people of a list by key, in one query, without those hidden from the viewer."""
    return {row.pk: row for row in access.visible_to(viewer).filter(pk__in=list(subject_ids))}


def who_it_may_be(viewer: Actor, subject: Subject) -> list[Candidate]:
    """Return the people whom an entry may already be, the most alike first.

    Only people whom the viewer may see are proposed.
    """
    found = alike(viewer, traits_of(subject))
    return [candidate for candidate in found if candidate.subject.pk != subject.pk]


def likeness_of(viewer: Actor, one: Subject, other: Subject) -> Likeness | None:
    """Return how alike two people look, or None: by chance. Both must be visible to the viewer."""
    rows = people_in_detail(viewer).in_bulk([one.pk, other.pk])
    mine, theirs = (rows_of(traits_of(rows[each.pk])) for each in (one, other))
    return liken_rows(model_now(), mine, theirs)


def alike(viewer: Actor, traits: Traits) -> list[Candidate]:
    """Return the people on the register who look like this, the most alike first.

    Candidates come by equal keys, so that row-level security costs no scan; the model compares
    what is known of them, as it does for whole files.
    """
    model, mine = model_now(), rows_of(traits)
    rows = people_in_detail(viewer).filter(pk__in=_sharing_a_key(traits), same_as=None)
    likenesses = ((row, liken_rows(model, mine, rows_of(traits_of(row)))) for row in rows)
    candidates = [Candidate(row, likeness) for row, likeness in likenesses if likeness]
    return sorted(candidates, key=lambda one: (-one.likeness.weight, one.subject.descriptor))


def model_now() -> Model:
    """Return the model with the weights that the register taught last, or those that came."""
    latest = MatchingWeights.objects.order_by("-learned_at").values_list("pk", flat=True).first()
    return _taught(latest) if latest else shipped()


@lru_cache(maxsize=2)
def _taught(key: UUID) -> Model:
    return weighed(MatchingWeights.objects.values_list("stated", flat=True).get(pk=key))


def _sharing_a_key(traits: Traits) -> list[UUID]:
    """Return who has most keys in common with what is known, of a bounded number for each key."""
    with connection.cursor() as cursor:
        bounds = {"of_a_key": MOST_OF_A_KEY, "most": MOST_COMPARED}
        cursor.execute(_SHARING, {"tokens": tokens(match_keys(traits))} | bounds)
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True)
class Hit:
    """Somebody whom a search found, and why."""

    subject: Subject
    reasons: list[str]
    points: int


def search(viewer: Actor, text: str, *, most: int) -> list[Hit]:
    """Return the people who answer every part of a search, the best answers first.

    Only people whom the viewer may see take part, in the cap and in the order too: somebody hidden
    moves nothing (ADR 13).
    """
    parts = parts_of(text)
    if not parts:
        return []
    found = _answering([part.equal for part in parts])
    if len(found) < most:
        found |= _answering([part.either for part in parts])
    # The first wall again: the function is the second (migration 0006).
    seen = access.visible_to(viewer).filter(pk__in=list(found))
    scored = [
        (why(parts, found[pk]), name, pk) for pk, name in seen.values_list("pk", "descriptor")
    ]
    best = sorted(scored, key=lambda one: (-one[0][0], one[1], one[2]))[:most]
    rows = people(viewer, [pk for _, _, pk in best])
    # Sight may have ended since the question before.
    return [Hit(rows[pk], reasons, points) for (points, reasons), _, pk in best if pk in rows]


def _answering(parts: list[frozenset[str]]) -> dict[UUID, set[str]]:
    """Return who answers every part, of those whom the person asking may see, with their keys."""
    asked = [(token(key), key, place) for place, part in enumerate(parts) for key in sorted(part)]
    meaning = {blind: key for blind, key, _ in asked}
    with connection.cursor() as cursor:
        cursor.execute(
            "select subject_id, answered from subjects_answering(%s::bytea[], %s::int[], %s)",
            [[blind for blind, _, _ in asked], [place for _, _, place in asked], MOST_RANKED],
        )
        return {pk: {meaning[bytes(blind)] for blind in blinds} for pk, blinds in cursor}


def find_by_number(viewer: Actor, kind: str, value: str) -> Subject | None:
    """Return the visible person with an identifier, or None."""
    row = (
        Identifier.objects.filter(type=kind, value=value)
        .filter(subject__in=access.visible_to(viewer))
        .select_related("subject")
        .first()
    )
    return row.subject if row else None


def find_by_numbers(viewer: Actor, numbers: Iterable[tuple[str, str]]) -> list[Subject]:
    """Return the visible people with any of these (type, value), each as the entry that stands."""
    wanted = Q()
    for kind, value in numbers:
        wanted |= Q(type=kind, value=value)
    if not wanted:
        return []
    rows = Identifier.objects.filter(wanted, subject__in=access.visible_to(viewer))
    found = {}
    for row in rows.select_related("subject__same_as"):
        stands = row.subject.same_as or row.subject
        found[stands.pk] = stands
    return list(found.values())


def emergency_subject(kind: str, value: str, born_on: date) -> UUID | None:
    """Return the one person with a number and a birth date who may be opened in an emergency.

    None also for a sealed person, for one whom a conflict of interest closes to whoever asks, and
    where two people have the number: nobody learns which it was.
    """
    with connection.cursor() as cursor:
        cursor.execute("select subjects_for_emergency(%s, %s, %s)", [kind, value, born_on])
        found = cursor.fetchone()[0]
    return found if isinstance(found, UUID) else None


def unmasked(viewer: Actor, address: Address, *, reason: str) -> str:
    """Return a protected address in lines, once it is in the log who asked for it and why.

    Raises Refused when the reason explains nothing. Ask `access.may_unmask` before.
    """
    shortest = standard("address_reason", on=local_date(timezone.now())).value
    require(rules.address_reason_suffices(reason, shortest=shortest))
    log.unmasked(address, subject_ids=[address.subject_id], by=viewer, reason=reason.strip())
    return "\n".join(part for part in (address.lines, address.postcode) if part)


def _with_details(rows: RecordQuerySet) -> RecordQuerySet:
    return rows.prefetch_related(
        "names",
        Prefetch("identifiers", Identifier.objects.order_by("type", "value")),
        Prefetch("addresses", Address.objects.order_by("-from_on", "pk")),
    )
