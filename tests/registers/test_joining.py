"""Two entries that are one person: joined by two people, parted by two people, nothing lost."""

import dataclasses
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.engines import worklist
from concord.kernel.levels import Level
from concord.registers.identity import access
from concord.registers.identity.commands import (
    answer_joining,
    answer_undoing,
    propose_joining,
    propose_undoing,
)
from concord.registers.identity.models import Joining
from concord.registers.identity.queries import history_of
from concord.registers.links.commands import Connection, link_subjects
from concord.registers.subjects import merging
from concord.registers.subjects.commands import GivenAddress, add_address, add_name
from concord.registers.subjects.models import Address, Subject
from concord.registers.subjects.queries import search
from concord.trust.access.commands import answer_seal, block_sight, give_sight, place_hold
from concord.trust.access.models import Grant, SealProposal
from concord.trust.access.queries import may_see
from concord.trust.access.rules import Compartment
from concord.trust.actors import on_behalf_of
from concord.trust.commands import Refused
from concord.trust.context import acting_as
from tests.casework.assessment import making
from tests.factories import new_key
from tests.factories.cases import make_referral
from tests.factories.proof import prove
from tests.factories.sealing import restrict
from tests.factories.world import World, discuss, plan_meeting

WHY = "The school has seen both birth certificates."
# What the case of the tests holds, so that something of every app is seen to follow.
WHOLE_CASE = {
    "actions.Action.subject",
    "assessment.Assessment.subject",
    "documents.StoredFile.subject",
    "frontdoor.Referral.subject",
    "links.Link.one",
    "sittings.Item.subject",
    "subjects.Address.subject",
    "subjects.Name.subject",
    "tracking.Period.subject",
}
FOLLOWING = [name.rsplit(".", 1) for name in merging.following()]


def everything_of(partnership, keys):
    """Return every row that may follow, of some entries, as somebody sees who sees every part."""
    by = partnership.actor("manager")
    with acting_as(dataclasses.replace(by, reads=frozenset(part.value for part in Compartment))):
        return {f"{label}.{field}": _rows(label, field, keys) for label, field in FOLLOWING}


def _rows(label, field, keys):
    rows = apps.get_model(label).objects.filter(**{f"{field}__in": keys}).order_by("pk").values()
    return [{name: row[name] for name in row if name != "version"} for row in rows]


def open_wholly(partnership, *keys):
    """Let social care see every part of these entries."""
    now = timezone.now()
    with partnership.as_("manager") as manager:
        for key in keys:
            give_sight(
                key, by=on_behalf_of(manager), to_agency=partnership.social_care.pk,
                compartments=tuple(part.value for part in Compartment), starts_at=now,
                ends_at=now + timedelta(days=30), because="a test", source_type="test",
            )  # fmt: skip


def propose(partnership, kept, gone, who="worker"):
    with partnership.as_(who) as by:
        one, other = Subject.objects.get(pk=kept), Subject.objects.get(pk=gone)
        return propose_joining(one, by=by, gone=other, because=WHY, at=timezone.now())


def answer(partnership, joining, who="manager", agreed=True):
    with partnership.as_(who) as by:
        return answer_joining(
            Joining.objects.get(pk=joining.pk), by=by, agreed=agreed, at=timezone.now()
        )


def join(partnership, kept, gone):
    return answer(partnership, propose(partnership, kept, gone))


def part(partnership, joining, proposer="manager", second="steward", agreed=True):
    with partnership.as_(proposer) as by:
        propose_undoing(
            Joining.objects.get(pk=joining.pk), by=by, because="They are two cousins.",
            at=timezone.now(),
        )  # fmt: skip
    with partnership.as_(second) as by:
        return answer_undoing(
            Joining.objects.get(pk=joining.pk), by=by, agreed=agreed, at=timezone.now()
        )


