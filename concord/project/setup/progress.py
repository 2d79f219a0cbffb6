"""A line for everything that takes longer than a second."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SHOW_AFTER = 1.0
_REMIND_EVERY = 30.0
# Back to the beginning of the line, and wipe what stands there.
_OVER = "\r\x1b[K"


@contextmanager
def step(what: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done while the block runs, with seconds, unless it is over at once.

    Gives the block a function to say how far it has come.
    """
    line = _Line(what)
    line.start()
    failed = True
    try:
        yield line.detail
        failed = False
    finally:
        line.finish(failed=failed)


class _Line(threading.Thread):
    """On a terminal one line that counts; elsewhere a line to begin, reminders and the end."""

    def __init__(self, what: str) -> None:
        super().__init__(daemon=True)
        self._what = what
        self._over = threading.Event()
        self._began = time.monotonic()
        self._counts = sys.stdout.isatty()
        self._how_far = ""

    def detail(self, how_far: str) -> None:
        """Show how far the work has come, where the line can be written over."""
        self._how_far = f" ({how_far})"

    def run(self) -> None:
        pause = _SHOW_AFTER
        while not self._over.wait(pause):
            self._show()
            pause = 1.0 if self._counts else _REMIND_EVERY

    def finish(self, *, failed: bool) -> None:
        self._over.set()
        self.join()
        if self._seconds() >= _SHOW_AFTER:
            ending = "failed after " if failed else ""
            _write(f"{self._lead()}{self._what} … {ending}{self._seconds():.0f} s\n")

    def _show(self) -> None:
        if self._counts:
            _write(f"{_OVER}{self._what}{self._how_far} … {self._seconds():.0f} s")
        else:
            _write(f"{self._what} …\n")

    def _lead(self) -> str:
        return _OVER if self._counts else ""

    def _seconds(self) -> float:
        return time.monotonic() - self._began


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
