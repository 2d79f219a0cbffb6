"""The set-up begins on a Python that has nothing but its standard library."""

import subprocess
import sys

from concord.project.database.places import ROOT


def _bare_python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-S", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_it_needs_no_package() -> None:
    done = _bare_python("-c", "import concord.project.setup.__main__")

    assert done.stderr == ""


def test_cleaning_needs_no_package() -> None:
    done = _bare_python("-c", "import concord.project.database.__main__")

    assert done.stderr == ""


def test_a_word_it_does_not_know_is_answered_with_those_it_does() -> None:
    done = _bare_python("-m", "concord.project.setup", "nonsense")

    assert done.returncode == 2
    assert "run|test|check|fix" in done.stderr
