"""The wider partnership: those roles of domain.md 9.2 that no story of the spine needs.

Each of their agencies is shown the whole case, so that what they open of it is what their role
opens.
"""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from concord.trust.access.commands import give_sight
from concord.trust.access.rules import PARTS_OF_A_CASE
from concord.trust.actors import on_behalf_of
from concord.trust.agencies.models import AgencyKind
from tests.factories import Partnership, make_agency, make_user


def join_the_rest(partnership: Partnership) -> None:
    """Add somebody in every role that the partnership does not have yet."""
    home = make_agency("home", AgencyKind.PROVIDER, "Practice House")
    council = make_agency("council", AgencyKind.COUNCIL, "Licensing and environmental health")
    adults = make_agency("adults", AgencyKind.ADULT_CARE, "Adult social care")
    education = make_agency("education", AgencyKind.EDUCATION, "Education service")
    partnership.users |= {
        "intelligence": make_user("Ian", partnership.police, "police_intelligence"),
        "carer": make_user("Rae", home, "residential_provider"),
        "licensing": make_user("Lin", council, "licensing"),
        "adult_worker": make_user("Abe", adults, "adult_social_worker"),
        "education": make_user("Eve", education, "education_officer"),
    }


def show_the_case(partnership: Partnership, subject_id: UUID) -> None:
    """Give their agencies sight of every part of a case. The police have theirs by the meeting."""
    now = timezone.now()
    with partnership.as_("manager") as manager:
        for who in ("carer", "licensing", "adult_worker", "education"):
            give_sight(
                subject_id, by=on_behalf_of(manager), to_agency=partnership.users[who].agency_id,
                compartments=tuple(part.value for part in PARTS_OF_A_CASE), starts_at=now,
                ends_at=now + timedelta(days=30), because="They work with the child",
                source_type="test",
            )  # fmt: skip
