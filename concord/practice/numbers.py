"""Identifiers for invented people: right in form, and impossible to take for a real person's.

NHS numbers beginning 999 are set aside for testing; the schools of these UPNs do not exist.
"""

from random import Random

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_LOCAL_AUTHORITY = "380"
_ESTABLISHMENTS = ("9971", "9972", "9973", "9974", "9975", "9976")


def nhs_number(chance: Random) -> str:
    """Return an NHS number from the 999 range whose check digit fits (domain.md 10)."""
    while True:
        nine = f"999{chance.randrange(1_000_000):06d}"
        total = sum(
            int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)
        )
        check = (11 - total % 11) % 11
        # A remainder that would need a check digit of 10 makes a number that is never issued.
        if check != 10:
            return f"{nine}{check}"


def mistyped(number: str) -> str:
    """Return a number with its last digit wrong, as somebody might key it."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def unique_pupil_number(chance: Random, *, born_year: int) -> str:
    """Return a UPN of a school that does not exist, with its check letter (domain.md 10)."""
    entered = (born_year + 5) % 100
    digits = (
        f"{_LOCAL_AUTHORITY}{chance.choice(_ESTABLISHMENTS)}{entered:02d}"
        f"{chance.randrange(1, 1000):03d}"
    )
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2))
    return _UPN_LETTERS[total % 23] + digits
