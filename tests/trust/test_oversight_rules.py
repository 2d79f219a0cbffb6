"""Which days of looking at records raise a question: scripted days, lawful and not (T26)."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.trust.oversight.rules import Limits, Look, Pattern, Usual, doubts_about

LIMITS = Limits(
    opened_per_hour=30,
    searches_per_hour=40,
    out_of_hours_children=5,
    times_usual=3,
    unusual_at_least=20,
    day_begins=7,
    day_ends=20,
)
USUAL = Usual(own_per_day=11, peers_per_day=9)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
CHILDREN = [UUID(int=number) for number in range(1, 400)]


def looks(children, *, begins, minutes, what="Opened", **reasons):
    """Return looks at these children, one every so many minutes."""
    return [
        Look(MONDAY + timedelta(hours=begins, minutes=place * minutes), what, frozenset({child}),
             **{reason: frozenset({child}) for reason in reasons if reasons[reason]})
        for place, child in enumerate(children)
    ]  # fmt: skip


def patterns(day, usual=USUAL):
    """Return which patterns a day shows."""
    return {doubt.pattern for doubt in doubts_about(day, usual, LIMITS)}


BAD_DAYS = {
    "forty records in an hour": (
        looks(CHILDREN[:40], begins=10, minutes=1), Pattern.BULK),
    "sixty searches in an hour": (
        looks(CHILDREN[:60], begins=14, minutes=0.9, what="Searched"), Pattern.SEARCHES),
    "one's own name": (
        looks(CHILDREN[:1], begins=11, minutes=1, own_name=True), Pattern.OWN_NAME),
    "one's nephew, whose record is closed to one": (
        looks(CHILDREN[:1], begins=11, minutes=1, what="Refused", blocked=True), Pattern.BLOCKED),
    "one's own family name": (
        [Look(MONDAY, "Searched", frozenset(), own_search=True)], Pattern.OWN_SEARCH),
    "a neighbour": (
        looks(CHILDREN[:1], begins=11, minutes=1, near=True), Pattern.NEIGHBOUR),
    "a relative by surname": (
        looks(CHILDREN[:1], begins=11, minutes=1, same_surname=True, unconnected=True),
        Pattern.SAME_SURNAME),
    "a child of nobody's case": (
        looks(CHILDREN[:1], begins=11, minutes=1, unconnected=True), Pattern.UNCONNECTED),
    "eight records at two in the morning": (
        looks(CHILDREN[:8], begins=2, minutes=5), Pattern.OUT_OF_HOURS),
    "fifty records over the day": (
        looks(CHILDREN[:50], begins=8, minutes=10), Pattern.UNUSUAL),
    "a restricted record": (
        looks(CHILDREN[:1], begins=11, minutes=1, restricted=True), Pattern.RESTRICTED),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_DAYS)
def test_every_pattern_of_misuse_raises_its_question(name):
    day, pattern = BAD_DAYS[name]
    assert pattern in patterns(day)


@pytest.mark.parametrize("name", BAD_DAYS)
@pytest.mark.parametrize("seed", range(10))
def test_misuse_is_seen_within_an_ordinary_day_too(name, seed):
    day, pattern = BAD_DAYS[name]
    assert pattern in patterns([*ordinary_day(seed), *day])


def ordinary_day(seed):
    """Return one day of somebody's work: a caseload, searches, perhaps a meeting, a late hour."""
    chance = random.Random(seed)  # noqa: S311 - guards nothing
    caseload = chance.sample(CHILDREN[200:], 25)
    seen = [chance.choice(caseload) for _ in range(chance.randint(4, 30))]
    day = looks(seen, begins=8.5, minutes=chance.uniform(5, 15))
    day += looks(seen[: chance.randint(0, 12)], begins=9, minutes=4, what="Searched")
    day += looks(caseload, begins=9, minutes=20, what="Listed")
    if chance.random() < 0.2:
        day += looks(caseload[:20], begins=13, minutes=6)
    if chance.random() < 0.1:
        day += looks(caseload[:3], begins=21, minutes=10)
    if chance.random() < 0.1:
        # A common surname: connected, so nobody is asked.
        day += looks(caseload[:1], begins=10, minutes=1, same_surname=True)
    return day


def test_at_most_two_ordinary_days_in_a_hundred_raise_a_question():
    questioned = [seed for seed in range(2000) if patterns(ordinary_day(seed))]
    assert len(questioned) <= 0.02 * 2000


def test_whoever_usually_works_at_night_is_not_asked_why():
    night = looks(CHILDREN[:12], begins=1, minutes=10)
    assert Pattern.OUT_OF_HOURS in patterns(night)
    assert patterns(night, Usual(own_per_day=11, works_out_of_hours=True)) == set()


def test_what_is_far_above_ones_own_but_usual_for_colleagues_is_not_asked():
    day = looks(CHILDREN[:25], begins=8, minutes=20)
    assert Pattern.UNUSUAL in patterns(day, Usual(own_per_day=2, peers_per_day=3))
    assert patterns(day, Usual(own_per_day=2, peers_per_day=12)) == set()


@given(st.lists(st.sampled_from(CHILDREN[:5]), min_size=1, max_size=40))
def test_the_same_cause_is_one_question_a_day_however_often(children):
    found = doubts_about(looks(children, begins=9, minutes=1, unconnected=True), USUAL, LIMITS)
    assert len(found) == len(set(children)) == len({doubt.key for doubt in found})


@given(st.lists(st.sampled_from(CHILDREN), max_size=80), st.integers(0, 79))
def test_more_looks_never_raise_fewer_questions(children, kept):
    day = looks(children, begins=9, minutes=0.5)
    fewer = {doubt.key for doubt in doubts_about(day[:kept], USUAL, LIMITS)}
    assert fewer <= {doubt.key for doubt in doubts_about(day, USUAL, LIMITS)}
