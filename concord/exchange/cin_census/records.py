"""What a children in need census says, once read. Nothing here is trusted until it is checked."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Problem:
    """Something in the file that was refused or needs a look, and why, in plain English."""

    row: int
    la_child_id: str
    column: str
    value: str
    reason: str
    refused: str  # "child", "episode", "field", or "" for a warning


@dataclass(frozen=True)
class CensusStep:
    """An assessment, enquiry, plan or review within an episode."""

    kind: str
    started_on: date
    ended_on: date | None = None
    codes: tuple[str, ...] = ()
    internal_review_on: date | None = None
    conference_due_on: date | None = None
    conference_not_needed: bool | None = None
    first_category: str = ""
    plans_before: int | None = None


@dataclass(frozen=True)
class CensusEpisode:
    """One episode of need (CINdetails)."""

    referred_on: date
    source_code: str
    need_code: str
    closed_on: date | None
    closure_code: str
    no_further_action: bool
    conference_on: date | None
    steps: tuple[CensusStep, ...]


@dataclass(frozen=True)
class CensusChild:
    """One child of the return, in the order of the file. A census holds no names."""

    row: int
    la_child_id: str
    upn: str
    former_upn: str
    born_on: date | None
    expected_on: date | None
    died_on: date | None
    sex: str
    ethnicity: str
    disabilities: tuple[str, ...]
    episodes: tuple[CensusEpisode, ...]


@dataclass(frozen=True)
class Row:
    """One child of the file: accepted or not, with everything that was wrong."""

    child: CensusChild | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Header:
    """Which return this is."""

    year: int
    reference_on: date
    authority: str
    software: str = ""
    serial_no: str = ""
    written_at: str = ""
