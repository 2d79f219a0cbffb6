"""Groups in a network: the same links give the same question, and one group gives none."""

from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.registers.links.groups import SMALLEST, groups

PEOPLE = [UUID(int=number) for number in range(12)]


def close_knit(members):
    return [(one, other, 2) for one, other in combinations(members, 2)]


def test_two_circles_with_one_link_between_them_are_two_questions():
    links = [*close_knit(PEOPLE[:4]), *close_knit(PEOPLE[4:8]), (PEOPLE[0], PEOPLE[4], 1)]
    found = groups(links)
    assert sorted(group.members for group in found) == [tuple(PEOPLE[:4]), tuple(PEOPLE[4:8])]
    assert {(group.inside, group.outside) for group in found} == {(6, 1)}


def test_one_circle_is_no_question():
    assert groups(close_knit(PEOPLE[:5])) == []


def test_nobody_is_no_question():
    assert groups([]) == []


@pytest.mark.parametrize("stronger", [0, 1])
def test_who_stands_between_two_circles_goes_with_the_surer_links(stronger):
    circles, between = (PEOPLE[:4], PEOPLE[4:8]), PEOPLE[8]
    links = [
        link
        for number, circle in enumerate(circles)
        for link in (*close_knit(circle), (between, circle[0], 3 if number == stronger else 1))
    ]
    [chosen] = [group.members for group in groups(links) if between in group.members]
    assert circles[stronger][0] in chosen


LINKS = st.sets(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda ends: ends[0] < ends[1])
)


@given(ends=LINKS, order=st.randoms(use_true_random=False))
def test_groups_are_apart_hold_only_those_who_are_linked_and_do_not_depend_on_order(ends, order):
    links = [(PEOPLE[one], PEOPLE[other], 1) for one, other in sorted(ends)]
    shuffled = list(links)
    order.shuffle(shuffled)
    found = groups(links)
    assert found == groups(shuffled)
    members = [member for group in found for member in group.members]
    assert len(members) == len(set(members))
    assert set(members) <= {end for link in links for end in link[:2]}
    for group in found:
        assert len(group.members) >= SMALLEST
        inside = [link for link in links if set(link[:2]) <= set(group.members)]
        assert len(inside) == group.inside
