"""What answers come to on the default tool (domain.md 3.2, annex E)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.casework.assessment import instruments
from concord.casework.assessment.scoring import Given, score
from concord.kernel.levels import Level, is_lower

FILE = Path(instruments.__file__).parent / "exploitation_2018.json"
TOOL = json.loads(FILE.read_text(encoding="utf-8"))
ROWS = [row for domain in TOOL["domains"] for row in domain["indicators"]]
RISKS = [row for row in ROWS if row["type"] != "P"]
ALL_NO = {row["code"]: Given("no") for row in ROWS}


def yes(*windows):
    return Given("yes", frozenset(windows or ("current",)))


def of_type(kind, count, *windows, flags=()):
    """Return a yes to that many indicators of a type, none of which sets off a rule of its own."""
    codes = [row["code"] for row in ROWS if row["type"] == kind and not row.get("flags")]
    return {code: yes(*windows) for code in codes[:count]}


def level_of(*parts, age=15):
    answers = dict(ALL_NO)
    for part in parts:
        answers |= part
    return score(TOOL, answers, age=age)


def test_the_tool_holds_every_indicator_of_the_library_once():
    codes = [row["code"] for row in ROWS]
    assert len(codes) == len(set(codes)) == 149
    assert {row["type"] for row in ROWS} == {"V", "M", "S", "C", "C2", "P"}


@pytest.mark.parametrize(
    ("parts", "points", "level"),
    [
        ((of_type("V", 3), of_type("M", 3)), 6, Level.EMERGING),
        ((of_type("V", 4), of_type("M", 5), of_type("S", 1)), 14, Level.MODERATE),
        ((of_type("V", 1), of_type("C", 1)), 6, Level.SIGNIFICANT),
        ((), 0, Level.NO_IDENTIFIED_RISK),
        ((of_type("V", 5),), 5, Level.NO_IDENTIFIED_RISK),
        ((of_type("V", 10),), 10, Level.EMERGING),
        ((of_type("V", 11),), 11, Level.MODERATE),
        ((of_type("V", 16),), 16, Level.SIGNIFICANT),
        ((of_type("M", 9, "recent"),), 0, Level.NO_IDENTIFIED_RISK),
        ((of_type("S", 1),), 5, Level.EMERGING),
        ((of_type("C2", 1),), 5, Level.MODERATE),
    ],
)
def test_worked_examples(parts, points, level):
    found = level_of(*parts)
    assert (found.score, found.level) == (points, level)


def test_one_significant_now_and_before_is_six_and_one_before_is_one():
    codes = list(of_type("S", 2))
    found = level_of(
        of_type("V", 2),
        of_type("M", 2),
        {codes[0]: yes("current", "recent"), codes[1]: yes("recent")},
    )
    assert (found.score, found.level) == (11, Level.MODERATE)


def test_everything_unknown_is_not_no_risk():
    for state in ("unknown", "not_asked"):
        answers = {row["code"]: Given(state) for row in ROWS}
        assert score(TOOL, answers, age=15).level == Level.INSUFFICIENT_INFORMATION
    assert score(TOOL, {}, age=15).level == Level.INSUFFICIENT_INFORMATION


def test_forty_percent_unknown_is_still_enough_and_one_more_is_not():
    enough = 40 * len(RISKS) // 100
    unknown = [row["code"] for row in RISKS]
    few = {code: Given("unknown") for code in unknown[:enough]}
    many = {code: Given("unknown") for code in unknown[: enough + 1]}
    assert level_of(few).level == Level.NO_IDENTIFIED_RISK
    assert level_of(many).level == Level.INSUFFICIENT_INFORMATION


def test_what_is_critical_does_not_wait_for_what_is_unknown():
    answers = {row["code"]: Given("unknown") for row in ROWS} | of_type("C", 1)
    found = score(TOOL, answers, age=15)
    assert found.level == Level.SIGNIFICANT
    assert found.unknown_percent > 90


@pytest.mark.parametrize(("age", "level"), [(12, Level.SIGNIFICANT), (13, Level.EMERGING)])
def test_a_sexual_indicator_under_13_is_significant_and_goes_to_social_care(age, level):
    found = level_of({"REL06": yes()}, age=age)
    assert found.level == level
    assert ("social_care" in found.prompts) is (age < 13)


def test_under_13_the_rule_holds_before_anybody_has_said_when():
    found = level_of({"REL06": Given("yes")}, age=12)
    assert (found.score, found.level) == (0, Level.SIGNIFICANT)


def test_a_learning_disability_with_a_sexual_concern_goes_to_social_care_at_any_age():
    disability, concern = {"IDE01": Given("yes")}, {"ONL05": yes()}
    assert "social_care" in level_of(disability, concern, age=16).prompts
    assert "social_care" not in level_of(disability, age=16).prompts
    assert "social_care" not in level_of(concern, age=16).prompts


def test_a_significant_level_calls_for_a_strategy_discussion_however_it_came_about():
    assert level_of(of_type("V", 16)).prompts == ("strategy_discussion",)
    assert level_of(of_type("V", 15)).prompts == ()
    assert "strategy_discussion" in level_of(of_type("C", 1)).prompts


@pytest.mark.parametrize(
    ("code", "prompt"),
    [
        ("MIS06", "nrm"),
        ("RAD01", "prevent"),
        ("HEA05", "health"),
        ("REL09", "intelligence"),
    ],
)
def test_a_current_yes_calls_for_what_the_tool_says_and_an_old_one_does_not(code, prompt):
    assert prompt in level_of({code: yes("current")}).prompts
    assert prompt not in level_of({code: yes("historic")}).prompts


def test_nobody_is_told_to_refer_again_what_the_referral_mechanism_has_decided():
    found = level_of({"DIS04": yes()})
    assert found.level == Level.MODERATE
    assert "nrm" not in found.prompts


def test_old_harm_adds_nothing_to_the_score():
    assert level_of(of_type("S", 3, "historic"), of_type("C", 2, "historic")).score == 0


def test_missing_for_a_day_and_linked_to_a_person_of_concern_is_at_least_moderate():
    assert level_of({"MIS04": yes("recent")}).level == Level.NO_IDENTIFIED_RISK
    found = level_of({"MIS04": yes("recent"), "REL09": yes("recent")})
    assert found.level == Level.MODERATE
    assert "person of concern" in found.floors[0]


def test_the_level_is_explained_by_its_drivers_unknowns_and_what_protects():
    found = level_of(of_type("S", 1), {"FAM01": yes(), "ONL02": Given("unknown"), "PRO01": yes()})
    assert [driver.points for driver in found.drivers] == [5, 1]
    assert found.protective == ("Has an adult they trust",)
    assert len(found.unknown) == 1


states = st.sampled_from(["yes", "no", "unknown", "not_asked"])
windows = st.frozensets(st.sampled_from(["current", "recent", "historic"]), min_size=1)
answer = st.builds(
    lambda state, when: Given(state, when if state == "yes" else frozenset()), states, windows
)
some_answers = st.dictionaries(st.sampled_from([row["code"] for row in ROWS]), answer, max_size=60)
ages = st.none() | st.integers(0, 17)


@given(some_answers, ages, st.sampled_from([row["code"] for row in RISKS]))
def test_turning_unknown_into_no_never_raises_the_score(answers, age, code):
    unknown = score(TOOL, ALL_NO | answers | {code: Given("unknown")}, age=age)
    no = score(TOOL, ALL_NO | answers | {code: Given("no")}, age=age)
    assert unknown.score == no.score
    assert unknown.unknown_percent >= no.unknown_percent


@given(some_answers, ages, st.sampled_from([row["code"] for row in RISKS]))
def test_one_more_current_yes_never_lowers_a_level(answers, age, code):
    before = score(TOOL, ALL_NO | answers | {code: Given("no")}, age=age)
    after = score(TOOL, ALL_NO | answers | {code: yes()}, age=age)
    assert after.score >= before.score
    assert not is_lower(after.level, before.level)


@given(some_answers, ages, st.sampled_from([row["code"] for row in ROWS if row["type"] == "P"]))
def test_what_protects_never_changes_the_score_or_level(answers, age, code):
    without = score(TOOL, ALL_NO | answers | {code: Given("no")}, age=age)
    found = score(TOOL, ALL_NO | answers | {code: yes()}, age=age)
    assert (found.score, found.level) == (without.score, without.level)


@given(some_answers, ages, st.randoms())
def test_the_order_of_answers_does_not_matter(answers, age, chance):
    pairs = list((ALL_NO | answers).items())
    chance.shuffle(pairs)
    assert score(TOOL, dict(pairs), age=age) == score(TOOL, ALL_NO | answers, age=age)


@given(st.dictionaries(st.sampled_from([row["code"] for row in ROWS]), answer), ages)
def test_too_much_unknown_is_never_a_low_level(answers, age):
    found = score(TOOL, answers, age=age)
    if found.unknown_percent > 40:
        assert found.level in (Level.INSUFFICIENT_INFORMATION, Level.SIGNIFICANT)


@given(st.integers(0, len(RISKS)))
def test_the_share_shown_is_over_the_limit_exactly_when_too_little_is_known(unknown):
    answers = ALL_NO | {row["code"]: Given("unknown") for row in RISKS[:unknown]}
    found = score(TOOL, answers, age=15)
    too_little = found.level == Level.INSUFFICIENT_INFORMATION
    assert (found.unknown_percent > 40) is too_little
