"""Every way that statutory records change: they are brought in, whole episodes at a time."""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from concord.casework.statutory import access
from concord.casework.statutory.events import EpisodeRecorded
from concord.casework.statutory.models import Episode, Step
from concord.casework.statutory.rules import StepKind
from concord.trust.actors import Actor
from concord.trust.commands import announce, command


@dataclass(frozen=True)
class GivenStep:
    """A step within an episode, as a return gives it."""

    kind: StepKind
    started_on: date
    ended_on: date | None = None
    codes: tuple[str, ...] = ()
    internal_review_on: date | None = None
    conference_due_on: date | None = None
    conference_not_needed: bool | None = None
    first_category: str = ""
    plans_before: int | None = None


# What a later return may say differently of a step that is known by its kind and first day.
STEP_FIELDS = tuple(
    each.name for each in fields(GivenStep) if each.name not in ("kind", "started_on", "codes")
)


@dataclass(frozen=True)
class GivenEpisode:
    """An episode of need, as a return gives it."""

    referred_on: date
    source_code: str = ""
    need_code: str = ""
    closed_on: date | None = None
    closure_code: str = ""
    no_further_action: bool = False
    conference_on: date | None = None
    steps: tuple[GivenStep, ...] = ()


@command(may=access.may_record)
def record_episode(
    subject_id: UUID, /, *, by: Actor, given: GivenEpisode, came_from: str
) -> Episode:
    """Record an episode, or bring an earlier one up to date: one episode per referral day.

    Loading the same return twice therefore changes nothing.
    """
    episode = Episode.objects.filter(subject_id=subject_id, referred_on=given.referred_on).first()
    episode = episode or Episode(subject_id=subject_id, referred_on=given.referred_on)
    for name in (
        "source_code",
        "need_code",
        "closed_on",
        "closure_code",
        "no_further_action",
        "conference_on",
    ):
        setattr(episode, name, getattr(given, name))
    episode.came_from = came_from
    episode.save()
    added = [_record_step(episode, step) for step in given.steps]
    announce(EpisodeRecorded(episode.pk, subject_id, came_from, len(added)), by=by)
    return episode


def _record_step(episode: Episode, given: GivenStep) -> Step:
    step = Step.objects.filter(
        episode=episode, kind=given.kind, started_on=given.started_on
    ).first()
    step = step or Step(
        episode=episode,
        subject_id=episode.subject_id,
        kind=given.kind,
        started_on=given.started_on,
    )
    step.codes = list(given.codes)
    for name in STEP_FIELDS:
        setattr(step, name, getattr(given, name))
    step.save()
    return step