@pytest.fixture
def case(partnership):
    """A child with a whole case, and an entry that somebody made of the same child."""
    world = World(partnership)
    child = world.keys["child"]
    twin = making.enter_child(partnership, name="Samantha Praktice")
    open_wholly(partnership, child, twin)
    with partnership.as_("steward") as steward:
        waiting = SealProposal.objects.get(pk=world.keys["seal_proposal"])
        answer_seal(waiting, by=steward, agreed=False, at=timezone.now())
    return child, twin


def test_everything_that_hung_on_either_hangs_on_the_one_that_stays(partnership, case):
    child, twin = case
    before = everything_of(partnership, case)
    join(partnership, twin, child)
    left, followed = (everything_of(partnership, [key]) for key in (child, twin))
    assert {name: len(rows) for name, rows in left.items() if rows} == {}
    assert {name: len(rows) for name, rows in followed.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert {name for name, rows in before.items() if rows} >= WHOLE_CASE


def test_parting_gives_every_table_back_as_it_was(partnership, case):
    child, twin = case
    before = [everything_of(partnership, [key]) for key in case]
    joining = join(partnership, twin, child)
    part(partnership, joining)
    assert [everything_of(partnership, [key]) for key in case] == before


def test_what_was_recorded_since_stays_where_it_was_recorded(partnership, case):
    child, twin = case
    joining = join(partnership, twin, child)
    with partnership.as_("worker") as worker:
        kept = Subject.objects.get(pk=twin)
        add_name(kept, by=worker, kind="alias", full="Sammy P", source="School")
    part(partnership, joining)
    with partnership.as_("worker"):
        names = Subject.objects.get(pk=twin).names.values_list("full", flat=True)
        assert "Sammy P" in names
        assert "Sam Practice" not in names


def test_the_old_address_leads_on_and_a_search_finds_one_entry(client, partnership, case):
    child, twin = case
    join(partnership, twin, child)
    client.force_login(partnership.users["worker"])
    assert client.get(f"/children/{child}").url == f"/children/{twin}"
    with partnership.as_("worker") as worker:
        assert [hit.subject.pk for hit in search(worker, "Sam Practice", most=9)] == [twin]


def test_a_person_never_agrees_to_their_own_proposal(partnership, case):
    joining = propose(partnership, *case, who="manager")
    with pytest.raises(Refused, match="Somebody else"):
        answer(partnership, joining)
    with pytest.raises(Refused, match="second person"):
        answer(partnership, joining, who="worker")


def test_declining_joins_nothing_and_the_two_may_be_proposed_again(partnership, case):
    before = everything_of(partnership, case)
    answer(partnership, propose(partnership, *case), agreed=False)
    assert everything_of(partnership, case) == before
    assert join(partnership, *case).stands


def test_a_proposal_to_part_may_be_declined_and_is_never_answered_by_who_made_it(partnership, case):
    joining = join(partnership, *case)
    with pytest.raises(Refused, match="Somebody else"):
        part(partnership, joining, second="manager")


def test_what_was_left_joined_stays_joined(partnership, case):
    child, twin = case
    joining = part(partnership, join(partnership, twin, child), agreed=False)
    assert joining.stands
    assert everything_of(partnership, [child])["subjects.Name.subject"] == []


def test_it_is_a_verdict_on_the_pair_each_time(partnership, case):
    part(partnership, join(partnership, *case))
    with partnership.as_("worker") as worker:
        assert [row.says for row in history_of(worker, *case)] == ["different", "same"]


def test_nothing_of_a_held_record_is_joined(partnership, case):
    with partnership.as_("manager") as manager:
        place_hold(
            case[0], by=manager, reason="A court has asked for it.", reference="", at=timezone.now()
        )
    with pytest.raises(Refused, match="legal hold"):
        propose(partnership, *case)


def test_a_record_that_is_closed_to_other_people_is_not_joined(partnership, case):
    joining = propose(partnership, *case)
    named = [partnership.users[who].pk for who in ("worker", "manager")]
    with partnership.as_("manager") as manager:
        restrict(
            case[0], by=manager, level="restricted", open_to=named,
            reason="A witness is protected.", at=timezone.now(),
        )  # fmt: skip
    with pytest.raises(Refused, match="not open to the same people"):
        answer(partnership, joining)
    with partnership.as_("manager") as manager:
        restrict(
            case[1], by=manager, level="restricted", open_to=named,
            reason="A witness is protected.", at=timezone.now(),
        )  # fmt: skip
    assert answer(partnership, joining).stands


def test_two_that_are_both_tracked_are_not_joined_and_nothing_has_moved(partnership, case):
    child, twin = case
    sitting = plan_meeting(partnership)
    making.agree(partnership, making.submitted(partnership, twin), Level.EMERGING)
    with partnership.as_("manager"):
        discuss(partnership, sitting, twin)
    joining = propose(partnership, twin, child)
    before = everything_of(partnership, case)
    with pytest.raises(Refused, match="Both are being tracked"):
        answer(partnership, joining)
    assert everything_of(partnership, case) == before


def test_whoever_worked_with_either_works_with_the_one_until_they_are_parted(partnership):
    with partnership.as_("dsl"):
        child = make_referral(partnership).subject_id
    twin = making.enter_child(partnership, name="Samantha Praktice")
    joining = join(partnership, twin, child)
    with partnership.as_("dsl") as dsl:
        assert may_see(dsl, twin, compartment="identity")
    part(partnership, joining)
    with partnership.as_("dsl") as dsl:
        assert not may_see(dsl, twin, compartment="identity")
        assert may_see(dsl, child, compartment="identity")


def test_a_conflict_of_interest_with_either_shares_nothing(partnership):
    twin = making.enter_child(partnership, name="Samantha Praktice")
    child = making.enter_child(partnership)
    nurse, now = partnership.users["nurse"].pk, timezone.now()
    with partnership.as_("manager") as manager:
        give_sight(
            child, by=on_behalf_of(manager), to_user=nurse, compartments=("identity",),
            starts_at=now, ends_at=now + timedelta(days=3), because="a test", source_type="test",
        )  # fmt: skip
        block_sight(child, by=manager, user_id=nurse, reason="A relative.", at=now)
    join(partnership, twin, child)
    with partnership.as_("manager"):
        assert not Grant.objects.filter(subject_id=twin, principal_id=nurse).exists()


def test_nobody_is_connected_with_themselves(partnership):
    one, other = (making.enter_child(partnership, name=name) for name in ("Sam P", "Samuel P"))
    friend = making.enter_child(partnership, name="Robin Friend")
    with partnership.as_("worker") as worker:
        rows = [Subject.objects.get(pk=key) for key in (one, other, friend)]
        for first, second in ((rows[0], rows[1]), (rows[1], rows[2])):
            link_subjects(
                first, by=worker, other=second, at=timezone.now(),
                connection=Connection("seen_with", "Police, occurrence 13260001"),
            )  # fmt: skip
    join(partnership, one, other)
    of_kept = everything_of(partnership, [one])
    met = [
        (row["one_id"], row["other_id"])
        for end in ("one", "other")
        for row in of_kept[f"links.Link.{end}"]
    ]
    assert {frozenset(pair) for pair in met} == {frozenset({one, other}), frozenset({one, friend})}


def test_the_database_moves_nothing_that_two_people_did_not_agree_to(partnership, case):
    joining = propose(partnership, *case)
    for call in ("identity_move(%s, '{}', '{}', '{}')", "identity_put_back(%s)"):
        with (
            pytest.raises(ProgrammingError, match="Two people have not agreed"),
            partnership.as_("manager"),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"select {call}", [joining.pk])


def test_whoever_sees_only_one_of_the_two_learns_of_no_joining(partnership, case):
    join(partnership, *case)
    for who, sees in (("worker", True), ("nurse", False)):
        with partnership.as_(who) as by:
            assert access.joinings_visible_to(by).exists() == sees
            assert access.moved_visible_to(by).exists() == sees


def test_what_followed_of_a_part_that_somebody_may_not_see_is_not_there_for_them(partnership, case):
    child, twin = case
    join(partnership, twin, child)
    seen = {}
    for who in ("worker", "steward"):
        with partnership.as_(who) as by:
            seen[who] = set(access.moved_visible_to(by).values_list("part", flat=True))
    assert "meeting" in seen["worker"]
    assert seen["steward"] < seen["worker"]


def test_every_table_that_follows_has_its_door(db):
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_policies where policyname = 'joining'")
        doors = {name for (name,) in cursor.fetchall()}
    assert doors == {apps.get_model(label)._meta.db_table for label, _ in FOLLOWING}


NAMES = st.lists(st.sampled_from(["Sam", "Sami Khan", "S. K.", "Sammy"]), max_size=3)
HOMES = st.lists(st.sampled_from(["BD99 9AA", "BD99 9AB"]), max_size=2)


@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(of_one=st.tuples(NAMES, HOMES), of_other=st.tuples(NAMES, HOMES), turns=st.integers(1, 3))
def test_joining_and_parting_again_and_again_changes_nothing(partnership, of_one, of_other, turns):
    pair = [making.enter_child(partnership, name=name) for name in ("Sam P", "Samuel P")]
    open_wholly(partnership, *pair)
    with partnership.as_("worker") as worker:
        for key, (names, homes) in zip(pair, (of_one, of_other), strict=True):
            entry = Subject.objects.get(pk=key)
            for name in names:
                add_name(entry, by=worker, kind="alias", full=name, source="School")
            for postcode in homes:
                add_address(
                    entry, by=worker, ends_former=False, at=timezone.now(),
                    address=GivenAddress("home", date(2024, 1, 1), "1 Practice Row", postcode),
                )  # fmt: skip
    before = [everything_of(partnership, [key]) for key in pair]
    for turn in range(turns):
        kept, gone = pair if turn % 2 else pair[::-1]
        joining = join(partnership, kept, gone)
        with partnership.as_("worker"):
            assert not Address.objects.filter(subject_id=gone).exists()
        part(partnership, joining)
    assert [everything_of(partnership, [key]) for key in pair] == before


def test_one_person_proposes_on_the_page_and_another_answers(client, partnership):
    kept, gone = (making.enter_child(partnership, name=name) for name in ("Sam P", "Samuel P"))
    client.force_login(partnership.users["worker"])
    prove(client)
    address = f"{reverse('desk:join', args=[kept])}?other={gone}"
    page = client.get(address).text
    assert "What joining them does" in page
    assert "Select which entry stays" in client.post(address, {"because": WHY}).text
    answers = {"stays": str(kept), "because": WHY, "_once": str(new_key())}
    assert client.post(address, answers).status_code == 302
    with partnership.as_("manager") as manager:
        [task] = [task for task in worklist.tasks_for(manager) if task.kind == "joining"]
    client.force_login(partnership.users["manager"])
    prove(client)
    assert WHY in client.get(task.url).text
    client.post(task.url, {"answer": "agree", "_once": str(new_key())})
    shown = client.get(reverse("desk:alike", args=[kept])).text
    assert "was joined with this entry" in shown
    undo = reverse("desk:undo_joining", args=[task.url.rsplit("/", 1)[1]])
    reason = {"because": "They are two cousins.", "_once": str(new_key())}
    assert client.post(undo, reason).status_code == 302
    assert client.get(task.url).status_code == 403
    client.force_login(partnership.users["steward"])
    prove(client)
    page = client.get(task.url).text
    assert "Part them again" in page
    client.post(task.url, {"answer": "agree", "_once": str(new_key())})
    assert client.get(f"/children/{gone}").status_code == 200
