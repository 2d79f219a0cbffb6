"""Identifiers and their check digits (domain.md section 10).

A number that fails its check is never refused: agencies do know children by wrong numbers. It is
kept as unverified, with a warning fit to show.
"""

import re
from dataclasses import dataclass

from stdnum.exceptions import ValidationError
from stdnum.gb import nhs, upn

from concord.kernel.choices import TextChoices

# By the remainder of the year and serial number, divided by 23.
_PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


class IdentifierType(TextChoices):
    NHS = "NHS", "NHS number"
    UPN = "UPN", "Unique pupil number"
    FORMER_UPN = "former_UPN", "Former unique pupil number"
    LA_CHILD = "LA_child_id", "Local authority child ID"
    ULN = "ULN", "Unique learner number"
    POLICE = "police_niche", "Police reference"
    PNC = "PNCID", "Police National Computer ID"
    ADULT_CARE = "ASC_id", "Adult social care ID"
    YOUTH_JUSTICE = "YJS_id", "Youth justice ID"
    HOME_OFFICE = "HO_ref", "Home Office reference"


@dataclass(frozen=True)
class CheckedIdentifier:
    """An identifier as it will be stored, and what was found wrong with it, if anything."""

    value: str
    warning: str = ""

    @property
    def passes(self) -> bool:
        return not self.warning


def check(kind: IdentifierType, typed: str) -> CheckedIdentifier:
    """Return the tidied identifier, with a warning in plain English where its check fails."""
    value = re.sub(r"[\s\-]", "", typed).upper()
    checker = {
        IdentifierType.NHS: _nhs_warning,
        IdentifierType.UPN: _upn_warning,
        IdentifierType.FORMER_UPN: _upn_warning,
        IdentifierType.ULN: _uln_warning,
        IdentifierType.LA_CHILD: _child_id_warning,
        IdentifierType.PNC: _pnc_warning,
    }.get(kind)
    return CheckedIdentifier(value, checker(value) if checker else "")


def _nhs_warning(value: str) -> str:
    if not re.fullmatch(r"\d{10}", value):
        return "An NHS number has 10 digits. Kept as typed, and marked as not verified."
    try:
        nhs.validate(value)
    except ValidationError:
        return "The last digit of this NHS number does not fit. Kept, and marked as not verified."
    return ""


def _upn_warning(value: str) -> str:
    temporary = re.fullmatch(r"[A-Z]\d{11}[A-Z]", value)
    if not temporary and not re.fullmatch(r"[A-Z]\d{12}", value):
        return "A UPN is a letter followed by 12 digits. Kept as typed, and marked as not verified."
    try:
        upn.validate(value)
    except ValidationError:
        return "The check letter of this UPN does not fit. Kept, and marked as not verified."
    return ""


def _uln_warning(value: str) -> str:
    if not re.fullmatch(r"\d{10}", value):
        return "A ULN has 10 digits. Kept as typed, and marked as not verified."
    pairs = zip(value[:9], range(10, 1, -1), strict=True)
    remainder = sum(int(digit) * weight for digit, weight in pairs) % 11
    if remainder == 0 or 10 - remainder != int(value[9]):
        return "The last digit of this ULN does not fit. Kept, and marked as not verified."
    return ""


def _child_id_warning(value: str) -> str:
    # CIN census 2024-25: up to 20 letters and digits, no punctuation.
    if re.fullmatch(r"[A-Z0-9]{1,20}", value):
        return ""
    return "A local authority child ID has 1 to 20 letters and digits. Kept, not verified."


def _pnc_warning(value: str) -> str:
    found = re.fullmatch(r"\d{2}(\d{2})/(\d{7})([A-Z])", value, re.ASCII)
    if not found:
        return "A PNC ID looks like 2003/0011985X. Kept as typed, and marked as not verified."
    year, serial, letter = found.groups()
    if _PNC_LETTERS[int(year + serial) % len(_PNC_LETTERS)] != letter:
        return "The last letter of this PNC ID does not fit. Kept, and marked as not verified."
    return ""
