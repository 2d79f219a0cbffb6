"""The network around somebody: along what the reader may see, and the shortest way in words."""

from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.registers.links.commands import Connection, end_link, link_subjects
from concord.registers.links.network import Asked, around, path
from concord.registers.links.queries import sentences
from concord.registers.subjects.models import Subject
from concord.trust.access.commands import end_sight
from concord.trust.actors import on_behalf_of
from tests.casework.assessment import making

NAMES = ("Ann Practice", "Ben Example", "Cal Sample", "Dot Pattern", "Eve Model")
EVERYTHING = Asked()


@pytest.fixture
def chain(partnership):
    """Five children, each connected with the next."""
    keys = [making.enter_child(partnership, name=name) for name in NAMES]
    for one, other in pairwise(keys):
        connect(partnership, one, other)
    return keys


def connect(partnership, one, other, kind="seen_with", **details):
    with partnership.as_("worker") as worker:
        ends = [Subject.objects.get(pk=key) for key in (one, other)]
        connection = Connection(kind, "the school", **details)
        return link_subjects(
            ends[0], by=worker, other=ends[1], connection=connection, at=timezone.now()
        )


def seen_around(partnership, key, steps, asked=EVERYTHING, who="worker"):
    with partnership.as_(who) as reader:
        return around(reader, key, steps=steps, asked=asked, today=timezone.localdate())


def way(partnership, start, end, asked=EVERYTHING):
    with partnership.as_("worker") as reader:
        found = path(reader, start, end, most_steps=6, asked=asked, today=timezone.localdate())
        return sentences(found)


def close(partnership, key):
    with partnership.as_("worker") as worker:
        end_sight(
            key, by=on_behalf_of(worker), principal_id=partnership.social_care.pk,
            at=timezone.now(),
        )  # fmt: skip


def test_one_and_two_steps_out(partnership, chain):
    near = seen_around(partnership, chain[1], 1)
    assert near.steps == {chain[1]: 0, chain[0]: 1, chain[2]: 1}
    far = seen_around(partnership, chain[1], 2)
    assert far.steps[chain[3]] == 2
    assert len(far.links) == 3
    assert {subject.descriptor for subject in far.subjects.values()} == set(NAMES[:4])


def test_somebody_hidden_is_not_passed_through_or_counted(partnership, chain):
    close(partnership, chain[2])
    far = seen_around(partnership, chain[1], 4)
    assert set(far.steps) == {chain[0], chain[1]}
    assert not far.more
    assert way(partnership, chain[0], chain[4]) == []


def test_the_shortest_way_is_read_out_from_its_start(partnership, chain):
    connect(partnership, chain[4], chain[1], "friend")
    said = way(partnership, chain[0], chain[4])
    assert [line.split(".")[0] for line in said] == [
        "Ann Practice was seen with Ben Example",
        "Ben Example and Eve Model are friends",
    ]


def test_of_several_links_the_surest_is_told(partnership, chain):
    connect(partnership, chain[0], chain[1], "friend", confidence="3")
    connect(partnership, chain[0], chain[1], "connected", confidence="1")
    with partnership.as_("worker"):
        assert "confidence low" not in " ".join(way(partnership, chain[0], chain[1]))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(agency=uuid4()), 0),
        (Asked(facts_only=True), 1),
        (Asked(least_confidence="3"), 1),
        (Asked(roles=frozenset({"victim"})), 0),
        (Asked(), 2),
    ],
)
def test_the_network_is_narrowed_by_what_is_asked(partnership, chain, asked, found):
    connect(partnership, chain[0], chain[4], basis="opinion", confidence="2")
    assert len(seen_around(partnership, chain[0], 1, asked).links) == found


def test_a_day_in_the_past_is_told_as_it_was(partnership, chain):
    today = timezone.localdate()
    link = connect(partnership, chain[0], chain[4], from_on=today - timedelta(days=90))
    with partnership.as_("worker") as worker:
        end_link(link, by=worker, because="They moved away", at=timezone.now())
    found = {
        days: len(
            seen_around(partnership, chain[0], 1, Asked(on=today - timedelta(days=days))).links
        )
        for days in (0, 30, 120)
    }
    # The friend of the chain has no first day: it is taken to have held all along.
    assert found == {0: 1, 30: 2, 120: 1}


def test_what_was_wrong_was_so_on_no_day(partnership, chain):
    link = connect(partnership, chain[0], chain[4])
    with partnership.as_("worker") as worker:
        end_link(link, by=worker, because="It was somebody else", at=timezone.now(), wrong=True)
    yesterday = Asked(on=timezone.localdate() - timedelta(days=1))
    assert len(seen_around(partnership, chain[0], 1, yesterday).links) == 1


def test_a_link_that_has_lapsed_is_no_way(partnership, chain):
    with partnership.as_("worker") as reader:
        today = timezone.localdate() + timedelta(days=400)
        far = around(reader, chain[0], steps=4, asked=EVERYTHING, today=today)
    assert set(far.steps) == {chain[0]}


@settings(max_examples=15, deadline=None, suppress_health_check=[*HealthCheck])
@given(edges=st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
def test_distances_are_those_of_a_plain_walk(partnership, people_once, edges):
    pairs = {tuple(sorted(edge)) for edge in edges if edge[0] != edge[1]}
    with people_once(pairs) as keys:
        network = seen_around(partnership, keys[0], 4)
        found = {keys.index(key): step for key, step in network.steps.items()}
    assert found == walked(pairs)


def walked(pairs):
    """Return the distance of everybody from the first, by walking one step at a time."""
    steps, edge = {0: 0}, {0}
    for step in range(1, 5):
        edge = {
            there for one, other in pairs for here, there in ((one, other), (other, one))
            if here in edge and there not in steps
        }  # fmt: skip
        steps |= dict.fromkeys(edge, step)
    return steps


@pytest.fixture
def people_once(partnership):
    """Return a way to have five people connected for a while."""
    keys = [making.enter_child(partnership, name=name) for name in NAMES]

    @contextmanager
    def connected(pairs):
        with transaction.atomic():
            for one, other in pairs:
                connect(partnership, keys[one], keys[other])
            yield keys
            transaction.set_rollback(True)

    return connected
