"""What statutory records lend to the engines below them."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from concord.casework.statutory import queries
from concord.casework.statutory.models import Episode, Step
from concord.casework.statutory.rules import EXPLOITATION_FACTORS, StepKind
from concord.engines import chronology
from concord.engines.chronology import Line
from concord.kernel.clocks import start_of_local_day
from concord.registers.subjects import merging
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor
from concord.trust.reference.queries import labels


def _lines(actor: Actor, subject_id: UUID) -> list[Line]:
    episodes = list(queries.episodes_of(actor, subject_id))
    if not episodes:
        return []
    words = labels("primary_need", "assessment_factor", "abuse_category")
    lines = []
    for episode in episodes:
        lines.append(_opened(episode, words))
        lines += [_step(step, words) for step in episode.steps.all()]
        if episode.closed_on:
            lines.append(
                Line(
                    at=start_of_local_day(episode.closed_on),
                    title="Social care episode closed",
                    is_day=True,
                )
            )
    return lines


def _opened(episode: Episode, words: Mapping[str, str]) -> Line:
    need = words.get(episode.need_code, episode.need_code)
    return Line(
        at=start_of_local_day(episode.referred_on),
        title="Referral to social care",
        by=episode.came_from,
        facts=[("Need", need)] if need else [],
        is_day=True,
    )


def _step(step: Step, words: Mapping[str, str]) -> Line:
    factors = sorted(EXPLOITATION_FACTORS.intersection(step.codes))
    return Line(
        at=start_of_local_day(step.started_on),
        title=StepKind(step.kind).label,
        facts=list(_facts(step, factors, words)),
        significant=bool(factors),
        is_day=True,
    )


def _facts(step: Step, factors: list[str], words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if factors:
        yield "Factors", ", ".join(words.get(code, code) for code in factors)
    if step.kind == StepKind.PROTECTION_PLAN and step.codes:
        yield "Category", ", ".join(words.get(code, code) for code in step.codes)
    if step.plans_before:
        yield "Plans before this one", str(step.plans_before)
    if step.conference_not_needed:
        yield "Child protection conference", "Not needed"


chronology.contribute("statutory", compartment=Compartment.STATUTORY, source=_lines)
merging.contribute(
    follows=["statutory.Episode.subject", "statutory.Step.subject"],
    clashes={
        "episode_once_a_day": "Both have an episode of social care that began on the same day. "
        "Settle in the case system which of the two is right, and send the return again."
    },
)
