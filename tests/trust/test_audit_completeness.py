"""Nobody's data is shown without a line in the log that says so: every page, every person."""

import pytest
from django.db import connection

from concord.project.access_matrix import MATRIX, PEOPLE
from concord.registers.subjects.models import Subject
from tests.architecture.test_access_matrix import ask
from tests.audit_reading import lines
from tests.factories import new_key
from tests.factories.world import World

VIEWS = ("Opened", "Listed", "Searched", "Exported", "Printed", "Downloaded", "Unmasked")


def database_clock():
    """Return the time by the clock that the log goes by."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        return cursor.fetchone()[0]


@pytest.fixture
def world(partnership):
    return World(partnership)


@pytest.fixture
def children(world):
    """Return everybody of the world, by key, with the words that give each away on a page."""
    partnership = world.partnership
    with partnership.as_("manager"):
        found = list(Subject.objects.all())
    assert {each.kind for each in found} == {"person", "place"}
    return {child.pk: (child.descriptor, str(child.pk)) for child in found}


def shown_on(response, children):
    """Return the keys of the children whom a page names or leads to."""
    page = response.content.decode(errors="replace")
    return {key for key, words in children.items() if any(word in page for word in words)}


@pytest.mark.parametrize("who", PEOPLE)
def test_whoever_is_shown_is_in_the_log(client, world, children, who):
    user = world.partnership.users[who]
    client.force_login(user)
    unlogged, wrong = {}, {}
    pages = [name for name, row in MATRIX.items() if not row.button and name != "account_logout"]
    for name in pages:
        row = MATRIX[name]
        before = database_clock()
        response = ask(client, name, row, world.keys.get(row.about, new_key()))
        views = [line for line in lines(since=before) if line.what in VIEWS]
        logged = {key for line in views for key in line.subject_ids}
        if response.status_code == 200 and shown_on(response, children) - logged:
            unlogged[name] = shown_on(response, children) - logged
        if any(line.user_id != user.pk for line in views) or len(views) > 2:
            wrong[name] = views
    assert (unlogged, wrong) == ({}, {})


@pytest.mark.parametrize("who", ["worker", "manager", "dsl", "officer"])
@pytest.mark.parametrize(
    "page", ["desk:home", "desk:children", "frontdoor:worklist", "sittings:list"]
)
def test_a_list_logs_nobody_whom_it_did_not_show(client, world, children, who, page):
    client.force_login(world.partnership.users[who])
    before = database_clock()
    response = ask(client, page, MATRIX[page], None)
    logged = {key for line in lines("Listed", since=before) for key in line.subject_ids}
    assert logged <= shown_on(response, children)


@pytest.mark.parametrize("who", PEOPLE)
def test_every_refusal_is_in_the_log(client, world, who):
    client.force_login(world.partnership.users[who])
    missing = []
    for name, row in MATRIX.items():
        # allauth's own pages and those for machines know no record of anybody.
        machines = ("account_", "mfa_", "gallery:", "metrics")
        if name.startswith(machines) or row.about == "none":
            continue
        before = database_clock()
        response = ask(client, name, row, world.keys.get(row.about, new_key()))
        if response.status_code in (403, 404) and not lines("Refused", since=before):
            missing.append(f"{response.status_code} {name}")
    assert missing == []
