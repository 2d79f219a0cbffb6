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
        parts.append(_sign_in(names))
    parts.append(f"Stop it with Ctrl-C. Logs are in {logs}.")
    return "\n" + "\n\n".join(parts) + "\n"


def _sign_in(names: Sequence[Sequence[str]]) -> str:
    rows: list[tuple[str, ...]]
    passwords = {password for _, _, password in names}
    if len(passwords) == 1:
        heading = f"Everybody's password is: {passwords.pop()}"
        rows = [("User name", "Who"), *((username, who) for who, username, _ in names)]
    else:
        heading = "Sign in as"
        rows = [("User name", "Password", "Who")]
        rows += [(username, password, who) for who, username, password in names]
    return f"{heading}\n\n{_table(rows)}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    return "\n".join("  " + "  ".join(row).rstrip() for row in padded)
