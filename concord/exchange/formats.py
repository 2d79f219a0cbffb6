"""The standards that Concord reads, in one list: a file is tried against each in this order."""

from pathlib import Path

from concord.exchange.rows import Format

FORMATS: tuple[Format, ...] = ()


def recognised(path: Path) -> Format | None:
    """Return the standard that a file looks like, or None: then its columns are mapped by hand."""
    return next((one for one in FORMATS if one.recognises(path)), None)
