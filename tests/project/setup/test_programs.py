import sys
from pathlib import Path

import pytest

from concord.project.setup.programs import answer_of, run_logged
from concord.project.troubles import Trouble


def test_a_program_that_fails_is_quoted_with_its_log(state: Path) -> None:
    command = [sys.executable, "-c", "print('the reason'); raise SystemExit(4)"]

    with pytest.raises(Trouble, match=r"(?s)It did not work\..*try\.log.*the reason"):
        run_logged(command, log="try.log", otherwise="It did not work.")


def test_a_program_that_succeeds_says_nothing(
    state: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run_logged([sys.executable, "-c", "print('noise')"], log="try.log", otherwise="")

    assert capfd.readouterr().out == ""
    assert (state / "logs" / "try.log").read_text() == "noise\n"


def test_a_program_that_is_not_there_has_no_answer() -> None:
    assert answer_of(["no-such-program-anywhere"]) == ""
    assert answer_of([sys.executable, "-c", "raise SystemExit(1)"]) == ""
    assert answer_of([sys.executable, "-c", "print('yes')"]) == "yes"
