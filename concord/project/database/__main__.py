"""`python -m concord.project.database stop|remove`, for the Makefile."""

import sys

from concord.project.database.places import state_folder
from concord.project.database.removal import remove_database, stop_database
from concord.project.troubles import Trouble

_WORDS = {"stop": stop_database, "remove": remove_database}


def main(words: list[str]) -> int:
    """Do what the one word says; return the exit code."""
    if len(words) != 1 or words[0] not in _WORDS:
        sys.stderr.write("Usage: python -m concord.project.database stop|remove\n")
        return 2
    try:
        _WORDS[words[0]](state_folder())
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return trouble.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
