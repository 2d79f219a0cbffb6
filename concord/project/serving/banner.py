"""What the screen says when Concord is ready."""

from collections.abc import Sequence
from pathlib import Path

_PRACTICE = """\
This is a practice set-up{first}, not production. Everybody in it is invented.
Never put a real person's details into it. `concord doctor` says what production needs."""


def banner(
    address: str, *, practice: bool, first_run: bool, names: Sequence[Sequence[str]], logs: Path
) -> str:
    """Return the banner: where to go, what this is not, and who can sign in."""
    parts = [f"Concord is ready at {address}"]
    if practice:
        parts.append(_PRACTICE.format(first=", and its first run" if first_run else ""))
    if names:
        parts.append("Sign in as\n" + _table(names))
    parts.append(f"Stop it with Ctrl-C. Logs are in {logs}.")
    return "\n" + "\n\n".join(parts) + "\n"


def _table(rows: Sequence[Sequence[str]]) -> str:
    headed = [("Who", "User name", "Password"), *rows]
    widths = [max(len(row[column]) for row in headed) for column in range(3)]
    padded = [[cell.ljust(widths[column]) for column, cell in enumerate(row)] for row in headed]
    return "\n".join("  " + "  ".join(row).rstrip() for row in padded)
