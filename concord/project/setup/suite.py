"""`python -m concord.project.setup.suite`: pytest with its database running."""

import subprocess
import sys

from concord.project.database.own_cluster import running_database
from concord.project.database.places import ROOT
from concord.project.setup.progress import step
from concord.project.troubles import Trouble

_PARALLEL = ["-n", "2"]


def main(words: list[str]) -> int:
    """Run the suite, or the part of it that the words name; return pytest's exit code."""
    command = [sys.executable, "-m", "pytest", *(words or _PARALLEL)]
    try:
        with running_database(step=step):
            return subprocess.call(command, cwd=ROOT)  # noqa: S603 - the words are the developer's
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return trouble.exit_code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
