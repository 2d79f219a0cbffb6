"""The questions of one domain as a form: for every indicator the answer, when, and how known."""

from collections.abc import Mapping
from typing import Any

from concord.casework.assessment.rules import AnswerState, Window
from concord.casework.assessment.rules.readiness import Answers, GivenAnswer, lacks_time
from concord.casework.assessment.rules.tool import Domain, Indicator
from concord.ui.fields import CheckboxesField, RadiosField, TextAreaField
from concord.ui.forms import Form

NOTE = "note"


def when_of(code: str) -> str:
    """Return the name of the field that asks when."""
    return f"{code}_when"


def how_of(code: str) -> str:
    """Return the name of the field that asks how it is known."""
    return f"{code}_how"


class Questions(Form):
    """The questions of a domain, in its order, and a note on all of it."""

    def __init__(self, *args: Any, domain: Domain, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domain = domain
        for indicator in domain.indicators:
            self.fields |= _fields(indicator)
        self.fields[NOTE] = TextAreaField(
            label=f"Anything else about this part: {domain.title.lower()} (optional)",
            required=False,
            rows=4,
        )

    def clean(self) -> dict[str, Any]:
        """A yes to something that comes and goes says when."""
        cleaned = super().clean() or {}
        for indicator in self.domain.indicators:
            if lacks_time(indicator, given(cleaned, indicator.code)):
                self.add_error(when_of(indicator.code), f"Select when: {_inside(indicator.label)}")
        return cleaned


def _fields(indicator: Indicator) -> dict[str, Any]:
    evidence = f" For example: {_inside(indicator.evidence)}." if indicator.evidence else ""
    fields: dict[str, Any] = {
        indicator.code: RadiosField(
            label=indicator.label,
            choices=AnswerState.choices,
            inline=True,
            error_messages={"required": "Select an answer; “Not asked” is one"},
        )
    }
    if indicator.has_times:
        fields[when_of(indicator.code)] = CheckboxesField(
            label="When?", choices=Window.choices, required=False
        )
    fields[how_of(indicator.code)] = TextAreaField(
        label="How do you know?",
        help_text=f"Who saw or said it, and when.{evidence}",
        required=False,
        rows=2,
    )
    return fields


def _inside(words: str) -> str:
    """Return words as they stand inside a sentence; names keep their capitals."""
    return words[:1].lower() + words[1:]


def given(said: Mapping[str, Any], code: str) -> GivenAnswer:
    """Return what the fields of one indicator say."""
    state = AnswerState(said.get(code) or AnswerState.NOT_ASKED)
    times = set(said.get(when_of(code)) or []) if state == AnswerState.YES else set()
    windows = tuple(window.value for window in Window if window in times)
    return GivenAnswer(state, windows, said.get(how_of(code)) or "")


def all_given(said: Mapping[str, Any], domain: Domain) -> dict[str, GivenAnswer]:
    """Return what the form says about each indicator of the domain."""
    return {row.code: given(said, row.code) for row in domain.indicators}


def as_fields(domain: Domain, answers: Answers, note: str) -> dict[str, Any]:
    """Return kept answers as the values of the form's fields."""
    values: dict[str, Any] = {NOTE: note}
    for row in domain.indicators:
        answer = answers.get(row.code, GivenAnswer(AnswerState.NOT_ASKED))
        values[row.code] = answer.state.value
        values[how_of(row.code)] = answer.source_text
        if row.has_times:
            values[when_of(row.code)] = list(answer.windows)
    return values
