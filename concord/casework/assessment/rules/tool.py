"""An assessment tool as pages and rules read it: domains, each with its indicators. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

# What has been true of a child's life, or helps them, is not asked for a time.
_LIFELONG = ("V", "P")
# A yes to one of these is nothing without what is known (domain.md annex B, Assessment).
_NEEDS_NARRATIVE = ("S", "C", "C2")


@dataclass(frozen=True)
class Indicator:
    """One thing that is asked about a child."""

    code: str
    kind: str
    label: str
    evidence: str = ""

    @property
    def has_times(self) -> bool:
        """Whether a yes also says when."""
        return self.kind not in _LIFELONG

    @property
    def needs_narrative(self) -> bool:
        """Whether a yes also says how it is known."""
        return self.kind in _NEEDS_NARRATIVE


@dataclass(frozen=True)
class Domain:
    """A part of a child's life, with what is asked about it."""

    code: str
    title: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Tool:
    """One version of a tool."""

    code: str
    version: int
    title: str
    domains: tuple[Domain, ...]

    @classmethod
    def of(cls, definition: Mapping[str, Any]) -> Self:
        """Read a tool from its definition."""
        domains = tuple(_domain(row) for row in definition["domains"])
        return cls(definition["code"], definition["version"], definition["title"], domains)

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Return every indicator by its code."""
        return {row.code: row for domain in self.domains for row in domain.indicators}

    def domain(self, code: str) -> Domain | None:
        """Return a domain, or None where the tool has none of that code."""
        return next((domain for domain in self.domains if domain.code == code), None)

    def after(self, code: str) -> Domain | None:
        """Return the domain that follows, or None after the last."""
        codes = [domain.code for domain in self.domains]
        following = codes.index(code) + 1
        return self.domains[following] if following < len(codes) else None


def _domain(row: Mapping[str, Any]) -> Domain:
    indicators = tuple(
        Indicator(one["code"], one["type"], one["label"], one.get("evidence", ""))
        for one in row["indicators"]
    )
    return Domain(row["code"], row["title"], indicators)
