"""The report of linking as one HTML file: no script, nothing fetched, no protected address."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from concord.engines.documents.outgoing import Redactor
from concord.exchange.linking.drawing import WIDTH, histogram, waterfall
from concord.exchange.linking.finding import Found, Match
from concord.exchange.linking.reading import Entry, People
from concord.registers.subjects.matching import Strength
from concord.ui.words import day, moment

MOST_UNSURE, MOST_SURE = 100, 10


def report_of(
    found: Found, files: Sequence[People], redact: Redactor, *, by: str, engine: str, at: datetime
) -> str:
    """Return the report. Names pass through `redact`; addresses are not in it at all."""
    unsure = found.unsure
    sure = [match for match in found.matches if match.strength is Strength.STRONG]
    shown = [*unsure[:MOST_UNSURE], *sure[-MOST_SURE:]]
    bins = histogram((match.finding.weight, match.is_true) for match in found.matches)
    several = [members for members in found.groups if len(members) > 1]
    return _template().render(
        made=f"Made {moment(at)} for {by}",
        files=[(one.name, len(one.entries), one.in_words()) for one in files],
        problems=[
            (one.place_of(problem), replace(problem, value=redact(problem.value)))
            for one in files
            for problem in one.problems
        ],
        entries=len(found.entries),
        people=len(found.groups),
        several=len(several),
        sure=len(sure),
        unsure=len(unsure),
        score=found.score,
        assumed=[*found.assumed, *_assumed(found, engine)],
        bins=bins,
        most=max((one.pairs for one in bins), default=0),
        pairs=[_shown(match, redact) for match in shown],
        left_out=len(unsure) + len(sure) - len(shown),
        width=WIDTH,
    )


def _assumed(found: Found, engine: str) -> list[str]:
    return [
        f"Two records taken at random are of one person once in {1 / found.model.prior:,.0f} times:"
        " that is where the evidence starts.",
        "Only pairs that agree in a name, a date or a number were compared at all.",
        "Protected addresses on the register were left out. Where a name has several readings,"
        " the usual one was compared.",
        f"It ran in {'DuckDB on one machine' if engine == 'duckdb' else 'Spark'}.",
    ]


def _shown(match: Match, redact: Redactor) -> dict[str, object]:
    return {
        "left": _entry(match.left, redact),
        "right": _entry(match.right, redact),
        "strength": match.strength.label,
        "probability": f"{100 * match.finding.probability:.1f}%",
        "is_joined": match.is_joined,
        "is_true": match.is_true,
        "fall": waterfall(match.finding),
    }


def _entry(entry: Entry, redact: Redactor) -> dict[str, str]:
    born_on = entry.traits.born_on
    return {
        "where": entry.source if entry.subject_id else f"{entry.source}, row {entry.row}",
        "key": redact(entry.key),
        "name": redact(entry.name) or "No name",
        "born": day(born_on) if born_on else "not known",
    }


@cache
def _template() -> Template:
    pages = Environment(
        loader=PackageLoader("concord.exchange.linking"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template("report.html")
