"""The role matrix that comes with Concord is the sharing agreement\'s (domain.md 9.2)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.trust.access.matrix import role_matrix
from concord.trust.access.models import RoleCeiling
from concord.trust.access.queries import actor_for

COLUMNS = (
    "referral", "assessment", "meeting", "mace_part_one", "mace_part_two", "intelligence_raw",
    "intelligence", "persons_of_concern", "locations", "health_detail", "prevent", "nrm",
    "non_recent", "adult", "service_notes", "statistics",
)  # fmt: skip
# R reads, W reads and writes, S a summary, P what is published. Whoever may refer writes referrals.
AGREED = {
    "social_worker":        "W W W R R - R R W R S W S S R R",
    "team_manager":         "W W W W W - R R W R S W S S R R",
    "police":               "W W W W W W W W W S S W W S S R",
    "police_intelligence":  "S - S R - W W W R - - R R - - R",
    "health":               "W R R R R - R S R W - R - S S P",
    "school_lead":          "W R R S R - - - R - R - - - - P",
    "youth_justice":        "W W W R R - R R R S - R - - S P",
    "keyworker":            "W W R S R - - S R S - S - - W P",
    "residential_provider": "W - - - - - - S - - - - - - - -",
    "licensing":            "- - - S - - S S W - - - - - - -",
    "adult_social_worker":  "S S S - - - S S R - - R - W - P",
    "education_officer":    "S - R - - - - - - - - - - - - P",
    "minute_taker":         "S - W W W - - - W - - - - - - P",
    "analyst":              "S S - S - - - S R - - S S S S R",
    "board_member":         "- - - - - - - - - - - - - - - P",
}  # fmt: skip
LETTERS = {"read": "R", "write": "W", "summary": "S", "public": "P"}


@pytest.mark.parametrize("role", AGREED)
def test_a_role_opens_what_the_agreement_says(db, role):
    shipped = role_matrix(timezone.localdate())[role]
    found = [LETTERS[shipped[part][0]] if part in shipped else "-" for part in COLUMNS]
    assert dict(zip(COLUMNS, found, strict=True)) == dict(
        zip(COLUMNS, AGREED[role].split(), strict=True)
    )


def test_a_summary_opens_no_record(partnership):
    user = partnership.users["analyst"]
    reads = actor_for(user, on=timezone.localdate()).reads
    assert reads == {"locations", "statistics"}


def test_the_matrix_changes_by_date(partnership):
    """A partnership ends a row and begins another, and nobody installs anything."""
    today = timezone.localdate()
    row = {"role": "health", "compartment": "assessment"}
    RoleCeiling.objects.filter(**row).update(valid_to=today)
    user = partnership.users["nurse"]
    assert "assessment" in actor_for(user, on=today - timedelta(days=1)).reads
    assert "assessment" not in actor_for(user, on=today).reads
    assert role_matrix(date(2019, 1, 1))["health"]["assessment"] == ("read", "")


def test_everybody_reads_which_role_opens_what_their_own_first(client, partnership):
    client.force_login(partnership.users["nurse"])
    page = client.get(reverse("help:roles")).text
    assert page.index("Named nurse") < page.index("Social worker")
    assert "Sanitised intelligence (limited)" in page
