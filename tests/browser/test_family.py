"""The first screen of a child for somebody who has the child's mother on the phone."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from concord.registers.links.models import Link
from concord.registers.subjects.commands import Description, describe_person
from concord.registers.subjects.models import Subject
from tests.browser.axe import violations
from tests.casework.assessment import making
from tests.casework.tracking.making import track
from tests.desk.test_family import MOTHER, UNSAFE, enter
from tests.factories.world import add_address

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def sam(client, partnership):
    """A tracked child with a mother, a father whom nobody must ring, and a grandmother."""
    key = making.enter_child(partnership)
    track(partnership, key)
    client.force_login(partnership.users["worker"])
    enter(client, key)
    enter(client, key, descriptor="Ali Practice", sex="M", **UNSAFE)
    enter(client, key, descriptor="Gran Example", kind="grandparent", safe_to_contact="unknown",
          parental_responsibility="no")  # fmt: skip
    with partnership.as_("worker") as actor:
        add_address(key, "1 Practice Row", "BD99 9AA")
        said = Description(first_language="urd", language_source="parent", interpreter="yes")
        mother = Link.objects.get(other=key, one__descriptor="Nasreen Practice").one_id
        for who in (key, mother):
            describe_person(Subject.objects.get(pk=who), by=actor, description=said)
    return key


@pytest.mark.parametrize("width", [1280, 400, 320])
def test_the_first_screen_says_whom_nobody_must_ring(browse, sam, width):
    page = browse(reverse("desk:child", args=[sam]), width=width)
    if folder := os.environ.get("CONCORD_PICTURES"):
        page.screenshot(path=Path(folder) / f"child-{width}.png", full_page=True)
    warning = page.get_by_text("Do not ring Ali Practice").bounding_box()
    assert warning["y"] + warning["height"] < 900
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 320])
def test_the_forms_are_for_everybody(browse, partnership, sam, width):
    with partnership.as_("worker"):
        link = Link.objects.filter(other=sam).first()
    for path in (
        reverse("desk:add_relative", args=[sam]),
        reverse("desk:contact_relative", args=[link.pk]),
    ):
        page = browse(path, width=width)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_who_it_may_be_is_asked_first(browse, sam):
    page = browse(reverse("desk:add_relative", args=[sam]))
    page.fill("[name=descriptor]", MOTHER["descriptor"])
    page.fill("[name=born_year]", "1988")
    for name in ("kind", "parental_responsibility", "safe_to_contact"):
        page.check(f"[name={name}][value={MOTHER[name]}]")
    page.fill("[name=because]", "The school")
    page.click("main button")
    page.get_by_text("Is it one of these people?").wait_for()
    assert violations(page) == []
    if folder := os.environ.get("CONCORD_PICTURES"):
        page.screenshot(path=Path(folder) / "who-it-may-be.png", full_page=True)
