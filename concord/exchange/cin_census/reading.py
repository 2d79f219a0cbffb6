"""Read one field at a time, noting what is wrong with it instead of stopping."""

from collections.abc import Mapping
from datetime import date
from xml.etree.ElementTree import Element

from concord.exchange.cin_census.records import Problem

Codes = Mapping[str, frozenset[str]]


class Reader:
    """Reads the fields of one child and gathers what was wrong."""

    def __init__(self, row: int, la_child_id: str, codes: Codes, today: date) -> None:
        self.row, self.la_child_id, self.codes, self.today = row, la_child_id, codes, today
        self.problems: list[Problem] = []

    def note(self, column: str, value: str, reason: str, *, refused: str) -> None:
        """Note a problem with a field, and what is refused because of it."""
        self.problems.append(
            Problem(self.row, self.la_child_id, column, value[:100], reason, refused)
        )

    def day(self, parent: Element | None, name: str, *, refused: str = "field") -> date | None:
        """Return a date of the past, or None where it is missing or not one."""
        typed = text(parent, name)
        if not typed:
            return None
        try:
            found = date.fromisoformat(typed)
        except ValueError:
            self.note(name, typed, "This is not a real date (year-month-day).", refused=refused)
            return None
        if found > self.today and name != "ExpectedPersonBirthDate":
            self.note(name, typed, "This date is in the future.", refused=refused)
            return None
        return found

    def code(self, parent: Element | None, name: str, code_set: str) -> str:
        """Return a code of a set, or nothing where it is missing or unknown."""
        return self.known(text(parent, name), name, code_set)

    def known(self, typed: str, name: str, code_set: str) -> str:
        """Return the code if its set knows it; otherwise note it and return nothing."""
        if typed and typed not in self.codes[code_set]:
            self.note(name, typed, "This code is not in the list for this field.", refused="field")
            return ""
        return typed

    def flag(self, parent: Element | None, name: str) -> bool:
        """Return a true or false."""
        typed = text(parent, name).lower()
        if typed not in ("", "true", "false", "1", "0"):
            self.note(name, typed, "This must be true or false.", refused="field")
        return typed in ("true", "1")


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
    return [one for one in parent if str(one.tag).rpartition("}")[2] == name]
