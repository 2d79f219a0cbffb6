"""What a role opens, changed as people do it: one proposes, another answers."""

from datetime import timedelta

from django.utils import timezone

from concord.trust.access.commands import answer_ceiling, propose_ceiling
from concord.trust.access.models import CeilingProposal
from tests.factories import Partnership

WHY = "The sharing agreement was signed anew."


def proposed(
    partnership: Partnership,
    role: str,
    part: str,
    ability: str,
    *,
    who: str = "governance",
    days: int = 0,
    why: str = WHY,
) -> CeilingProposal:
    """Return a change that somebody proposes from today, or from some days later."""
    with partnership.as_(who) as by:
        return propose_ceiling(
            role, by=by, part=part, ability=ability, scope="", reason=why,
            from_on=timezone.localdate() + timedelta(days=days), at=timezone.now(),
        )  # fmt: skip


def answered(
    partnership: Partnership,
    proposal: CeilingProposal,
    *,
    who: str = "administrator",
    agreed: bool = True,
    because: str = "",
) -> CeilingProposal:
    """Have somebody answer it."""
    with partnership.as_(who) as by:
        return answer_ceiling(proposal, by=by, agreed=agreed, because=because, at=timezone.now())


def decided(
    partnership: Partnership, role: str, part: str, ability: str, *, days: int = 0
) -> CeilingProposal:
    """Have two people change what a role opens."""
    return answered(partnership, proposed(partnership, role, part, ability, days=days))
