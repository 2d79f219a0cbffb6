"""Choosing between what a colleague saved and what one typed. No database."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from concord.casework.assessment.rules import AnswerState, Window
from concord.casework.assessment.rules.readiness import GivenAnswer
from concord.casework.assessment.rules.tool import Domain, Indicator
from concord.casework.assessment.web.conflicts import (
    BOTH,
    SAVED,
    TYPED,
    carried_out,
    differences,
    unchosen,
)
from concord.casework.assessment.web.questions import Questions, as_fields

DOMAIN = Domain(
    "D1",
    "Missing",
    (Indicator("A", "S", "Was missing overnight"), Indicator("B", "V", "Bereavement")),
)
# A yes to an indicator that comes and goes has a time, so that the form is a valid one.
SOMETIMES = st.sets(st.sampled_from([window.value for window in Window]), min_size=1)
TEXT = st.text(st.characters(categories=["L", "P"]), max_size=8)


@st.composite
def answers(draw):
    found = {}
    for row in DOMAIN.indicators:
        state = draw(st.sampled_from(list(AnswerState)))
        times = draw(SOMETIMES) if row.has_times and state == AnswerState.YES else ()
        ordered = tuple(window.value for window in Window if window in times)
        found[row.code] = GivenAnswer(state, ordered, draw(TEXT))
    return as_fields(DOMAIN, found, draw(TEXT))


def sent(fields, **choices):
    data = QueryDict(mutable=True)
    for name, value in (fields | choices).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def typed(data):
    form = Questions(data, domain=DOMAIN)
    assert form.is_valid(), form.errors
    return form.cleaned_data


@given(saved=answers(), mine=answers())
def test_choosing_one_side_throughout_gives_that_side_whole(saved, mine):
    found = differences(DOMAIN, saved, typed(sent(mine)))
    for keep, wanted in ((SAVED, saved), (TYPED, mine)):
        form = sent(mine, **{one.field: keep for one in found})
        assert unchosen(found, form) == []
        result = typed(carried_out(form, DOMAIN, saved))
        assert differences(DOMAIN, wanted, result) == []


@given(saved=answers(), mine=answers())
def test_what_differs_is_asked_and_what_agrees_is_not(saved, mine):
    asked = {one.name for one in differences(DOMAIN, saved, typed(sent(mine)))}
    assert (asked == set()) == (saved == mine)
    assert unchosen(differences(DOMAIN, saved, mine), sent(mine)) == differences(
        DOMAIN, saved, mine
    )


def test_two_notes_can_both_be_kept():
    saved, mine = as_fields(DOMAIN, {}, "First"), as_fields(DOMAIN, {}, "Second")
    merged = carried_out(sent(mine, _keep_note=BOTH), DOMAIN, saved)
    assert merged["note"] == "First\n\nSecond"
