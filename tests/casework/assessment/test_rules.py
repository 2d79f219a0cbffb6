"""What must be there before an assessment is submitted and agreed (annex B). No database."""

from datetime import date

import pytest

from concord.casework.assessment.queries.computing import direction
from concord.casework.assessment.rules import (
    AnswerState,
    override_is_explained,
    readiness,
    second_person_agrees,
)
from concord.casework.assessment.rules.readiness import GivenAnswer
from concord.casework.assessment.rules.tool import Tool
from concord.kernel.levels import Level

TOOL = Tool.of(
    {
        "code": "small",
        "version": 3,
        "title": "A small tool",
        "domains": [
            {
                "code": "D1",
                "title": "Missing",
                "indicators": [
                    {"code": "A", "type": "M", "label": "Comes home late"},
                    {"code": "B", "type": "S", "label": "Was missing overnight"},
                ],
            },
            {
                "code": "D2",
                "title": "Family",
                "indicators": [{"code": "C", "type": "V", "label": "Bereavement"}],
            },
        ],
    }
)
NO, UNKNOWN = GivenAnswer(AnswerState.NO), GivenAnswer(AnswerState.UNKNOWN)
NOT_ASKED = GivenAnswer(AnswerState.NOT_ASKED)
LONG = "Because the family has moved away since."


def yes(how="Seen", *windows):
    return GivenAnswer(AnswerState.YES, windows, how)


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"A": NO, "C": NO}, ""),
        ({"A": UNKNOWN, "C": UNKNOWN}, ""),
        ({"A": NO}, "Answer these first, or say that they are not known: Family."),
        ({"A": NOT_ASKED, "C": NO}, "Answer these first, or say that they are not known: Missing."),
        ({"A": yes("", "current"), "C": NO}, ""),
        ({"A": yes("Seen"), "C": NO}, "Say when, for: Comes home late."),
        ({"A": NO, "C": yes("")}, ""),
        ({"B": yes("", "current"), "C": NO}, "Say how you know, for: Was missing overnight."),
        ({"B": yes("Police log", "current"), "C": NO}, ""),
    ],
)
def test_every_part_is_answered_and_every_serious_yes_says_how_it_is_known(answers, says):
    assert readiness.may_be_submitted(TOOL, answers).reason == says


def test_the_parts_follow_one_another_and_end():
    assert TOOL.after("D1") is TOOL.domain("D2")
    assert TOOL.after("D2") is None
    assert TOOL.domain("D3") is None


@pytest.mark.parametrize(
    ("on", "possible"),
    [
        (date(2021, 3, 1), True),
        (date(2021, 3, 10), True),
        (date(2021, 3, 11), False),
        (date(2021, 2, 28), False),
    ],
)
def test_an_assessment_lies_between_the_one_in_force_and_today(on, possible):
    verdict = readiness.day_is_possible(
        on, today=date(2021, 3, 10), in_force_since=date(2021, 3, 1)
    )
    assert bool(verdict) is possible


@pytest.mark.parametrize(
    ("computed", "professional", "reason", "enough"),
    [
        (Level.SIGNIFICANT, Level.SIGNIFICANT, "", True),
        (Level.SIGNIFICANT, Level.MODERATE, "", False),
        (Level.EMERGING, Level.MODERATE, "x" * 29, False),
        (Level.EMERGING, Level.MODERATE, " " * 40, False),
        (Level.EMERGING, Level.MODERATE, "x" * 30, True),
        (Level.INSUFFICIENT_INFORMATION, Level.MODERATE, "", False),
    ],
)
def test_another_level_than_the_computed_one_is_explained(computed, professional, reason, enough):
    assert bool(override_is_explained(computed, professional, reason)) is enough


@pytest.mark.parametrize(
    ("assessor", "approver", "final", "reason", "agreed"),
    [
        ("wes", "mia", Level.SIGNIFICANT, "", True),
        ("wes", "wes", Level.SIGNIFICANT, "", False),
        ("wes", "mia", Level.MODERATE, "", False),
        ("wes", "mia", Level.MODERATE, LONG, True),
        ("wes", "wes", Level.MODERATE, LONG, False),
    ],
)
def test_somebody_else_agrees_and_nobody_lowers_a_level_in_silence(
    assessor, approver, final, reason, agreed
):
    verdict = second_person_agrees(
        assessor=assessor,
        approver=approver,
        computed=Level.SIGNIFICANT,
        final=final,
        reason=reason,
    )
    assert bool(verdict) is agreed


@pytest.mark.parametrize(
    ("before", "now", "which"),
    [
        ("", Level.MODERATE, "first"),
        (Level.MODERATE, Level.MODERATE, "same"),
        (Level.EMERGING, Level.MODERATE, "up"),
        (Level.SIGNIFICANT, Level.MODERATE, "down"),
        (Level.INSUFFICIENT_INFORMATION, Level.MODERATE, "unclear"),
        (Level.MODERATE, Level.INSUFFICIENT_INFORMATION, "unclear"),
    ],
)
def test_a_level_has_a_direction_since_the_last_one(before, now, which):
    assert direction(before, now) == which
