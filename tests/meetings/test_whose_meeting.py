"""Attending a meeting opens that meeting's records for a while, and no others of the child."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking.models import LevelChange, Period
from concord.meetings.actions import access as action_access
from concord.meetings.actions.commands import set_action
from concord.meetings.actions.models import Action
from concord.meetings.sittings import access, commands
from concord.meetings.sittings.models import Contribution, Item, MinuteCorrection, Series, Sitting
from concord.meetings.sittings.rules import AttendanceStatus, SeriesKind
from concord.trust.commands import Refused
from tests.factories.world import World, contribute_as_nurse, record

MEMBERS = ("officer", "nurse")


@pytest.fixture
def world(partnership):
    return World(partnership)


@pytest.fixture
def without_police(world, partnership):
    """The item of the same child at a meeting to which the police do not belong."""
    manager = partnership.actor("manager")
    now = timezone.now()
    with partnership.as_("manager"):
        series = commands.set_up_series(
            Series(
                kind=SeriesKind.RAM,
                name="Health meeting",
                recurrence="Fridays",
                quorum_kinds=["social_care", "health"],
            ),
            by=manager,
            agency_ids=[partnership.social_care.pk, partnership.health.pk],
        )
        sitting = commands.plan_sitting(
            series, by=manager, starts_at=now + timedelta(hours=3), chair_id=manager.user_id
        )
        item = commands.list_child(
            sitting,
            by=manager,
            subject_id=world.keys["child"],
            reason_code="review",
            reason="Their review is due.",
            level="emerging",
            at=now,
        )
        for agency in (partnership.social_care, partnership.health):
            commands.record_attendance(
                sitting, by=manager, agency_id=agency.pk, status=AttendanceStatus.PRESENT
            )
        commands.start_sitting(sitting, by=manager)
        record(partnership, item)
    contribute_as_nurse(partnership, item)
    return item


def opens(client, partnership, who, item):
    client.force_login(partnership.users[who])
    return client.get(reverse("sittings:item", args=[item.pk])).status_code


def test_a_member_of_one_meeting_sees_nothing_of_another_about_the_same_child(
    client, world, partnership, without_police
):
    of_all = Item(pk=world.keys["item"])
    assert [opens(client, partnership, who, of_all) for who in MEMBERS] == [200, 200]
    assert [opens(client, partnership, who, without_police) for who in MEMBERS] == [404, 200]


def test_whoever_may_read_of_a_meeting_without_belonging_to_it_adds_nothing(
    client, world, partnership
):
    with partnership.as_("education") as officer:
        item = Item.objects.get(pk=world.keys["item"])
        with pytest.raises(Refused, match="does not belong to this meeting"):
            commands.contribute(
                item, by=officer, text="She is taught at home.", share_with_family=False,
                at=timezone.now(),
            )  # fmt: skip
    client.force_login(partnership.users["education"])
    page = client.get(reverse("sittings:item", args=[world.keys["item"]])).text
    assert "The school nurse saw Sam" in page
    assert "Add what your agency knows" not in page


def test_both_walls_keep_the_other_meetings_rows(world, partnership, without_police):
    for who, may in (("officer", False), ("nurse", True), ("manager", True)):
        with partnership.as_(who) as reader:
            # What the database shows, then what the page asks for.
            assert Item.objects.filter(pk=without_police.pk).exists() is may
            assert Contribution.objects.filter(item=without_police).exists() is may
            assert access.items_visible_to(reader).filter(pk=without_police.pk).exists() is may
            said = access.contributions_visible_to(reader).filter(item=without_police)
            assert said.exists() is may


def test_a_corrected_minute_of_another_meeting_stays_with_it(world, partnership, without_police):
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        item = Item.objects.get(pk=without_police.pk)
        commands.close_sitting(item.sitting, by=manager, at=timezone.now())
        item.refresh_from_db()
        commands.correct_minute(
            item, by=manager, field="rationale", text="The nurse will visit on Friday.",
            reason="The day was wrong.", at=timezone.now(),
        )  # fmt: skip
    for who, may in (("officer", False), ("nurse", True)):
        with partnership.as_(who):
            assert MinuteCorrection.objects.filter(record=without_police).exists() is may


def test_what_changed_in_the_records_of_another_meeting_stays_with_it(
    client, world, partnership, without_police
):
    page = reverse("desk:child_changes", args=[world.keys["child"]])
    for who, may in (("officer", False), ("nurse", True)):
        client.force_login(partnership.users[who])
        said = client.get(page).text
        assert ("Their review is due." in said) is may
        assert "Police know the number that calls the child." in said


def actions_of(reader, child):
    """Return the owners of the child's actions: by the first wall, having passed the second."""
    by_the_database = Action.objects.filter(subject_id=child)
    asked = action_access.visible_to(reader).filter(subject_id=child)
    assert set(by_the_database) == set(asked)
    return sorted(asked.values_list("source_id", flat=True))


def test_a_meeting_opens_the_actions_it_set_and_no_others(world, partnership, without_police):
    child = world.keys["child"]
    of_all, of_some = world.keys["item"], without_police.pk
    for who, expected in (
        ("officer", [of_all]),
        ("nurse", sorted([of_all, of_some])),
        ("manager", sorted([of_all, of_some])),
    ):
        with partnership.as_(who) as reader:
            assert actions_of(reader, child) == expected


def test_an_agency_sees_its_own_action_wherever_it_was_set(world, partnership, without_police):
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        set_action(
            world.keys["child"], by=manager, text="Check the telephone number",
            owner_agency_id=partnership.police.pk, due_on=timezone.localdate(),
            source_type="item", source_id=without_police.pk, at=timezone.now(),
        )  # fmt: skip
    with partnership.as_("officer") as officer:
        seen = actions_of(officer, world.keys["child"])
    assert seen == sorted([world.keys["item"], without_police.pk])


def test_a_meeting_does_not_open_the_childs_tracking(world, partnership):
    for who, may in (("officer", False), ("nurse", False), ("manager", True)):
        with partnership.as_(who):
            assert Period.objects.filter(subject_id=world.keys["child"]).exists() is may
            assert LevelChange.objects.filter(subject_id=world.keys["child"]).exists() is may


def test_a_member_reads_the_level_that_their_meeting_agreed(client, world, partnership):
    client.force_login(partnership.users["officer"])
    page = client.get(reverse("sittings:item", args=[world.keys["item"]])).content.decode()
    assert "Moderate" in page


def test_a_child_is_not_listed_at_a_meeting_whose_sight_is_over(world, partnership):
    """It was never closed, and its members would see the child until a day that is past."""
    manager, now = partnership.actor("manager"), timezone.now()
    with partnership.as_("manager"):
        series = Sitting.objects.get(pk=world.keys["sitting"]).series
        long_ago = commands.plan_sitting(
            series, by=manager, starts_at=now - timedelta(days=40), chair_id=None
        )
        with pytest.raises(Refused, match="too long ago"):
            commands.list_child(
                long_ago, by=manager, subject_id=world.keys["other_child"], reason_code="review",
                reason="Their review is due.", level="emerging", at=now,
            )  # fmt: skip
