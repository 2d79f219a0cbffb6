"""The pages of who a person is in a real browser: for everybody, at every width."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from concord.kernel.identifiers import IdentifierType
from concord.registers.subjects.commands import (
    Description,
    GivenNumber,
    add_name,
    add_numbers,
    describe_person,
)
from concord.registers.subjects.models import Subject
from tests.browser.axe import violations
from tests.casework.assessment import making

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_are_for_everybody(browse, client, partnership, width):
    key = making.enter_child(partnership)
    with partnership.as_("worker") as actor:
        sam = Subject.objects.get(pk=key)
        add_name(sam, by=actor, kind="nickname", full="Sammy", source="The school")
        numbers = (GivenNumber(IdentifierType.NHS, "9990000019"),)
        add_numbers(sam, by=actor, numbers=numbers, source="A letter")
        said = Description(first_language="urd", language_source="parent", interpreter="yes")
        describe_person(sam, by=actor, description=said)
    client.force_login(partnership.users["worker"])
    for name in ("person_details", "add_name", "add_number", "add_address", "describe"):
        page = browse(reverse(f"desk:{name}", args=[key]), width=width)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if folder := os.environ.get("CONCORD_PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
