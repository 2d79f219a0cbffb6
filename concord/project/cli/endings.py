"""How a command that did not succeed ends: one sentence on the screen, and an exit code."""

import logging
import os
import sys
import traceback
from datetime import datetime
from pathlib import Path

import click

from concord.project.database.places import private_folder, state_folder
from concord.project.troubles import Trouble, sentence_for

FAILED, NOT_UNDERSTOOD, MISSING, INTERRUPTED = 1, 2, 3, 130


def end_of(error: BaseException) -> int:
    """Tell the operator what happened and return the exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else FAILED
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, KeyboardInterrupt | click.Abort):
        _say("Stopped.")
        return INTERRUPTED
    sentence, code = _explain(error) or (_record(error), FAILED)
    _say(sentence)
    return code


def _explain(error: BaseException) -> tuple[str, int] | None:
    if isinstance(error, Trouble):
        return str(error), error.exit_code
    if isinstance(error, OSError):
        return sentence_for(error), FAILED
    return _explain_django(error)


def _explain_django(error: BaseException) -> tuple[str, int] | None:
    # Imported here: the command line also answers where Django is not set up.
    import psycopg
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    if isinstance(error, ImproperlyConfigured):
        return str(error), MISSING
    if isinstance(error, OperationalError | psycopg.OperationalError):
        return f"The database cannot be used: {_first_line(error)}", MISSING
    if "concord.trust.commands" in sys.modules:
        from concord.trust.commands import Refused, Stale

        if isinstance(error, Refused | Stale):
            return str(error), FAILED
    return None


def _record(error: BaseException) -> str:
    """Write an unexpected error to the log, and return a sentence that says where that is."""
    said = f"Something went wrong that Concord did not expect ({type(error).__name__})."
    try:
        log = _append("".join(traceback.format_exception(error)))
    except OSError:
        return f"{said} Run the command again as `concord --debug …` to see where."
    return f"{said} Details are in {log}."


def _append(text: str) -> Path:
    log = private_folder(state_folder() / "logs") / "concord.log"
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as file:
        file.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{text}\n")
    return log


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _say(sentence: str) -> None:
    logging.disable()
    click.echo(sentence, err=True)
