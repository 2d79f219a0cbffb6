"""Who may see a meeting and its items, and who may do what with them."""

from django.db.models import QuerySet

from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.meetings.sittings.models import Contribution, Item, Series, Sitting
from concord.meetings.sittings.rules import SittingState
from concord.trust.access.queries import sighted
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor, is_system
from concord.trust.records import RecordQuerySet

RUNS_MEETINGS = ("team_manager", "minute_taker")


def sittings_visible_to(actor: Actor) -> "QuerySet[Sitting]":
    """Return the sittings of the series to which the actor's agency belongs."""
    if Compartment.MEETING not in actor.reads:
        return Sitting.objects.none()
    return Sitting.objects.filter(series__agencies=actor.agency_id)


def items_visible_to(actor: Actor) -> RecordQuerySet:
    """Return the items about children this actor may know of: one minute per child."""
    return _of_their_meetings(Item.objects.all(), actor, item="pk")


def may_set_up(actor: Actor, series: Series) -> Verdict:
    """Meetings are set up by those who chair them."""
    return allowed_if(actor.has_role("team_manager"), "Only a team manager sets up meetings.")


def may_plan(actor: Actor, series: Series) -> Verdict:
    """Sittings are planned by the people who run them."""
    return allowed_if(
        is_system(actor) or actor.has_role(*RUNS_MEETINGS),
        "Only the chair or the minute-taker plans a meeting.",
    )


def may_run(actor: Actor, sitting: Sitting) -> Verdict:
    """A sitting is run by its chair and minute-taker, of a member agency."""
    return allowed_if(
        actor.has_role(*RUNS_MEETINGS), "Only the chair or the minute-taker runs the meeting."
    )


def may_list(actor: Actor, sitting: Sitting) -> Verdict:
    """Children are listed by what happened to them, or by the people who run the meeting."""
    return allowed_if(
        is_system(actor) or actor.has_role(*RUNS_MEETINGS),
        "Only the chair or the minute-taker lists a child.",
    )


def may_contribute(actor: Actor, item: Item) -> Verdict:
    """Every member agency says what it knows; whoever else may read this was not asked."""
    members = item.sitting.series.agencies
    return first_refusal(
        allowed_if(Compartment.MEETING in actor.reads, "Your role takes no part in this meeting."),
        allowed_if(
            members.filter(pk=actor.agency_id).exists(),
            "Your agency does not belong to this meeting.",
        ),
        _still_open(item),
    )


def contributions_visible_to(actor: Actor) -> RecordQuerySet:
    """Return what agencies said about children this actor may know of."""
    return _of_their_meetings(Contribution.objects.all(), actor, item="item_id")


def may_correct(actor: Actor, contribution: Contribution) -> Verdict:
    """An agency corrects what it said itself, also when the meeting is over."""
    return allowed_if(
        actor.agency_id == contribution.agency_id, "Only the agency that said this corrects it."
    )


def may_record(actor: Actor, item: Item) -> Verdict:
    """The chair and the minute-taker record what was agreed, while the meeting is under way."""
    return first_refusal(may_run(actor, item.sitting), _under_way(item))


def may_correct_minute(actor: Actor, item: Item) -> Verdict:
    """A minute that stands is corrected by those who ran the meeting."""
    return first_refusal(
        may_run(actor, item.sitting),
        allowed_if(
            item.sitting.state == SittingState.CLOSED,
            "The meeting is not over: change what was agreed instead.",
        ),
    )


def _of_their_meetings(rows: RecordQuerySet, actor: Actor, *, item: str) -> RecordQuerySet:
    """Keep what the actor may see: attending one meeting opens that meeting's records alone."""
    return sighted(rows, actor, compartment=Compartment.MEETING, source=("item", item))


def _under_way(item: Item) -> Verdict:
    return allowed_if(
        item.sitting.state == SittingState.UNDER_WAY,
        "Start the meeting before you record what it agrees."
        if item.sitting.state == SittingState.PLANNED
        else "This meeting is closed: its minutes no longer change.",
    )


def _still_open(item: Item) -> Verdict:
    return allowed_if(
        item.sitting.state != SittingState.CLOSED,
        "This meeting is closed: its minutes no longer change.",
    )
