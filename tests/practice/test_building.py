"""When a practice district may be built, and that the same seed builds the same one."""

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from concord import practice
from concord.casework.frontdoor.queries import referrals_of
from concord.registers.subjects.access import visible_to
from concord.trust.access.queries import actor_for
from concord.trust.accounts.models import User
from concord.trust.commands import Refused
from concord.trust.context import acting_as
from tests.factories import make_agency, make_user


def test_nobody_is_put_into_a_production_installation(db: None, settings: Any) -> None:
    settings.PRACTICE = False

    with pytest.raises(Refused, match="production"):
        practice.build(7, 1)

    assert practice.is_empty()


def test_a_database_that_holds_real_people_is_refused(db: None) -> None:
    make_user("Rae", make_agency("csc", "social_care"), "social_worker", practice=False)

    with pytest.raises(Refused, match="not practice people"):
        practice.build(7, 1)

    assert User.objects.count() == 1


def test_a_building_that_fails_leaves_nothing_behind(db: None) -> None:
    def give_up(month: str) -> None:
        raise KeyboardInterrupt(month)

    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        practice.build(7, 1, progress=give_up)

    assert practice.is_empty()


@pytest.mark.slow
def test_the_same_seed_builds_the_same_district_and_another_seed_another(db: None) -> None:
    first, again, other = _facts(seed=3), _facts(seed=3), _facts(seed=4)

    assert first == again
    assert first != other


def _facts(*, seed: int) -> list[Any]:
    """Build a small district, note what anybody could see in it, and undo it."""
    with transaction.atomic():
        summary = practice.build(seed, 3, months=4)
        by = actor_for(User.objects.get(username="frontdoor"), on=timezone.localdate())
        with acting_as(by):
            children = visible_to(by)
            facts: list[Any] = [summary.made]
            # A child who was referred twice is two entries alike but for the referral.
            facts += sorted(
                (child.descriptor, child.born_on, child.sex, row.received_at, row.concern)
                for child in children
                for row in referrals_of(by, child.pk)
            )
        transaction.set_rollback(True)
    return facts
