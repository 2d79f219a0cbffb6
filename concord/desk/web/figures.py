"""Figures: children tracked by month, as counted or as they may be published."""

import csv
import io
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking import queries as tracking
from concord.casework.tracking.measures import TrackedMonth
from concord.casework.tracking.rules import stock_reconciles
from concord.engines.statistics.disclosure import publish
from concord.engines.statistics.measures import measure
from concord.engines.statistics.tables import WITHHELD, MonthCounts
from concord.kernel.levels import TRACKED_LEVELS, Level
from concord.kernel.periods import Month, months_ending
from concord.trust.pages import Page
from concord.trust.reference.queries import standard

MONTHS = 12
LONGEST = 120


class Figures(Page):
    """Children tracked at the end of each month by level, with starts and ends that reconcile."""

    template_name = "desk/figures.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("format") == "csv":
            return self._as_csv()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = self._counted()
        return super().get_context_data(**kwargs) | {
            "measure": measure("CE01"),
            "levels": [(level.value, level.label) for level in TRACKED_LEVELS],
            "rows": self._rows(counted),
            "public": self._is_public(),
            "threshold": self._threshold(),
            "reconciled": _reconciles(counted),
            "as_at": timezone.now(),
        }

    def _is_public(self) -> bool:
        return "statistics" not in self.actor.reads

    def _threshold(self) -> int:
        return int(standard("suppress_below", on=timezone.localdate()).value)

    def _counted(self) -> list[TrackedMonth]:
        """Return the months asked for, and the one before, from which the first one started."""
        stated = self.request.GET.get("months", "")
        count = min(int(stated), LONGEST) if stated.isdecimal() and 0 < len(stated) < 4 else MONTHS
        last = Month.containing(timezone.localdate()).back(1)
        counted: list[TrackedMonth] = measure("CE01").count(months_ending(last, max(count, 1) + 1))
        return counted

    def _rows(self, counted: list[TrackedMonth]) -> list[dict[str, Any]]:
        """Return the rows to show: as counted, or as they may be published."""
        if not self._is_public():
            return [_open_row(row) for row in counted[1:]]
        table = [MonthCounts(tuple(row.by_level.values()), row.starts, row.ends) for row in counted]
        published = publish(table, threshold=self._threshold())
        return [
            {
                "month": row.month,
                "cells": [{"value": _or_withheld(part)} for part in shown.parts],
                "total": _or_withheld(shown.total),
                "starts": _or_withheld(shown.starts),
                "ends": _or_withheld(shown.ends),
            }
            for row, shown in list(zip(counted, published, strict=True))[1:]
        ]

    def _as_csv(self) -> HttpResponse:
        # Month names, numbers and [c] only: no cell can be taken for a formula.
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(
            ["Month", *(level.label for level in TRACKED_LEVELS), "All", "Starts", "Ends"]
        )
        for row in self._rows(self._counted()):
            cells = [cell["value"] for cell in row["cells"]]
            writer.writerow([str(row["month"]), *cells, row["total"], row["starts"], row["ends"]])
        response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="children-tracked.csv"'
        return response


class FigureList(Page):
    """The children behind one number, for those who see numbers: only those they may see."""

    template_name = "desk/figure_list.html"

    def allowed(self) -> bool:
        return "statistics" in self.actor.reads

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month, level = self._asked()
        periods = list(tracking.open_on(self.actor, month.last_day))
        levels = tracking.levels_on(self.actor, periods, month.last_day)
        shown = [period for period in periods if level in ("all", levels.get(period.pk))]
        self.log_listed(period.subject_id for period in shown)
        (counted,) = measure("CE01").count([month])
        return super().get_context_data(**kwargs) | {
            "month": month,
            "label": "Any level" if level == "all" else Level(level).label,
            "rows": [(period, Level(levels[period.pk]).label) for period in shown],
            "counted": counted.total if level == "all" else counted.by_level[Level(level)],
            "back_to": reverse("desk:insight"),
        }

    def _asked(self) -> tuple[Month, str]:
        level = self.kwargs["level"]
        try:
            month = Month.parse(self.kwargs["month"])
        except ValueError:
            raise Http404 from None
        if level != "all" and level not in TRACKED_LEVELS:
            raise Http404
        return month, level


def _open_row(row: TrackedMonth) -> dict[str, Any]:
    def behind(level: str) -> str:
        return reverse("desk:insight_list", args=[str(row.month), level])

    return {
        "month": row.month,
        "cells": [
            {"value": count, "href": behind(level.value) if count else ""}
            for level, count in row.by_level.items()
        ],
        "total": row.total,
        "total_href": behind("all") if row.total else "",
        "starts": row.starts,
        "ends": row.ends,
    }


def _reconciles(counted: list[TrackedMonth]) -> bool:
    return all(
        stock_reconciles(start=before.total, starts=row.starts, ends=row.ends, end=row.total)
        for before, row in pairwise(counted)
    )


def _or_withheld(count: int | None) -> int | str:
    return WITHHELD if count is None else count
