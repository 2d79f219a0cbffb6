"""How the case of the access matrix comes into each of its states, through commands."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from concord.casework.assessment.commands import take_on
from concord.casework.assessment.models import Assessment
from concord.casework.tracking.commands import close_tracking
from concord.casework.tracking.models import Period
from concord.casework.tracking.rules import ClosureReason
from concord.meetings.actions.commands import complete_action
from concord.meetings.actions.models import Action
from concord.meetings.sittings.commands import close_sitting
from concord.meetings.sittings.models import Sitting
from concord.trust.access.commands import block_sight, end_sight, give_sight, place_hold
from concord.trust.access.rules import Compartment
from concord.trust.actors import on_behalf_of
from concord.trust.safekeeping import drafts
from tests.factories import new_key
from tests.factories.sealing import restrict
from tests.factories.world import World


def stay_open(world: World) -> None:
    """Leave the case as its walk left it."""


def restrict_it(world: World, level: str = "restricted") -> None:
    """Restrict the child to their manager, who is given sight of their own."""
    now = timezone.now()
    with world.partnership.as_("manager") as manager:
        give_sight(
            world.keys["child"], by=on_behalf_of(manager), to_user=manager.user_id,
            compartments=tuple(part.value for part in Compartment), starts_at=now,
            ends_at=now + timedelta(days=30), because="Their manager", source_type="test",
        )  # fmt: skip
        restrict(
            world.keys["child"], by=manager, level=level, open_to=[manager.user_id],
            reason="A witness is protected.", at=now,
        )  # fmt: skip


def seal_it(world: World) -> None:
    """Seal the child for all but their manager."""
    restrict_it(world, "sealed")


def close_it(world: World) -> None:
    """End the meeting, do the action and close tracking."""
    now = timezone.now()
    with world.partnership.as_("manager") as manager:
        close_sitting(Sitting.objects.get(pk=world.keys["sitting"]), by=manager, at=now)
        action = Action.objects.get(pk=world.keys["action"])
        complete_action(action, by=manager, evidence="The school sent it on Tuesday.", at=now)
        close_tracking(
            Period.objects.get(pk=world.keys["period"]), by=manager,
            reason=ClosureReason.MOVED_AWAY, note="Handed over.", family_told=True, told_reason="",
            open_actions=0, assessed_on=timezone.localdate(), at=now,
        )  # fmt: skip


def move_it(world: World) -> None:
    """End social care's sight of the child: the case has gone to another agency."""
    with world.partnership.as_("manager") as manager:
        end_sight(
            world.keys["child"], by=on_behalf_of(manager),
            principal_id=world.partnership.social_care.pk, at=timezone.now(),
        )  # fmt: skip


def hold_it(world: World) -> None:
    """Put the child's record under a legal hold."""
    with world.partnership.as_("manager") as manager:
        place_hold(
            world.keys["child"], by=manager, reason="The inquiry has asked for everything.",
            reference="IICSA 12", at=timezone.now(),
        )  # fmt: skip


def begin_it(world: World) -> None:
    """Have colleagues begin a referral and an assessment, and send neither."""
    with world.partnership.as_("second_worker") as colleague:
        draft = drafts.begin("referral", by=colleague, at=timezone.now(), title="Ash Waiting")
        begun = Assessment.objects.get(pk=world.keys["open_assessment"])
        take_on(begun, by=colleague)
    world.keys |= {"draft": draft.id, "assessment": begun.pk}


def forget_it(world: World) -> None:
    """Ask about records that do not exist."""
    world.keys = {kind: new_key() for kind in world.keys}


def block(world: World, user_id: object) -> None:
    """Declare a conflict of interest between somebody and the child."""
    with world.partnership.as_("manager") as manager:
        block_sight(
            world.keys["child"], by=manager, user_id=user_id, reason="Lives next door.",
            at=timezone.now(),
        )  # fmt: skip


BECOME: dict[str, Callable[[World], None]] = {
    "open": stay_open,
    "restricted": restrict_it,
    "sealed": seal_it,
    "closed": close_it,
    "moved": move_it,
    "held": hold_it,
    "draft": begin_it,
    "absent": forget_it,
}
