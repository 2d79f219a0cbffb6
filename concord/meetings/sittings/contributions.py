"""What meetings lend to the engines below them."""

from uuid import UUID

from concord.engines import chronology
from concord.engines.chronology import Line
from concord.kernel.levels import HarmStatus, Level
from concord.meetings.sittings import queries
from concord.meetings.sittings.rules import ItemState
from concord.registers.subjects import merging
from concord.trust.access.rules import Compartment
from concord.trust.actors import Actor
from concord.trust.wording import as_corrected, with_corrections


def _lines(actor: Actor, subject_id: UUID) -> list[Line]:
    lines = []
    for item in with_corrections(queries.items_of(actor, subject_id), "rationale", "dissent"):
        url = item.get_absolute_url()
        name = item.sitting.series.name
        lines.append(
            Line(
                at=item.listed_at,
                title=f"Listed for {name.lower()}",
                text=item.reason,
                url=url,
                follows=2,
            )
        )
        if item.state == ItemState.DISCUSSED:
            dissent = as_corrected(item, "dissent")
            facts = [
                ("Level agreed", Level(item.level_after).label),
                ("Harm", HarmStatus(item.harm_status).label),
            ]
            lines.append(
                Line(
                    at=item.discussed_at,
                    title=f"Discussed at {name.lower()}",
                    text=as_corrected(item, "rationale"),
                    url=url,
                    facts=facts + ([("Dissent", dissent)] if dissent else []),
                    significant=True,
                )
            )
    return lines


chronology.contribute("meetings", compartment=Compartment.MEETING, source=_lines)
merging.contribute(
    follows=[
        "sittings.Item.subject",
        "sittings.Contribution.subject",
        "sittings.ContributionCorrection.subject",
        "sittings.MinuteCorrection.subject",
    ],
    clashes={"child_once_a_sitting": "Both were on the running order of the same meeting."},
)
