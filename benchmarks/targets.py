"""What was measured beside what is to be reached."""

import sys
from dataclasses import dataclass, field


@dataclass
class Targets:
    """Says of each figure whether it is reached, and ends a benchmark with 1 when one is not."""

    missed: list[str] = field(default_factory=list)

    def at_most(self, name: str, figure: float, limit: float) -> None:
        """Expect a figure that must not be larger than its limit."""
        self._say(name, figure, "at most", limit, met=figure <= limit)

    def at_least(self, name: str, figure: float, limit: float) -> None:
        """Expect a figure that must not be smaller than its limit."""
        self._say(name, figure, "at least", limit, met=figure >= limit)

    def finish(self) -> None:
        """End with 1 when anything was missed."""
        sys.exit(1 if self.missed else 0)

    def _say(self, name: str, figure: float, how: str, limit: float, *, met: bool) -> None:
        if not met:
            self.missed.append(name)
        print(f"{'reached' if met else 'MISSED '} {name}: {figure:,.6g} ({how} {limit:,.6g})")
