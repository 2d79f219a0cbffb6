"""The command line answers everything with a sentence and an exit code, never a stack trace."""

import logging
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from concord.project.cli.entry import concord, main
from concord.project.database import places

COMMANDS = ["", *sorted(concord.commands), "practice build"]


@pytest.fixture(autouse=True)
def logging_goes_on() -> Iterator[None]:
    """A command that has failed logs no more: its process is over, that of the tests is not."""
    yield
    logging.disable(logging.NOTSET)


def _code(*words: str) -> object:
    with pytest.raises(SystemExit) as ended:
        main(words)
    return ended.value.code


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _code(*command.split(), "--help") == 0
    assert "Usage: concord" in capsys.readouterr().out


def test_the_exit_codes_are_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    _code("--help")

    assert "Exit codes: 0 done; 1 refused or failed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["serve", "--port", "many"],
        ["serve", "--port", "70000"],
        ["practice", "build", "--children", "0"],
        ["verify-audit", "--anchor", "yesterday"],
        ["link"],
        ["load", "people", "no-such-file.csv"],
    ],
)
def test_what_is_not_understood_ends_with_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _code(*words) == 2
    assert "Error: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["verify-audit"], ["practice", "build"], ["serve", "--port", "64999"]]
)
def test_without_a_database_a_command_says_how_to_make_one(
    words: list[str], state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _code(*words) == 3
    assert capsys.readouterr().err == (
        "There is no database yet. Make one with: make run, or: concord prepare\n"
    )


def test_a_damaged_record_of_the_installation_is_named(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = state / "database" / "cluster.json"
    places.write_private(record, "not what was written there")

    assert _code("verify-audit") == 1
    assert capsys.readouterr().err.startswith(f"{record} no longer says where the database is.")
    record.unlink()


@pytest.fixture
def broken() -> Iterator[click.Command]:
    """A command with an error that nobody expected."""

    @concord.command("break")
    def break_down() -> None:
        raise ZeroDivisionError("nobody expected this")

    yield break_down
    del concord.commands["break"]


def test_an_unexpected_error_is_one_sentence_and_the_rest_is_in_a_private_log(
    broken: click.Command, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _code("break") == 1
    log = state / "logs" / "concord.log"

    assert capsys.readouterr().err == (
        "Something went wrong that Concord did not expect (ZeroDivisionError)."
        f" Details are in {log}.\n"
    )
    assert "Traceback" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


def test_debug_shows_where_an_unexpected_error_came_from(broken: click.Command) -> None:
    with pytest.raises(ZeroDivisionError):
        main(["--debug", "break"])


def test_make_keys_makes_what_is_missing_and_leaves_what_is_there(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _code("make-keys") == 0
    made = {path.name: path.read_text() for path in (state / "keys").iterdir()}
    assert set(made) == {
        "secret_key",
        "field_keys.json",
        "wrapping_keys.json",
        "backup_keys.json",
    }
    assert _code("make-keys") == 0
    assert {path.name: path.read_text() for path in (state / "keys").iterdir()} == made
    assert "Every key file is there." in capsys.readouterr().out
