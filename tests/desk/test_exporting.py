"""Taking lists and figures away: the same rows as on the screen, for those who may, and logged."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from openpyxl import load_workbook

from concord.engines.documents.tables import read_csv
from concord.kernel.levels import Level
from concord.kernel.periods import Month
from concord.trust.access.commands import block_sight
from concord.trust.reference.models import Standard
from tests.casework.tracking.making import History, enter_child, insert, track
from tests.factories import Partnership, new_key
from tests.factories.sealing import restrict

EXPORT = "/children/export"
PASSWORD = {"password": "correct horse battery"}


@pytest.fixture
def mia(client, partnership):
    """The team manager, who has just given her password again."""
    client.force_login(partnership.users["manager"])
    client.post("/accounts/reauthenticate/", PASSWORD)
    return client


def taken(client, kind="csv", query=""):
    """Return the answer to an export."""
    return client.post(f"{EXPORT}{query}", {"kind": kind})


def names_in(found):
    """Return the names in an exported list."""
    return [row[0] for row in read_csv(found.content)[1:]]


def exports_logged():
    """Return what the log says of exports, the latest first, as its keeper reads it."""
    with connections["auditor"].cursor() as cursor:
        cursor.execute(
            "select details, subject_ids from audit_entry where what = 'Exported' order by at desc"
        )
        return cursor.fetchall()


def test_the_password_is_asked_for_again_and_leads_back_with_the_filter(client, partnership):
    client.force_login(partnership.users["manager"])
    asked = client.get(f"{EXPORT}?level=moderate")
    assert asked.url.startswith("/accounts/reauthenticate/?next=")
    assert client.post(EXPORT, {"kind": "csv"}).status_code == 302
    back = client.post(asked.url, PASSWORD)
    assert back.url == f"{EXPORT}?level=moderate"
    assert "Tracked children at moderate risk" in client.get(back.url).text


def test_after_five_minutes_it_is_asked_for_again(mia, partnership, time_machine):
    assert taken(mia).status_code == 200
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    assert taken(mia).status_code == 302


@pytest.mark.parametrize("who", ["worker", "officer", "minutes", "dsl", "analyst", "governance"])
def test_only_those_who_may_export_a_list(client, partnership, who):
    client.force_login(partnership.users[who])
    assert client.get(EXPORT).status_code == 403
    assert taken(client).status_code == 403


def test_an_export_holds_what_the_screen_shows(mia, partnership):
    track(partnership, enter_child(partnership, "=Ana+1"), Level.SIGNIFICANT)
    track(partnership, enter_child(partnership, "Ben"), Level.EMERGING)
    screen = mia.get("/children?level=significant").text
    rows = read_csv(taken(mia, query="?level=significant").content)
    assert [row[0] for row in rows] == ["Name", "=Ana+1"]
    for cell in rows[1][1:-1]:
        assert cell in screen
    assert b"'=Ana+1" in taken(mia).content
    sheet = load_workbook(io.BytesIO(taken(mia, "xlsx").content))["Tracked children"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "d"}


def test_whom_the_reader_may_not_see_is_in_no_export(mia, partnership):
    shown = track(partnership, enter_child(partnership, "Ana Shown"))
    blocked = track(partnership, enter_child(partnership, "Ben Blocked"))
    sealed = track(partnership, enter_child(partnership, "Cas Sealed"))
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        block_sight(blocked.subject_id, by=manager, user_id=manager.user_id,
                    reason="a neighbour", at=timezone.now())  # fmt: skip
        restrict(sealed.subject_id, by=manager, level="sealed", open_to=[new_key()],
                 reason="A witness is protected.", at=timezone.now())  # fmt: skip
    assert names_in(taken(mia)) == [shown.subject.descriptor]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_left_is_an_attachment_and_no_page(mia, partnership, kind):
    found = taken(mia, kind)
    assert found["Content-Disposition"].startswith('attachment; filename="children-')
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert found["Cache-Control"] == "no-store"


def test_a_list_that_is_too_long_is_to_be_narrowed(mia, partnership):
    Standard.objects.filter(code="export_rows").update(value=1)
    for name in ("Ana", "Ben"):
        track(partnership, enter_child(partnership, name))
    page = taken(mia).text
    assert "There are more than 1 children in this list. Narrow it" in page


def test_figures_leave_as_they_are_shown_with_what_is_withheld(client, partnership):
    last = Month.containing(timezone.localdate()).back(1)
    began = last.last_day - timedelta(days=3)
    insert(partnership, [History(began, levels=[(began, Level.MODERATE)])] * 3)
    client.force_login(partnership.users["member"])
    found = client.get("/figures?format=xlsx")
    sheet = load_workbook(io.BytesIO(found.content))["Children tracked"]
    latest = [cell.value for cell in list(sheet)[-1]]
    assert latest[0] == str(last)
    assert "[c]" in latest
    assert 3 not in latest


def test_the_log_has_the_hash_of_what_left_and_everybody_in_it(client, own_database):
    partnership = Partnership()
    keys = [track(partnership, enter_child(partnership, name)).subject_id for name in ("A", "B")]
    client.force_login(partnership.users["manager"])
    client.post("/accounts/reauthenticate/", PASSWORD)
    found = taken(client)
    [(details, people)] = exports_logged()
    assert hashlib.sha256(found.content).hexdigest() in str(details)
    assert set(people) == set(keys)
