"""Open data that lies beside the project, where an operator has put it. None of it is committed."""

from pathlib import Path

import pytest

_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


def open_data(*parts: str) -> Path:
    """Return a file of the open data, or skip the test and say which file is absent."""
    path = _DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"The open data is not beside the project: {'/'.join(parts)} is absent.")
    return path
