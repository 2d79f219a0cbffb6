"""What every page about one assessment needs."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import timezone

from concord.casework.assessment import access, queries
from concord.casework.assessment.queries import answers as kept
from concord.casework.assessment.queries import computing
from concord.trust.actors import Actor

if TYPE_CHECKING:
    from concord.casework.assessment.models import Assessment


class OnAssessment:
    """Find the assessment with its tool and what has been answered."""

    record: "Assessment"
    actor: Actor
    title: ClassVar[str] = ""
    button: ClassVar[str] = "Save and continue"

    def visible_to(self, actor: Actor) -> Any:
        """Return the assessments this actor may know of."""
        return queries.with_tool(access.visible_to(actor))

    def look(self) -> None:
        """Read the tool and the answers, once for the page."""
        self.tool = computing.tool_of(self.record)
        self.answers = kept.answers_of(self.record)

    def score(self) -> Any:
        """Return what the answers come to today."""
        return computing.score_of(self.record, self.answers, on=timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give every page the assessment and a way back to it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {
            "assessment": self.record,
            "caption": self.record.subject.descriptor,
            "back_to": self.record.get_absolute_url(),
            "title": self.title,
            "submit": self.button,
        }
