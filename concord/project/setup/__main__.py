"""`python3 -m concord.project.setup run|test|check|fix`: what the Makefile calls.

It starts on whatever Python the machine has, makes the environment, and goes on inside it.
"""

import os
import sys
from collections.abc import Callable

from concord.project.database.lease import one_at_a_time
from concord.project.database.places import ROOT, state_folder
from concord.project.setup import checks
from concord.project.setup.browser import set_up_browser
from concord.project.setup.frontend import set_up_frontend
from concord.project.setup.packages import PYTHON, set_up_packages
from concord.project.setup.spark import set_up_spark
from concord.project.setup.static_files import collect_static_files
from concord.project.troubles import Trouble, sentence_for

_USAGE = "Usage: python3 -m concord.project.setup run|test|check|fix [more words]\n"


def _run(words: list[str]) -> int:
    os.environ.setdefault("CONCORD_MODE", "practice")
    with one_at_a_time(state_folder(), "setup"):
        set_up_packages("base")
        set_up_frontend()
    sys.stdout.flush()
    # The same process becomes the server, so that a Ctrl-C finds it.
    os.execv(PYTHON, [str(PYTHON), "-m", "concord.project.cli", "run", *words])  # noqa: S606 - our own program, by name


def _test(words: list[str]) -> int:
    _work_apart()
    set_up_packages("dev")
    set_up_frontend()
    collect_static_files(PYTHON)
    os.environ["CONCORD_CHROMIUM"] = set_up_browser()
    set_up_spark()
    found = 0 if words else checks.check()
    return checks.suite(words) or found


def _check(_: list[str]) -> int:
    _work_apart()
    set_up_packages("dev")
    return checks.check()


def _fix(_: list[str]) -> int:
    set_up_packages("dev")
    return checks.fix()


def _work_apart() -> None:
    """Use a state folder of our own, so that a running Concord and its people are undisturbed."""
    os.environ["CONCORD_STATE"] = str(ROOT / ".concord" / "test")
    os.environ["CONCORD_MODE"] = "practice"
    os.environ["CONCORD_DISPOSABLE_DATABASE"] = "1"


_WORDS: dict[str, Callable[[list[str]], int]] = {
    "run": _run,
    "test": _test,
    "check": _check,
    "fix": _fix,
}


def main(words: list[str]) -> int:
    """Do what the first word says; return an exit code."""
    if not words or words[0] not in _WORDS:
        sys.stderr.write(_USAGE)
        return 2
    os.chdir(ROOT)
    try:
        return _WORDS[words[0]](words[1:])
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return trouble.exit_code
    except OSError as error:
        sys.stderr.write(f"{sentence_for(error)}\n")
        return Trouble.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
