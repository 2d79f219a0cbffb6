"""What the gallery shows in its components: short things, long things and nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from concord.kernel.clocks import end_of_local_day

LONG_NAME = "Bartholomew Featherstonehaugh-Cholmondeley né Wójcik, ابن سينا"
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2
ADDRESS = "\n".join(f"Line {number} of an address" for number in range(1, 13))
PROBE = "<script>alert(1)</script> & <b>bold</b>"


@dataclass(frozen=True)
class Line:
    """What a timeline needs of a line."""

    at: datetime
    title: str
    by: str = ""
    text: str = ""
    url: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    significant: bool = False


def samples(now: datetime) -> dict[str, Any]:
    """Return everything that the page of components shows, as of an instant."""
    return {
        "levels": LEVELS,
        "dues": [
            end_of_local_day(timezone.localdate(now) + timedelta(days=days)) for days in (-3, 0, 40)
        ]
        + [now - timedelta(hours=5), now + timedelta(days=9)],
        "rows": ROWS,
        "sections": [
            {"title": "The child", "rows": ROWS[:2]},
            {"title": "Worry", "rows": ROWS[2:]},
        ],
        "tasks": TASKS,
        "lines": lines(now),
        "columns": ["Child", "Where", {"text": "Times", "numeric": True}],
        "children": CHILDREN,
        "links": [
            {"label": "Overview", "href": "#overview", "current": True},
            {"label": "Risk assessments", "href": "#assessments"},
            {"label": "Who has looked", "href": "#looked"},
        ],
    }


LEVELS = [
    ("significant", "Significant"),
    ("moderate", "Moderate"),
    ("emerging", "Emerging"),
    ("no_identified_risk", "No identified risk"),
    ("insufficient_information", "Not enough known"),
]
ROWS = [
    {"key": "Name", "value": LONG_NAME, "action": {"href": "#name"}},
    {"key": "Address", "value": ADDRESS, "action": {"href": "#address"}},
    {"key": "What happened", "value": f"{PROBE}\n\n  {LONG_WORD}", "action": {"href": "#what"}},
    {"key": "Telephone", "value": ""},
    {"key": "Children", "value": 0},
]
TASKS = [
    {"title": "About you", "href": "#you", "done": True},
    {"title": LONG_NAME, "href": "#child", "hint": "Names, places, cars and phones"},
    {"title": "Check and send"},
]
CHILDREN = [
    [
        {"text": LONG_NAME, "href": "#1"},
        "The road behind the station, near the shops",
        "1,204",
    ],
    [{"text": "Jo Example", "href": "#2"}, LONG_WORD, "3"],
    [{"text": "Sam Example", "href": "#3"}, "The park", "0"],
]


def lines(now: datetime) -> list[Line]:
    """Return a story of three things, the latest first."""
    return [
        Line(
            now,
            "Risk level agreed",
            "Mia Cole, Children’s social care",
            "Raised.",
            facts=[("From", "Emerging"), ("To", "Significant")],
            significant=True,
        ),
        Line(now - timedelta(days=3), "Action completed", "Pat Hall, Police", url="#action"),
        Line(
            now - timedelta(days=200),
            "Referral received",
            "Hillside School",
            f"Seen in a grey car.\n\n{LONG_WORD}\n{PROBE}",
        ),
    ]
