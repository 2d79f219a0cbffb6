"""What an assessment adds to a child's story: asked for, submitted, sent back and agreed."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from concord.casework.assessment.models import Assessment
from concord.casework.assessment.scoring import MOST_DRIVERS
from concord.engines.chronology import Line
from concord.kernel.levels import HarmStatus, Level

Names = Mapping[object, str]


def lines_of(assessment: Assessment, names: Names) -> Iterator[Line]:
    """Return the lines of one assessment. `names` are the people's, by their keys."""
    url = assessment.get_absolute_url()
    yield Line(
        at=assessment.requested_at,
        title="Assessment asked for",
        text=assessment.because,
        url=url,
        follows=1,
    )
    for earlier in assessment.sent_back:
        yield Line(
            at=datetime.fromisoformat(earlier["at"]),
            title="Assessment sent back",
            text=earlier["because"],
            url=url,
        )
    if assessment.is_submitted():
        yield _submitted(assessment, names)
    if assessment.agreed_at:
        yield _agreed(assessment, names)


def _submitted(assessment: Assessment, names: Names) -> Line:
    computed = Level(assessment.computed_level)
    facts = [
        ("Computed level", f"{computed.label} ({assessment.score} points)"),
        ("Assessor’s level", Level(assessment.professional_level).label),
        ("Why they differ", assessment.override_reason),
        ("Because of", drivers_in_words(assessment)),
        ("Not known", f"{assessment.result.get('unknown_percent', 0)}% of what was asked"),
    ]
    return Line(
        at=assessment.submitted_at,
        title="Assessment submitted",
        by=names.get(assessment.assessor_id, ""),
        text=assessment.analysis,
        url=assessment.get_absolute_url(),
        facts=[(name, said) for name, said in facts if said],
    )


def _agreed(assessment: Assessment, names: Names) -> Line:
    final = Level(assessment.final_level)
    return Line(
        at=assessment.agreed_at,
        title=f"Assessment agreed: {final.label.lower()}",
        by=names.get(assessment.agreed_by, ""),
        text=assessment.final_reason,
        url=assessment.get_absolute_url(),
        facts=[("Harm", HarmStatus(assessment.harm_status).label)],
        significant=True,
    )


def drivers_in_words(assessment: Assessment) -> str:
    """Return what weighed most when the assessment was submitted."""
    labels = [driver["label"] for driver in assessment.result.get("drivers", [])]
    floors = [says.removesuffix(".") for says in assessment.result.get("floors", [])]
    return "; ".join(floors + labels[:MOST_DRIVERS])
