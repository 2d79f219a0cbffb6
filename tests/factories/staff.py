"""People whose accounts are being looked after: a role that waits, a role that is to open less,
and a review that has begun.
"""

from uuid import UUID

from django.utils import timezone

from concord.trust.access.commands import propose_ceiling
from concord.trust.people import commands as people
from concord.trust.people.models import RoleProposal
from tests.factories import Partnership


def looked_after(partnership: Partnership) -> dict[str, UUID]:
    """Return the keys of a person, of what waits for a second, and of a review with its line."""
    at, worker = timezone.now(), partnership.users["worker"]
    with partnership.as_("administrator") as administrator:
        people.change_roles(
            worker,
            by=administrator,
            roles=("social_worker", "information_governance"),
            from_on=timezone.localdate(),
            reason="Stands in for the lead in August",
            at=at,
        )
    with partnership.as_("governance") as governance:
        ceiling = propose_ceiling(
            "health", by=governance, part="intelligence", ability="summary", scope="limited",
            from_on=timezone.localdate(), reason="The agreement was signed anew in June.", at=at,
        )  # fmt: skip
        review = people.start_review(partnership.social_care, by=governance, at=at)
    return {
        "person": worker.pk,
        "proposal": RoleProposal.objects.get(user=worker).pk,
        "ceiling_proposal": ceiling.pk,
        "review": review.pk,
        "review_line": review.lines.get(user=worker).pk,
    }
