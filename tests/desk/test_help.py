"""Help, privacy and accessibility: open to all, signed in or not."""

import re

import pytest
from django.urls import reverse


@pytest.mark.parametrize("name", ["help:help", "help:privacy", "help:accessibility"])
def test_a_help_page_opens_without_signing_in(client, db, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert len(re.findall("<h1", response.content.decode())) == 1


def test_the_accessibility_statement_has_every_part_that_the_regulations_ask_for(client, db):
    html = client.get(reverse("help:accessibility")).content.decode()
    for part in (
        "Accessibility statement",
        "Compliance status",
        "What is not accessible",
        "Feedback and contact information",
        "Enforcement procedure",
        "Equality and Human Rights Commission",
        "How we tested",
        "Preparation of this statement",
    ):
        assert part in html
    # Only what was done is claimed.
    assert "partially compliant" in html
    assert "screen reader" in html


def test_every_page_leads_to_help_privacy_and_the_accessibility_statement(client, partnership):
    client.force_login(partnership.users["worker"])
    html = client.get(reverse("desk:home")).content.decode()
    for name in ("help:help", "help:privacy", "help:accessibility"):
        assert f'href="{reverse(name)}"' in html


def test_help_says_what_to_do_when_a_child_is_in_danger_first(client, db):
    html = client.get(reverse("help:help")).content.decode()
    assert html.index("Call 999") < html.index("Make a referral</h2>")
