"""An answer to "may this be done?" that carries its own reason."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """True when allowed; otherwise false, with a sentence fit to show the person who asked."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


ALLOWED = Verdict()


def refused(reason: str) -> Verdict:
    """Return a refusal. The reason says what is not possible and what would make it so."""
    return Verdict(reason)


def first_refusal(*verdicts: Verdict) -> Verdict:
    """Return the first refusal, or ALLOWED if there is none."""
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)


def allowed_if(condition: bool, otherwise: str) -> Verdict:
    """Return ALLOWED when the condition holds, else a refusal with that sentence."""
    return ALLOWED if condition else refused(otherwise)
