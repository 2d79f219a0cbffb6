"""What loading one row of a file would change, before anything is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from concord.exchange.rows import FileRow, Problem, SaidPerson
from concord.kernel.identifiers import IdentifierType
from concord.registers.subjects.commands import GivenNumber
from concord.registers.subjects.matching import Strength, Traits
from concord.registers.subjects.models import Subject
from concord.registers.subjects.queries import Candidate, alike, find_by_numbers
from concord.trust.actors import Actor


class Outcome(Enum):
    """What a row comes to."""

    NEW = "new"
    KNOWN = "known"
    UNSURE = "unsure"
    REFUSED = "refused"


@dataclass(frozen=True)
class Plan:
    """What is to be done about one row: whom it is about, what they lack, and what to tell."""

    outcome: Outcome
    person: SaidPerson | None
    subject: Subject | None = None
    numbers: tuple[GivenNumber, ...] = ()
    problems: tuple[Problem, ...] = ()
    # Of whom on the register the problems tell something: who reads them has seen these people.
    told: tuple[UUID, ...] = ()


def plan_for(row: FileRow, viewer: Actor) -> Plan:
    """Return what loading a row would change, of what the viewer may see of the register.

    Somebody is known by a number, or by the same name, birth date and postcode. Whoever only looks
    alike is never joined and never entered a second time: a person decides.
    """
    person = row.person
    if person is None:
        return Plan(Outcome.REFUSED, None, problems=row.problems)
    found = find_by_numbers(viewer, ((one.type, one.value) for one in person.numbers))
    if len(found) > 1:
        said = " and ".join(sorted(subject.descriptor for subject in found))
        reason = f"The numbers of this row are those of different people on the register: {said}."
        problems = (*row.problems, _problem(row, reason))
        told = tuple(subject.pk for subject in found)
        return Plan(Outcome.REFUSED, None, problems=problems, told=told)
    if found:
        return _known(row, person, found[0])
    return _by_likeness(row, person, viewer)


def _by_likeness(row: FileRow, person: SaidPerson, viewer: Actor) -> Plan:
    mine = traits_of(person)
    candidates = alike(viewer, mine)
    if not candidates or candidates[0].likeness.strength < Strength.LIKELY:
        return Plan(Outcome.NEW, person, numbers=tuple(_given(person)), problems=row.problems)
    best = candidates[0]
    if not person.numbers and _says_the_same(person, best.subject):
        return _known(row, person, best.subject)
    problems = (*row.problems, _problem(row, _why(best)))
    told = (best.subject.pk,)
    return Plan(Outcome.UNSURE, person, best.subject, problems=problems, told=told)


def _says_the_same(person: SaidPerson, subject: Subject) -> bool:
    names = {subject.descriptor, *(name.full for name in subject.names.all())}
    codes = {"".join(one.postcode.split()) for one in subject.addresses.all()}
    sent = {"".join(one.postcode.upper().split()) for one in person.addresses if one.postcode}
    return (
        person.name in names
        and person.born_on is not None
        and person.born_on == subject.born_on
        and bool(sent & codes)
    )


def _known(row: FileRow, person: SaidPerson, subject: Subject) -> Plan:
    kept = {(one.type, one.value) for one in subject.identifiers.all()}
    missing = tuple(one for one in _given(person) if (one.type, one.value) not in kept)
    differences = tuple(_differences(row, person, subject))
    problems, told = (*row.problems, *differences), (subject.pk,) if differences else ()
    return Plan(Outcome.KNOWN, person, subject, missing, problems, told)


def _differences(row: FileRow, person: SaidPerson, subject: Subject) -> Iterator[Problem]:
    """Yield what the register says otherwise. A file never overwrites it: a person decides."""
    pairs = (
        ("Date of birth", person.born_on, subject.born_on),
        ("Sex", person.sex if person.sex != "U" else "", subject.sex if subject.sex != "U" else ""),
        ("Ethnicity", person.ethnicity, subject.ethnicity),
    )
    for column, says, kept in pairs:
        if says and kept and says != kept:
            reason = "The register says otherwise and was left as it is. Find out which is right."
            yield Problem(row.sheet, row.row, person.key, column, str(says), reason, "field")


def _why(candidate: Candidate) -> str:
    said = "; ".join(candidate.likeness.reasons)
    return (
        f"This may be {candidate.subject.descriptor}, who is on the register ({said}). Nothing was"
        " entered: find them in Concord and add what is missing, or enter somebody new there."
    )


def _problem(row: FileRow, reason: str) -> Problem:
    person = row.person
    key, name = (person.key, person.name) if person else ("", "")
    return Problem(row.sheet, row.row, key, "", name, reason, "row")


def _given(person: SaidPerson) -> Iterator[GivenNumber]:
    for number in person.numbers:
        yield GivenNumber(
            IdentifierType(number.type), number.value, verified=number.verified,
            valid_from=number.valid_from, valid_to=number.valid_to,
        )  # fmt: skip


def traits_of(person: SaidPerson) -> Traits:
    """Return what a row says of a person in the shape that matching compares.

    A protected address takes no part: what is masked is not to be guessed from likeness either.
    """
    homes = [one for one in person.addresses if one.to_on is None and not one.protected]
    home = homes[0] if homes else None
    return Traits(
        names=tuple(name for name in (person.name, *person.also_known_as) if name),
        born_on=person.born_on,
        sex=person.sex,
        postcode=home.postcode if home else "",
        address=home.lines if home else "",
        numbers=frozenset((one.type, one.value) for one in person.numbers),
    )
