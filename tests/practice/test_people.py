"""Invented people: right in form, impossible to mistake for real ones, spoken of with respect."""

import inspect
import re
from datetime import date
from random import Random
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.kernel.identifiers import IdentifierType, check
from concord.practice import children, decisions, evidence, minutes, names, numbers, worries
from concord.practice.plots import PLOTS, cast
from concord.registers.subjects.matching import Strength, Traits, liken
from concord.registers.subjects.matching.weights import shipped

CHANCES = st.integers(0, 10_000).map(Random)
# Words that put on a child what was done to them (domain.md 2.10).
BLAMING = (
    r"lifestyle|promiscu|streetwise|puts? (him|her|them)sel(f|ves) at risk|prostitut|risky choices"
    r"|refuses to engage|fails to engage|non-compliant|manipulative|attention.seeking|absconds?"
)


@given(CHANCES)
def test_nhs_numbers_are_of_the_test_range_and_fit(chance: Random) -> None:
    number = numbers.nhs_number(chance)

    assert number.startswith("999")
    assert check(IdentifierType.NHS, number).passes


@given(CHANCES)
def test_a_mistyped_number_is_of_the_test_range_and_does_not_fit(chance: Random) -> None:
    number = numbers.mistyped(numbers.nhs_number(chance))

    assert number.startswith("999")
    assert not check(IdentifierType.NHS, number).passes


@given(CHANCES, st.integers(2006, 2018))
def test_pupil_numbers_fit_and_are_of_the_district(chance: Random, born_year: int) -> None:
    number = numbers.unique_pupil_number(chance, born_year=born_year)

    assert check(IdentifierType.UPN, number).passes
    assert number[1:4] == "380"


@given(CHANCES)
def test_a_child_is_of_the_age_asked_for(chance: Random) -> None:
    on = date(2026, 3, 1)

    child = children.new_child(chance, family=children.new_family(chance), on=on, ages=(10, 15))

    assert 10 <= (on - child.born_on).days / 365.25 < 16.1


@given(CHANCES)
def test_a_name_heard_but_not_read_is_still_likely_the_same_child(chance: Random) -> None:
    family = children.new_family(chance)
    child = children.new_child(chance, family=family, on=date(2026, 3, 1), ages=(10, 15))

    heard = children.respelt(child)
    likeness = liken(
        shipped(),
        Traits((child.full_name,), child.born_on),
        Traits((heard.full_name,), heard.born_on),
    )

    assert likeness is not None
    assert likeness.strength >= Strength.LIKELY


def test_some_names_are_long_and_some_carry_accents() -> None:
    surnames = [name for community in names.COMMUNITIES for name in community.surnames]
    forenames = [
        name for community in names.COMMUNITIES for name in community.girls + community.boys
    ]

    assert max(map(len, surnames)) >= 20
    assert any(not name.isascii() for name in forenames)


@pytest.mark.parametrize("module", [worries, minutes, decisions, evidence])
def test_no_wording_blames_a_child(module: ModuleType) -> None:
    assert re.findall(BLAMING, inspect.getsource(module), re.IGNORECASE) == []


def test_each_serious_indicator_of_a_pattern_says_how_it_is_known() -> None:
    serious = {
        code
        for pattern in evidence.PATTERNS.values()
        for code in pattern.significant + pattern.critical
    }

    assert serious <= set(evidence.HOW_KNOWN)


@given(CHANCES, st.integers(1, 500))
def test_every_plot_is_told_before_any_is_told_again(chance: Random, children: int) -> None:
    plots = cast(children, chance)

    assert len(plots) == children
    assert plots[: len(PLOTS)] == list(PLOTS[:children])


@given(CHANCES)
def test_what_waits_today_stays_few_in_a_large_district(chance: Random) -> None:
    recent = [plot for plot in cast(400, chance) if plot.is_recent]

    assert len(recent) < 80
