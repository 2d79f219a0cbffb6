"""What changed: the history of every field of a child's records, in words."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.dateparse import parse_datetime

from concord.desk.web.audit_wording import Wording
from concord.registers.subjects import access
from concord.trust.access.changes import changes_of, ever_protected
from concord.trust.actors import NOBODY_ID
from concord.trust.pages import ShowRecord

MOST = 200
# More records of one kind than this, changed at one moment, are folded away together.
FEW = 3


class WhatChanged(ShowRecord):
    """The changes of a child's records, or of one of them, as far as the reader sees the part."""

    template_name = "desk/audit_changes.html"

    def visible_to(self, actor: Any) -> Any:
        return access.visible_to(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        child, only = self.record, self.kwargs.get("record")
        before = _instant(self.request.GET.get("before", ""))
        rows = changes_of(self.actor, child.pk, record_id=only, before=before)
        found = list(rows[: MOST + 1])
        shown = found[:MOST]
        protected = ever_protected(child.pk) | {
            row.pk for row in child.addresses.all() if row.confidential
        }
        return super().get_context_data(**kwargs) | {
            "child": child,
            "only": only,
            "moments": list(_moments(shown, Wording(shown, protected), child.pk)),
            "earlier": _earlier(shown[-1]) if len(found) > MOST else None,
            "back_to": child.get_absolute_url(),
            "back_text": child.descriptor,
        }


def _moments(changes: Iterable[Any], wording: Wording, child: Any) -> Iterable[dict[str, Any]]:
    """Yield what one person did at one moment, with every kind of record that changed."""
    for _, together in groupby(changes, key=lambda change: (change.change_set, change.user_id)):
        made = list(together)
        kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for change in made:
            if rows := wording.rows(change):
                kinds[wording.record(change)].append(_record(change, rows, child))
        if kinds:
            yield {
                "at": made[0].made_at,
                "by": _by(made[0], wording),
                "kinds": [(title, many, len(many) > FEW) for title, many in kinds.items()],
            }


def _record(change: Any, rows: list[dict[str, str]], child: Any) -> dict[str, Any]:
    return {
        "rows": rows,
        "is_new": change.operation == "insert",
        # Every table on the page has a name of its own, for those who go by them.
        "label": f"Change {str(change.id)[:8]}",
        "href": reverse("desk:record_changes", args=[child, change.record_id]),
    }


def _by(change: Any, wording: Wording) -> str:
    if change.user_id == NOBODY_ID:
        return "Concord"
    who = wording.names.get(change.user_id, "Somebody who has left")
    agency = wording.names.get(change.agency_id, "")
    return f"{who}, {agency}" if agency else who


def _earlier(last: Any) -> str:
    return "?" + urlencode({"before": last.made_at.isoformat()})


def _instant(stated: str) -> Any:
    try:
        found = parse_datetime(stated)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
