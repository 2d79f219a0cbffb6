"""What loading one child of a census would change, before anything is changed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self
from uuid import UUID

from concord.casework.statutory.commands import STEP_FIELDS, GivenEpisode, GivenStep
from concord.casework.statutory.queries import episodes_of
from concord.casework.statutory.rules import StepKind
from concord.exchange.cin_census.records import CensusChild, CensusEpisode, Problem
from concord.kernel.identifiers import IdentifierType, check
from concord.registers.subjects.access import visible_to
from concord.registers.subjects.commands import GivenNumber
from concord.registers.subjects.models import Identifier, Subject
from concord.registers.subjects.queries import people
from concord.trust.actors import Actor


@dataclass(frozen=True)
class Plan:
    """What is to be done about one child: a new entry or a known one, and what it lacks."""

    child: CensusChild
    subject: Subject | None
    numbers: tuple[GivenNumber, ...]
    episodes_new: tuple[GivenEpisode, ...]
    episodes_changed: tuple[GivenEpisode, ...]
    episodes_unchanged: int
    problems: tuple[Problem, ...]

    @property
    def episodes(self) -> tuple[GivenEpisode, ...]:
        """The episodes to record, in the order of the file."""
        return self.episodes_new + self.episodes_changed


@dataclass(frozen=True)
class Register:
    """Whom the viewer can see by an authority's ID, and by which numbers; asked for once."""

    viewer: Actor
    people: Mapping[str, Subject]
    numbers: Mapping[UUID, frozenset[tuple[str, str]]]

    @classmethod
    def seen_by(cls, viewer: Actor) -> Self:
        """Return the register as the viewer sees it, in two queries."""
        numbers: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
        keys: dict[str, UUID] = {}
        rows = Identifier.objects.filter(subject__in=visible_to(viewer))
        for subject_id, kind, value in rows.values_list("subject_id", "type", "value"):
            numbers[subject_id].add((kind, value))
            if kind == IdentifierType.LA_CHILD:
                keys[value] = subject_id
        subjects = people(viewer, keys.values())
        return cls(
            viewer,
            {value: subjects[key] for value, key in keys.items()},
            {key: frozenset(found) for key, found in numbers.items()},
        )

    def find(self, la_child_id: str) -> Subject | None:
        """Return the child with an authority's ID, or None where there is none to be seen."""
        return self.people.get(check(IdentifierType.LA_CHILD, la_child_id).value)


def plan_for(child: CensusChild, register: Register) -> Plan:
    """Return what loading a child would change. Somebody is known by their authority's ID."""
    problems: list[Problem] = []
    given = list(_episodes(child, problems))
    subject = register.find(child.la_child_id)
    if subject is None:
        return Plan(child, None, numbers_of(child), tuple(given), (), 0, tuple(problems))
    problems += _differences(child, subject)
    known = {row.referred_on: row for row in episodes_of(register.viewer, subject.pk)}
    new = [one for one in given if one.referred_on not in known]
    there = [one for one in given if one.referred_on in known]
    changed = [one for one in there if not _says_the_same(known[one.referred_on], one)]
    return Plan(
        child=child,
        subject=subject,
        numbers=tuple(_missing(child, register.numbers[subject.pk])),
        episodes_new=tuple(new),
        episodes_changed=tuple(changed),
        episodes_unchanged=len(there) - len(changed),
        problems=tuple(problems),
    )


def numbers_of(child: CensusChild) -> tuple[GivenNumber, ...]:
    """Return the identifiers of a child. A return is a source of truth where the check fits."""
    given = (
        (IdentifierType.LA_CHILD, child.la_child_id),
        (IdentifierType.UPN, child.upn),
        (IdentifierType.FORMER_UPN, child.former_upn),
    )
    return tuple(GivenNumber(kind, value, verified=True) for kind, value in given if value)


def _episodes(child: CensusChild, problems: list[Problem]) -> Iterator[GivenEpisode]:
    referred = set()
    for episode in child.episodes:
        if episode.referred_on in referred:
            reason = "This child has another episode with the same referral date."
            value = episode.referred_on.isoformat()
            problems.append(_problem(child, "CINreferralDate", value, reason, "episode"))
            continue
        referred.add(episode.referred_on)
        yield _given(child, episode, problems)


def _given(child: CensusChild, episode: CensusEpisode, problems: list[Problem]) -> GivenEpisode:
    steps: dict[tuple[str, object], GivenStep] = {}
    for step in episode.steps:
        key = (step.kind, step.started_on)
        if key in steps:
            reason = f"Another {StepKind(step.kind).label.lower()} starts on this day: one is kept."
            value = step.started_on.isoformat()
            problems.append(_problem(child, "CINdetails", value, reason, "field"))
        steps[key] = GivenStep(**asdict(step) | {"kind": StepKind(step.kind)})
    return GivenEpisode(
        referred_on=episode.referred_on,
        source_code=episode.source_code,
        need_code=episode.need_code,
        closed_on=episode.closed_on,
        closure_code=episode.closure_code,
        no_further_action=episode.no_further_action,
        conference_on=episode.conference_on,
        steps=tuple(steps.values()),
    )


def _missing(child: CensusChild, known: frozenset[tuple[str, str]]) -> Iterator[GivenNumber]:
    for number in numbers_of(child):
        if (number.type, check(number.type, number.value).value) not in known:
            yield number


def _differences(child: CensusChild, subject: Subject) -> Iterator[Problem]:
    """Yield what the register says otherwise. A return never overwrites it: a person decides."""
    pairs = (
        ("PersonBirthDate", child.born_on, subject.born_on),
        ("PersonDeathDate", child.died_on, subject.died_on),
        ("Sex", child.sex, subject.sex),
        ("Ethnicity", child.ethnicity, subject.ethnicity),
    )
    for column, says, kept in pairs:
        if says and kept and says != kept:
            reason = "The register says otherwise and was left as it is."
            yield _problem(child, column, str(says), reason, "field")


def _says_the_same(kept: Any, given: GivenEpisode) -> bool:
    same = all(
        getattr(kept, name) == getattr(given, name)
        for name in (
            "source_code",
            "need_code",
            "closed_on",
            "closure_code",
            "no_further_action",
            "conference_on",
        )
    )
    steps = {(row.kind, row.started_on): _said_of(row) for row in kept.steps.all()}
    return same and all(
        steps.get((step.kind, step.started_on)) == _said_of(step) for step in given.steps
    )


def _said_of(step: Any) -> tuple[object, ...]:
    return (tuple(step.codes), *(getattr(step, name) for name in STEP_FIELDS))


def _problem(child: CensusChild, column: str, value: str, reason: str, refused: str) -> Problem:
    return Problem(child.row, child.la_child_id, column, value, reason, refused)
