"""The figures of tracking, counted past the walls by functions that return only numbers (ADR 9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from concord.engines.statistics.measures import Measure, MeasureKind
from concord.kernel.levels import TRACKED_LEVELS, Level
from concord.kernel.periods import Month


@dataclass(frozen=True)
class TrackedMonth:
    """Children tracked at the end of a month by level, and who came and went in it."""

    month: Month
    by_level: dict[Level, int]
    starts: int
    ends: int

    @property
    def total(self) -> int:
        return sum(self.by_level.values())


def tracked_by_month(months: Sequence[Month]) -> list[TrackedMonth]:
    """Return the stock and flow of each month, in two grouped queries however many months.

    A stock counts children with an open period at 23:59 on the last day, at the level then in
    force; a flow counts periods that began or ended in the month (domain.md 8.1).
    """
    if not months:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select day, level, children from tracking_stock(%s::date[])",
            [[month.last_day for month in months]],
        )
        stock = {(day, level): count for day, level, count in cursor.fetchall()}
        cursor.execute(
            "select month, starts, ends from tracking_flow(%s, %s)",
            [min(months).first_day, max(months).last_day],
        )
        flow = {month: (starts, ends) for month, starts, ends in cursor.fetchall()}
    return [
        TrackedMonth(
            month,
            {level: stock.get((month.last_day, level), 0) for level in TRACKED_LEVELS},
            *flow.get(month.first_day, (0, 0)),
        )
        for month in months
    ]


def started_by_month(months: Sequence[Month]) -> dict[Month, int]:
    """Return how many tracking periods opened in each month."""
    return {row.month: row.starts for row in tracked_by_month(months)}


def ended_by_month(months: Sequence[Month]) -> dict[Month, int]:
    """Return how many tracking periods closed in each month."""
    return {row.month: row.ends for row in tracked_by_month(months)}


_SOURCE = "Tracking records of this partnership"

CHILDREN_TRACKED = Measure(
    code="CE01",
    name="Children tracked at the end of the month, by level",
    kind=MeasureKind.STOCK,
    unit="children",
    definition=(
        "Children with an open tracking period at 11:59pm on the last day of the month, each once,"
        " at the level in force at that time. Tracking opens when a second person agrees an"
        " assessment at emerging, moderate or significant risk; a meeting then confirms it. The"
        " count is the same whoever asks, and includes children whose records few people may open."
        " A record that is sealed is counted in no month while its seal stands."
    ),
    numerator="Children with an open tracking period at that level",
    denominator="None: this is a count",
    source=_SOURCE,
    serves="Scrutiny report, paragraph 2.9",
    version=2,
    count=tracked_by_month,
)
TRACKING_STARTED = Measure(
    code="CE02",
    name="Tracking started in the month",
    kind=MeasureKind.FLOW,
    unit="tracking periods",
    definition=(
        "Tracking periods that opened from the first to the last day of the month. A child who"
        " comes back is counted again. A sealed record is left out while its seal stands."
    ),
    numerator="Tracking periods opened",
    denominator="None: this is a count",
    source=_SOURCE,
    serves="Scrutiny report, paragraph 2.12",
    version=2,
    count=started_by_month,
)
TRACKING_ENDED = Measure(
    code="CE03",
    name="Tracking ended in the month",
    kind=MeasureKind.FLOW,
    unit="tracking periods",
    definition=(
        "Tracking periods that closed from the first to the last day of the month, for any reason."
        " Children at the end of a month are those at its start, plus starts, less ends. A sealed"
        " record is left out while its seal stands."
    ),
    numerator="Tracking periods closed",
    denominator="None: this is a count",
    source=_SOURCE,
    serves="Scrutiny report, paragraph 2.14",
    version=2,
    count=ended_by_month,
)
