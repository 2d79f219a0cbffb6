import time

import pytest

from concord.project.setup import progress


@pytest.mark.slow
def test_what_takes_longer_than_a_second_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    shown = ""
    deadline = time.monotonic() + 10
    with progress.step("Counting sheep"):
        while not shown and time.monotonic() < deadline:
            shown = capsys.readouterr().out

    assert shown == "Counting sheep …\n"
    assert capsys.readouterr().out.startswith("Counting sheep … ")


def test_what_is_over_at_once_is_not_worth_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.step("Blinking"):
        pass

    assert capsys.readouterr().out == ""


def test_what_failed_is_shown_as_failed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="no"), progress.step("Trying"):
        raise ValueError("no")

    assert capsys.readouterr().out == "Trying … failed after 0 s\n"
