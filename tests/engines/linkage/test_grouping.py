"""From pairs to people."""

from hypothesis import given
from hypothesis import strategies as st

from concord.engines.linkage.batch import Pair
from concord.engines.linkage.grouping import group, pair_off

STRONG, WEAK = 12.0, -3.0


def every_pair(*records, weight=STRONG):
    return [
        Pair(one, other, weight)
        for number, one in enumerate(records)
        for other in records[number + 1 :]
    ]


def as_sets(groups):
    return {frozenset(members) for members in groups}


def test_records_that_are_all_alike_are_one_person():
    assert as_sets(group("abc", every_pair(*"abc"))) == {frozenset("abc")}


def test_one_weak_link_does_not_join_two_people():
    pairs = [*every_pair(*"abcd"), *every_pair(*"wxyz"), Pair("a", "w", WEAK)]
    assert as_sets(group("abcdwxyz", pairs)) == {frozenset("abcd"), frozenset("wxyz")}


def test_a_record_that_is_like_no_other_stands_alone():
    assert as_sets(group("abc", every_pair("a", "b"))) == {frozenset("ab"), frozenset("c")}


PAIRS = st.lists(
    st.builds(Pair, st.sampled_from("abcd"), st.sampled_from("wxyz"), st.floats(-5, 20)),
    max_size=16,
)


@given(PAIRS)
def test_nobody_is_paired_twice(pairs):
    kept = pair_off(pairs, least=0)
    assert len({pair.left for pair in kept}) == len({pair.right for pair in kept}) == len(kept)
    assert all(pair.weight >= 0 for pair in kept)


def test_the_better_pair_stands():
    kept = pair_off([Pair("a", "w", 5), Pair("a", "x", 9), Pair("b", "x", 6)], least=0)
    assert kept == [Pair("a", "x", 9)]
