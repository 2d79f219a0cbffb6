"""Where invented children live and learn. No such streets, postcodes or schools exist there."""

from random import Random

# Postcodes in the sector BD99 9 belong to no home.
_STREETS = (
    "Hollin Bank",
    "Weaver Street",
    "Beckfoot Rise",
    "Carder Terrace",
    "Moorcroft Gardens",
    "Tenter Hill",
    "Shuttle Lane",
    "Worsted Close",
    "St Blaise Mount",
    "Combing Shed Court",
)
_WARDS = (
    "Beckside and Tenter Hill",
    "Moorcroft",
    "St Blaise",
    "Upper Weaver Valley",
    "Canal Basin",
    "Hollin Edge",
)
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
SCHOOLS = (
    "Moorcroft High School",
    "Tenter Hill Academy",
    "St Blaise Catholic College",
    "Weaver Valley School",
    "Canal Basin Studio School",
    "Hollin Edge Pupil Referral Unit",
)


def address(chance: Random) -> tuple[str, str]:
    """Return an invented address and its postcode."""
    lines = f"{chance.randrange(1, 148)} {chance.choice(_STREETS)}, {chance.choice(_WARDS)}"
    return lines, f"BD99 9{chance.choice(_LETTERS)}{chance.choice(_LETTERS)}"
