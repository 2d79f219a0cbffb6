"""What somebody asks of a network, read from the page's address and shown again as filters.

An address holds codes, days and agencies; nobody is named in it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict

from concord.registers.links.network import Asked
from concord.registers.links.rules import Confidence, Role
from concord.trust.agencies.queries import agencies_on

DEFAULT_STEPS = "2"
_STEPS = [("1", "One step"), ("2", "Two steps"), ("3", "Three steps")]
_AGES = [("", "At any time"), ("3", "In the last 3 months"), ("6", "In the last 6 months"),
         ("12", "In the last year")]  # fmt: skip
_DAYS_IN_A_MONTH = 30.44
MONTHS_BACK = 36


@dataclass(frozen=True)
class Filter:
    """One question of the form above the network: its name, words, answers and the chosen one."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def filters(query: QueryDict, *, today: date) -> list[Filter]:
    """Return the questions with what the address chose; what they do not know is left out."""
    agencies = [(str(agency.pk), agency.name) for agency in agencies_on(today).order_by("name")]
    offered = [
        ("steps", "How far", _STEPS),
        ("role", "In which role", [("", "Any role"), *_roles()]),
        ("agency", "Recorded by", [("", "Any agency"), *agencies]),
        ("confirmed", "Last confirmed", _AGES),
        ("confidence", "How sure, at least", list(Confidence.choices)),
        ("facts", "Facts or opinions", [("", "Both"), ("yes", "Facts only")]),
        ("ago", "As it was", _moments(today)),
    ]
    return [
        Filter(name, label, options, _chosen(query.get(name, ""), name, options))
        for name, label, options in offered
    ]


def asked_of(chosen: list[Filter], *, today: date) -> tuple[int, Asked]:
    """Return how many steps are asked for, and which links."""
    said = {each.name: each.chosen for each in chosen}
    asked = Asked(
        roles=frozenset([said["role"]] if said["role"] else []),
        agency=UUID(said["agency"]) if said["agency"] else None,
        least_confidence=said["confidence"],
        facts_only=said["facts"] == "yes",
        confirmed_since=_months_before(today, said["confirmed"]),
        on=_months_before(today, said["ago"]),
    )
    return int(said["steps"]), asked


def in_words(chosen: list[Filter]) -> str:
    """Return what was asked for in one line, for paper and exports."""
    said = [f"{each.label.lower()}: {dict(each.options)[each.chosen].lower()}" for each in chosen]
    words = "; ".join(said)
    return words[0].upper() + words[1:]


def _chosen(stated: str, name: str, options: list[tuple[str, str]]) -> str:
    if stated in dict(options):
        return stated
    return DEFAULT_STEPS if name == "steps" else options[0][0]


def _roles() -> list[tuple[Any, Any]]:
    return [choice for choice in Role.choices if choice[0]]


def _moments(today: date) -> list[tuple[str, str]]:
    months = ((str(ago), _months_before(today, str(ago))) for ago in range(1, MONTHS_BACK + 1))
    return [("", "Today"), *((ago, f"On {on.day} {on:%B %Y}") for ago, on in months if on)]


def _months_before(today: date, months: str) -> date | None:
    """Return the day that lies some average months back: a filter, not a legal period."""
    return today - timedelta(days=round(int(months) * _DAYS_IN_A_MONTH)) if months else None
