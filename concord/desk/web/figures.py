"""Figures: children tracked by month, as counted or as they may be published."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking import queries as tracking
from concord.casework.tracking.measures import TrackedMonth
from concord.casework.tracking.rules import stock_reconciles
from concord.desk.web import figure_tables
from concord.engines.documents.web.exports import WRITERS, table_response
from concord.engines.statistics.measures import measure
from concord.kernel.levels import TRACKED_LEVELS, Level
from concord.kernel.periods import Month, months_ending
from concord.trust.pages import Page
from concord.trust.reference.queries import standard
from concord.ui.words import moment

MONTHS = 12
LONGEST = 120
OFFERED = (12, 24, 60)


class Figures(Page):
    """Children tracked at the end of each month by level, with starts and ends that reconcile."""

    template_name = "desk/figures.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.GET.get("format", "")
        if kind not in WRITERS:
            return super().get(request, *args, **kwargs)
        made = f"Counted {moment(timezone.now())} for {self.actor.name}, {self.actor.agency_name}"
        table = figure_tables.as_table(self._rows(self._counted()), notes=[made])
        return table_response(
            table, kind, name="children-tracked", about=[], by=self.actor, page=type(self).__name__
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = self._counted()
        rows = self._rows(counted)
        shown = len(rows)
        return super().get_context_data(**kwargs) | {
            "measures": [measure(code) for code in ("CE01", "CE02", "CE03")],
            "levels": [level.label for level in TRACKED_LEVELS],
            "rows": rows,
            "movement": figure_tables.movement(rows),
            "public": self._is_public(),
            "limit": self._limit(),
            "reconciled": _reconciles(counted),
            "as_at": timezone.now(),
            "spans": [(months, f"?months={months}", months == shown) for months in OFFERED],
            "downloads": [
                (kind.upper(), "?" + urlencode({"months": shown, "format": kind}))
                for kind in WRITERS
            ],
        }

    def _is_public(self) -> bool:
        return "statistics" not in self.actor.reads

    def _limit(self) -> Any:
        return standard(measure("CE01").suppress_below, on=timezone.localdate())

    def _counted(self) -> list[TrackedMonth]:
        """Return the months asked for, and the one before, from which the first one started."""
        stated = self.request.GET.get("months", "")
        count = min(int(stated), LONGEST) if stated.isdecimal() and len(stated) < 4 else MONTHS
        last = Month.containing(timezone.localdate()).back(1)
        counted: list[TrackedMonth] = measure("CE01").count(months_ending(last, max(count, 1) + 1))
        return counted

    def _rows(self, counted: Sequence[TrackedMonth]) -> list[figure_tables.Row]:
        if self._is_public():
            return figure_tables.public_rows(counted, threshold=int(self._limit().value))
        return figure_tables.open_rows(counted)


class FigureList(Page):
    """The children behind one number, for those who see numbers: only those they may see."""

    template_name = "desk/figure_list.html"

    def allowed(self) -> bool:
        return "statistics" in self.actor.reads

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month, level = self._asked()
        periods = list(tracking.open_on(self.actor, month.last_day))
        levels = tracking.levels_on(self.actor, periods, month.last_day)
        found = [(period, levels.get(period.pk, period.opened_level)) for period in periods]
        shown = [(period, Level(then)) for period, then in found if level in ("all", then)]
        self.log_listed(period.subject_id for period, _ in shown)
        (counted,) = measure("CE01").count([month])
        return super().get_context_data(**kwargs) | {
            "month": month,
            "label": "Any level" if level == "all" else Level(level).label,
            "rows": shown,
            "counted": counted.total if level == "all" else counted.by_level[Level(level)],
            "back_to": reverse("desk:insight"),
            "back_text": "Figures",
        }

    def _asked(self) -> tuple[Month, str]:
        level = self.kwargs["level"]
        try:
            month = Month.parse(self.kwargs["month"])
            has_ended = month.last_day < timezone.localdate()
        except ValueError:
            raise Http404 from None
        if not has_ended or level not in ("all", *TRACKED_LEVELS):
            raise Http404
        return month, level


def _reconciles(counted: Sequence[TrackedMonth]) -> bool:
    return all(
        stock_reconciles(start=before.total, starts=row.starts, ends=row.ends, end=row.total)
        for before, row in pairwise(counted)
    )
