"""The pages of the audit in a real browser: what axe reads, wide and narrow."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.registers.links import queries as links
from concord.registers.subjects.models import Subject
from concord.trust.records import changes_allowed
from tests.audit_reading import lines
from tests.browser.axe import violations
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = {
    "child_readers": "manager",
    "child_changes": "worker",
    "audit_child": "governance",
    "audit_log": "governance",
    "audit_find": "governance",
    "audit_questions": "governance",
}


@pytest.fixture
def child(client, partnership):
    """Return a child whose record several people have opened and one has changed."""
    key = World(partnership).keys["child"]
    for who in ("officer", "worker", "dsl"):
        client.force_login(partnership.users[who])
        client.get(reverse("desk:child", args=[key]))
    with partnership.as_("worker"), changes_allowed():
        person = Subject.objects.get(pk=key)
        person.sex, person.school_name = "F", "Lakeside School"
        person.save()
    return key


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_audit_reads_well(client, browse, partnership, child, name, width):
    client.force_login(partnership.users[PAGES[name]])
    args = [] if name in ("audit_log", "audit_find", "audit_questions") else [child]
    page = browse(reverse(f"desk:{name}", args=args), width=width)
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("CONCORD_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_printing_a_page_stands_in_the_log(client, browse, partnership, child):
    client.force_login(partnership.users["worker"])
    page = browse(reverse("desk:child", args=[child]))
    with page.expect_response(lambda answer: answer.url.endswith("/printed")) as told:
        page.pdf()
    assert told.value.status == 204
    (line,) = lines("Printed")
    with partnership.as_("worker") as worker:
        family = links.family_of(worker, child, on=timezone.localdate())
    # The page names the child's mother as well: both were printed.
    assert set(line.subject_ids) == {child, *(one.person.pk for one in family)}
    assert len(family) == 1
