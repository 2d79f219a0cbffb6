"""The most that any decision of the partnership can make a role open. Pure: no database, no clock.

The matrix itself is the partnership's to change (domain.md 9.2). What stands here is not: it keeps
apart those who give access, those who watch it and those who are watched.
"""

from concord.kernel.verdicts import ALLOWED, Verdict, allowed_if, first_refusal, refused
from concord.trust.access.rules import BESIDE_RECORDS, Ability, Compartment

# No row of the matrix: the role opens nothing of that part.
NOTHING = ""
PARTS = {part.value: part.label for part in Compartment} | BESIDE_RECORDS
# The narrowest first. What is published holds nobody's record, so it is less than a summary.
_ORDER = (NOTHING, Ability.PUBLIC, Ability.SUMMARY, Ability.READ, Ability.WRITE)
_OF_A_RECORD = (NOTHING, Ability.SUMMARY, Ability.READ, Ability.WRITE)
# Figures are worked out, the log is written by what happens, and an address is asked for.
_MAKES_SENSE = {
    "statistics": (NOTHING, Ability.PUBLIC, Ability.READ),
    "audit": (NOTHING, Ability.READ),
    "protected_address": (NOTHING, Ability.READ),
}
_POLICE = frozenset({"police", "police_intelligence"})
# Who gives access, who checks it and who is told figures: none of them is shown anybody.
_SHOWN_NOBODY = frozenset(
    {"administrator", "agency_lead", "information_governance", "board_member"}
)
_WITHOUT_NAMES = frozenset({"analyst"})


def abilities_of(part: str) -> tuple[str, ...]:
    """Return what a role may be given of a part at all, the narrowest first."""
    return _MAKES_SENSE.get(part, _OF_A_RECORD)


def is_wider(one: str, other: str) -> bool:
    """Return whether one ability opens more than another."""
    return _ORDER.index(one) > _ORDER.index(other)


def may_open(role: str, part: str, ability: str) -> Verdict:
    """Say whether a role may ever have this ability in a part, and why not.

    Nobody decides beyond this, and what a row says beyond it opens nothing.
    """
    if ability == NOTHING:
        return ALLOWED
    if ability not in abilities_of(part):
        return refused("This part is not opened in that way.")
    return first_refusal(
        _intelligence_stays_with_the_police(role, part),
        _one_role_reads_the_log(role, part),
        _is_shown_somebody(role, part),
        _without_names(role, part, ability),
    )


def _intelligence_stays_with_the_police(role: str, part: str) -> Verdict:
    """domain.md 4.3: the original is kept apart, and what leaves the police is sanitised."""
    return allowed_if(
        part != Compartment.INTELLIGENCE_RAW or role in _POLICE,
        "Intelligence as police hold it stays with the police. Others get it sanitised.",
    )


def _one_role_reads_the_log(role: str, part: str) -> Verdict:
    """domain.md 9.2 and 9.4: whoever is written about in the log does not keep it."""
    return allowed_if(
        part != "audit" or role == "information_governance",
        "Only the information-governance lead reads the audit log.",
    )


def _is_shown_somebody(role: str, part: str) -> Verdict:
    return allowed_if(
        role not in _SHOWN_NOBODY or part in ("statistics", "audit"),
        "This role gives access, watches over it or is told figures. It opens nobody’s record.",
    )


def _without_names(role: str, part: str, ability: str) -> Verdict:
    """domain.md 9.2: an analyst works with figures, places and what has no names."""
    named = part not in ("statistics", Compartment.LOCATIONS)
    return allowed_if(
        role not in _WITHOUT_NAMES or not named or not is_wider(ability, Ability.SUMMARY),
        "An analyst works without names: a summary at most.",
    )
