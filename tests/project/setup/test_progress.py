import io
import sys
import threading

import pytest

from concord.project.setup import progress


class Screen(io.StringIO):
    """A screen that says when something has been written on it."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def write(self, text: str) -> int:
        count = super().write(text)
        self.written.set()
        return count


@pytest.mark.slow
def test_what_takes_longer_than_a_second_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    with progress.step("Counting sheep"):
        assert screen.written.wait(timeout=30)
        assert screen.getvalue() == "Counting sheep …\n"

    assert screen.getvalue().splitlines()[-1].startswith("Counting sheep … ")


def test_what_is_over_at_once_is_not_worth_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.step("Blinking"):
        pass

    assert capsys.readouterr().out == ""


@pytest.mark.slow
def test_what_failed_is_shown_as_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)

    def try_for_a_while() -> None:
        with progress.step("Trying"):
            assert screen.written.wait(timeout=30)
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        try_for_a_while()

    assert screen.getvalue().splitlines()[-1].startswith("Trying … failed after ")


@pytest.mark.slow
def test_on_a_terminal_one_line_counts_and_says_how_far_it_has_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Screen()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", screen)
    with progress.step("Building") as say:
        say("March 2026")
        assert screen.written.wait(timeout=30)

    assert "Building (March 2026) … 1 s" in screen.getvalue()
    assert screen.getvalue().count("\n") == 1
