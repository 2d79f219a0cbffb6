"""The children in need census, as the council returns it to the Department for Education.

Reading it is pure. What needs the database is imported once it is asked for.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concord.exchange.cin_census.report import CensusReport
    from concord.trust.actors import Actor


def _silent(_: str) -> None:
    return None


def preview_file(
    path: Path, *, by: "Actor", progress: Callable[[str], None] = _silent
) -> "CensusReport":
    """Read and check a whole census and say what loading it would change; nothing is written.

    Raises CensusUnreadable when the file cannot be used.
    """
    from concord.exchange.cin_census.apply import preview

    return preview(path, by=by, progress=progress)


def load_file(
    path: Path, *, by: "Actor", progress: Callable[[str], None] = _silent
) -> "CensusReport":
    """Load a census, all that fits or nothing, as the data steward of social care.

    Raises CensusUnreadable when the file cannot be used, also part of the way through, and Refused
    when this person may not load it.
    """
    from concord.exchange.cin_census.apply import load

    return load(path, by=by, progress=progress)
