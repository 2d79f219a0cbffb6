"""The network around somebody, as a table of sentences, and the shortest way to somebody else."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from concord.registers.links import network
from concord.registers.links.queries import say
from concord.registers.links.rules import Confidence
from concord.registers.subjects import access as subject_access
from concord.registers.subjects import queries as subjects
from concord.trust.actors import Actor
from concord.trust.pages import ShowRecord

MOST_STEPS = 3
MOST_STEPS_OF_A_WAY = 6


class Network(ShowRecord):
    """Who and what is one, two or three steps away, of what the reader may see."""

    template_name = "desk/network.html"

    def visible_to(self, actor: Actor) -> Any:
        return subject_access.visible_to(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps, asked = self._steps(), self._asked()
        found = network.around(
            self.actor, self.record.pk, steps=steps, asked=asked, today=timezone.localdate()
        )
        self.log_listed(found.steps)
        return super().get_context_data(**kwargs) | {
            "subject": self.record,
            "steps": steps,
            "asked": asked,
            "confidences": Confidence.choices,
            "rows": sorted((_row(link, found) for link in found.links), key=_nearest_first),
            "others": len(found.steps) - 1,
            "more": found.more,
            "way": self._way(asked),
            "back_to": self.record.get_absolute_url(),
        }

    def _steps(self) -> int:
        stated = self.request.GET.get("steps", "")
        return min(int(stated), MOST_STEPS) if stated in {"1", "2", "3"} else 2

    def _asked(self) -> network.Asked:
        """Return what the address asks for; what it does not know is left out."""
        stated = self.request.GET.get("confidence", "")
        return network.Asked(
            least_confidence=stated if stated in Confidence.values else Confidence.LOW,
            facts_only=self.request.GET.get("facts") == "yes",
        )

    def _way(self, asked: network.Asked) -> dict[str, Any] | None:
        """Return the shortest way to the subject whom the address names, if it names one."""
        if not (stated := self.request.GET.get("to")):
            return None
        try:
            end = subjects.people(self.actor, [UUID(stated)])[UUID(stated)]
        except (ValueError, KeyError):
            raise Http404 from None
        links = network.path(
            self.actor, self.record.pk, end.pk,
            most_steps=MOST_STEPS_OF_A_WAY, asked=asked, today=timezone.localdate(),
        )  # fmt: skip
        return {"to": end, "sentences": [say(link, back=back) for link, back in links]}


def _row(link: Any, found: network.Network) -> dict[str, Any]:
    """Return a line of the table, read from whichever end is nearer."""
    back = found.steps[link.one_id] > found.steps[link.other_id]
    near, far = (link.other, link.one) if back else (link.one, link.other)
    return {
        "from": near,
        "to": far,
        "step": max(found.steps[link.one_id], found.steps[link.other_id]),
        "confidence": link.get_confidence_display(),
        "strength": link.confidence,
        "words": say(link, back=back),
    }


def _nearest_first(row: dict[str, Any]) -> tuple[int, int, str]:
    return row["step"], -int(row["strength"]), row["words"]
