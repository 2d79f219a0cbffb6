"""Read a children in need census into records, child by child, in bounded memory.

Serves the 2022 form (GenderCurrent) and the forms of 2023 to 2026 (Sex). Nothing is written here.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from concord.exchange.cin_census.episodes import read_episodes
from concord.exchange.cin_census.opening import CensusUnreadable, open_file
from concord.exchange.cin_census.reading import Codes, Frame, Reader, child, children, text
from concord.exchange.cin_census.records import CensusChild, Header, Row
from concord.exchange.cin_census.streaming import elements, name_of
from concord.kernel.identifiers import IdentifierType, check

FIRST_YEAR, LAST_YEAR = 2022, 2026
OLDEST_YEARS = 30
# The register keeps a wrong number as it was typed, but nothing of any length.
_LONGEST_UPN = 20
_SEX_BEFORE_2024 = {"1": "M", "2": "F", "0": "U", "9": "U"}


def read_census(path: Path, *, codes: Codes, today: date) -> Iterator[Header | Row]:
    """Yield the header and then one Row for each child, in the order of the file.

    `codes` holds the code sets by name. Raises CensusUnreadable when the file as a whole cannot be
    used, also part of the way through: whoever writes must then write nothing.
    """
    with open_file(path) as source:
        parts = elements(source)
        first = next(parts, None)
        if first is None:
            raise CensusUnreadable("The file holds no header, so it cannot be a census.")
        header = _header(first)
        yield header
        frame = Frame(codes, header.reference_on, today)
        seen: dict[str, set[str]] = {"LAchildID": set(), "UPN": set()}
        for row, element in enumerate(parts, start=1):
            yield _row(element, row, frame, seen)


def _header(element: Element) -> Header:
    details = child(element, "CollectionDetails")
    if name_of(element) != "Header" or text(details, "Collection") != "CIN":
        raise CensusUnreadable(
            "This is not a children in need census: its header does not say CIN."
        )
    year, reference = text(details, "Year")[:20], text(details, "ReferenceDate")[:20]
    if not year.isdecimal() or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise CensusUnreadable(
            f"The census is of year “{year}”. Concord reads {FIRST_YEAR} to {LAST_YEAR}."
        )
    try:
        reference_on = date.fromisoformat(reference)
    except ValueError:
        raise CensusUnreadable(f"The reference date “{reference}” is not a real date.") from None
    source = child(element, "Source")
    if (level := text(source, "SourceLevel")) not in ("", "L"):
        raise CensusUnreadable(
            f"The file says that it comes from level “{level[:5]}”. A census comes from a local"
            " authority (L)."
        )
    return Header(
        int(year),
        reference_on,
        authority=text(source, "LEA")[:20],
        software=" ".join(text(source, name)[:60] for name in ("SoftwareCode", "Release")).strip(),
        serial_no=text(source, "SerialNo")[:20],
        written_at=text(source, "DateTime")[:40],
    )


def _row(element: Element, row: int, frame: Frame, seen: dict[str, set[str]]) -> Row:
    identifiers = child(element, "ChildIdentifiers")
    la_child_id = text(identifiers, "LAchildID")
    reader = Reader(row, la_child_id, frame)
    _check_identifier(reader, la_child_id, seen["LAchildID"])
    born_on = _birth(reader, identifiers)
    died_on = reader.day(identifiers, "PersonDeathDate")
    if not reader.not_before(
        born_on, died_on, "PersonDeathDate", "This is before the birth on {}."
    ):
        died_on = None
    _check_why_no_upn(reader, identifiers)
    record = CensusChild(
        row=row,
        la_child_id=la_child_id,
        upn=_upn(reader, identifiers, "UPN", seen["UPN"]),
        former_upn=_upn(reader, identifiers, "FormerUPN", set()),
        born_on=born_on,
        expected_on=reader.day_to_come(identifiers, "ExpectedPersonBirthDate"),
        died_on=died_on,
        sex=_sex(reader, identifiers),
        ethnicity=reader.code(child(element, "ChildCharacteristics"), "Ethnicity", "ethnicity"),
        disabilities=_disabilities(reader, element),
        episodes=tuple(read_episodes(reader, element, born_on)),
    )
    refused = any(problem.refused == "child" for problem in reader.problems)
    return Row(None if refused else record, tuple(reader.problems))


def _check_identifier(reader: Reader, la_child_id: str, seen: set[str]) -> None:
    # The register knows children by their ID in capitals.
    key = la_child_id.upper()
    reason = ""
    if not la_child_id:
        reason = "A child needs a local authority ID."
    elif not re.fullmatch(r"[A-Za-z0-9]{1,20}", la_child_id):
        reason = "The ID must be 1 to 20 letters and numbers."
    elif key in seen:
        reason = "This child is in the file already."
    if reason:
        reader.note("LAchildID", la_child_id, reason, refused="child")
    else:
        seen.add(key)


def _birth(reader: Reader, identifiers: Element | None) -> date | None:
    typed, expected = (
        text(identifiers, name) for name in ("PersonBirthDate", "ExpectedPersonBirthDate")
    )
    born_on = reader.day(identifiers, "PersonBirthDate", refused="child")
    if not typed and not expected:
        reader.note("PersonBirthDate", "", "A child needs a birth date.", refused="child")
    if born_on and reader.frame.today.year - born_on.year > OLDEST_YEARS:
        reason = f"More than {OLDEST_YEARS} years ago: too long for a child of this return."
        reader.note("PersonBirthDate", born_on, reason, refused="child")
    return born_on


def _upn(reader: Reader, identifiers: Element | None, name: str, seen: set[str]) -> str:
    typed = text(identifiers, name)
    if len(typed) > _LONGEST_UPN:
        reader.note(name, typed, "This is far too long for a UPN.", refused="field")
        return ""
    found = check(IdentifierType.UPN, typed)
    if typed and found.warning:
        reader.note(name, typed, found.warning, refused="")
    if typed and found.value in seen:
        reader.note(name, typed, "Another child of this file has this UPN.", refused="")
    seen.add(found.value)
    return typed


def _check_why_no_upn(reader: Reader, identifiers: Element | None) -> None:
    given, why = text(identifiers, "UPN"), reader.code(identifiers, "UPNunknown", "upn_unknown")
    if given and why:
        reason = "The return gives a UPN and also says why there is none. The UPN was kept."
        reader.note("UPNunknown", why, reason, refused="")


def _sex(reader: Reader, identifiers: Element | None) -> str:
    old, new = text(identifiers, "GenderCurrent"), text(identifiers, "Sex")
    if old and old not in _SEX_BEFORE_2024:
        reader.note("GenderCurrent", old, "This must be 0, 1, 2 or 9.", refused="field")
    if new and new not in ("M", "F", "U"):
        reader.note("Sex", new, "This must be M, F or U.", refused="field")
        return "U"
    return new or _SEX_BEFORE_2024.get(old, "U")


def _disabilities(reader: Reader, element: Element) -> tuple[str, ...]:
    parent = child(child(element, "ChildCharacteristics"), "Disabilities")
    typed = [(one.text or "").strip() for one in children(parent, "Disability")]
    known = [reader.known(code, "Disability", "disability") for code in typed]
    return tuple(code for code in known if code)
