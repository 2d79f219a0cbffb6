"""Read one field at a time, noting what is wrong with it instead of stopping."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from concord.exchange.cin_census.records import Problem
from concord.exchange.cin_census.streaming import name_of

Codes = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Frame:
    """What every child of a return is checked against: its codes, its day and today."""

    codes: Codes
    reference_on: date
    today: date


class Reader:
    """Reads the fields of one child and gathers what was wrong."""

    def __init__(self, row: int, la_child_id: str, frame: Frame) -> None:
        self.row, self.la_child_id, self.frame = row, la_child_id, frame
        self.problems: list[Problem] = []

    def note(self, column: str, value: object, reason: str, *, refused: str) -> None:
        """Note a problem with a field, and what is refused because of it (nothing: a warning)."""
        self.problems.append(
            Problem(self.row, self.la_child_id[:100], column, str(value)[:100], reason, refused)
        )

    def day(self, parent: Element | None, name: str, *, refused: str = "field") -> date | None:
        """Return a date of the past, or None where it is missing or not one."""
        return self.as_day(text(parent, name), name, refused=refused)

    def as_day(self, typed: str, name: str, *, refused: str = "field") -> date | None:
        """Return what was typed as a date of the past, or None where it is missing or not one."""
        if not typed:
            return None
        found = _real_day(typed)
        if found is None:
            self.note(name, typed, "This is not a real date (year-month-day).", refused=refused)
        elif found > self.frame.today:
            self.note(name, typed, "This date is in the future.", refused=refused)
            return None
        elif found > self.frame.reference_on:
            reason = f"This date is after the return’s own, {self.frame.reference_on}."
            self.note(name, typed, reason, refused="")
        return found

    def day_to_come(self, parent: Element | None, name: str) -> date | None:
        """Return a date that may lie ahead, such as the day a birth is expected."""
        typed = text(parent, name)
        found = _real_day(typed)
        if typed and found is None:
            self.note(name, typed, "This is not a real date (year-month-day).", refused="field")
        return found

    def not_before(self, first: date | None, later: date | None, name: str, reason: str) -> bool:
        """Return whether a day is in order after another, noting the field where it is not."""
        if first is None or later is None or later >= first:
            return True
        self.note(name, later, reason.format(first), refused="field")
        return False

    def code(self, parent: Element | None, name: str, code_set: str) -> str:
        """Return a code of a set, or nothing where it is missing or unknown."""
        return self.known(text(parent, name), name, code_set)

    def known(self, typed: str, name: str, code_set: str) -> str:
        """Return the code if its set knows it; otherwise note it and return nothing."""
        if typed and typed not in self.frame.codes[code_set]:
            self.note(name, typed, "This code is not in the list for this field.", refused="field")
            return ""
        return typed

    def count(self, parent: Element | None, name: str) -> int | None:
        """Return a whole number from nought up to 99, or None where it is missing or not one."""
        typed = text(parent, name)
        if not re.fullmatch(r"[0-9]{1,2}", typed):
            if typed:
                self.note(name, typed, "This must be a whole number up to 99.", refused="field")
            return None
        return int(typed)

    def flag(self, parent: Element | None, name: str) -> bool:
        """Return a true or false; false where nothing is said."""
        return bool(self.answer(parent, name))

    def answer(self, parent: Element | None, name: str) -> bool | None:
        """Return a true or false, or None where nothing is said or it is neither."""
        typed = text(parent, name).lower()
        if typed not in ("", "true", "false", "1", "0"):
            self.note(name, typed, "This must be true or false.", refused="field")
            return None
        return typed in ("true", "1") if typed else None


def _real_day(typed: str) -> date | None:
    # The standard library also takes 20110327 and week dates, which the return's form does not.
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def text(parent: Element | None, name: str) -> str:
    """Return the text of a child element, without spaces around it, or nothing."""
    found = child(parent, name)
    return (found.text or "").strip() if found is not None else ""


def child(parent: Element | None, name: str) -> Element | None:
    """Return the first child element of a name, whatever its namespace."""
    return next(iter(children(parent, name)), None)


def children(parent: Element | None, name: str) -> list[Element]:
    """Return the child elements of a name, whatever their namespace."""
    if parent is None:
        return []
    return [one for one in parent if name_of(one) == name]
