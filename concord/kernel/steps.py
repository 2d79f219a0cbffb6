"""A table of the steps a record may take."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from concord.kernel.choices import TextChoices
from concord.kernel.verdicts import ALLOWED, Verdict, refused


@dataclass(frozen=True)
class Steps:
    """Which status may follow which, for one kind of record (domain.md annex B)."""

    name: str
    allowed: Mapping[TextChoices, Set[TextChoices]]

    def check(self, current: TextChoices, wanted: TextChoices) -> Verdict:
        """Return ALLOWED when the step is in the table, else a refusal naming both ends."""
        if wanted in self.allowed.get(current, frozenset()):
            return ALLOWED
        article = "An" if self.name[0] in "aeiou" else "A"
        return refused(
            f"{article} {self.name} that is {current.label.lower()}"
            f" cannot become {wanted.label.lower()}."
        )
