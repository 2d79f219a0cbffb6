"""What was written stands as it was written: a correction is a new wording beside it."""

import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from concord.meetings.sittings.models import ContributionCorrection
from tests.factories.world import World

EARLIER = "The school nurse saw Sam on Tuesday."
LATER = "The school nurse saw Sam on Wednesday."
WHY = "The wrong day was written down."


@pytest.fixture
def world(partnership):
    return World(partnership)


@pytest.fixture
def address(world):
    return f"/meetings/contributions/{world.keys['contribution']}/correct"


@pytest.fixture
def nurse(client, partnership):
    client.force_login(partnership.users["nurse"])
    return client


def version(html):
    """Return the version of the record that a page was shown with."""
    return re.search(r'name="_version" value="(\d+)"', html)[1]


def test_a_correction_stands_with_its_reason_and_the_earlier_wording_can_be_read(nurse, address):
    assert EARLIER in nurse.get(address).text
    page = nurse.post(address, {"text": LATER, "reason": WHY}, follow=True).text
    assert page.index(LATER) < page.index(EARLIER)
    assert "Corrected by Nell on" in page
    assert WHY in page
    assert "See earlier wording" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": LATER, "reason": " "}, "Enter why the wording is corrected"),
        ({"text": " ", "reason": WHY}, "Enter the wording as it should be"),
        ({"text": EARLIER, "reason": WHY}, "This is the wording that already stands."),
    ],
)
def test_a_correction_says_something_else_and_why(nurse, address, sent, said):
    answer = nurse.post(address, sent)
    assert answer.status_code == 200
    assert said in answer.text


def test_another_agency_does_not_correct_what_it_did_not_say(client, partnership, address):
    client.force_login(partnership.users["officer"])
    answer = client.post(address, {"text": LATER, "reason": WHY})
    assert "Only the agency that said this corrects it." in answer.text
    assert LATER not in client.get(answer.request["PATH_INFO"].replace("/correct", "")).text


def test_two_corrections_at_once_are_shown_beside_each_other(nurse, partnership, address):
    seen = version(nurse.get(address).text)
    second = Client()
    second.force_login(partnership.users["nurse"])
    sent = {"text": LATER, "reason": WHY, "_version": seen}
    assert nurse.post(address, sent).status_code == 302
    late = second.post(address, sent | {"text": "Neither day."})
    assert late.status_code == 409
    assert LATER in late.text
    assert "Neither day." in late.text


@pytest.mark.parametrize(
    ("statement", "who"),
    [
        ("update sittings_contribution set text = 'changed'", "nurse"),
        ("update frontdoor_referral set concern = 'changed'", "worker"),
        ("update frontdoor_referral set rationale = 'changed' where rationale <> ''", "worker"),
        ("update sittings_contributioncorrection set text = 'changed'", "nurse"),
        ("delete from sittings_contributioncorrection", "nurse"),
    ],
)
def test_the_database_itself_refuses_to_rewrite_what_was_submitted(
    nurse, partnership, address, statement, who
):
    nurse.post(address, {"text": LATER, "reason": WHY})
    with (
        pytest.raises(DatabaseError),
        partnership.as_(who),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_corrections_stay_behind_the_wall_of_what_they_correct(nurse, partnership, address):
    nurse.post(address, {"text": LATER, "reason": WHY})
    with partnership.as_("nurse"):
        assert ContributionCorrection.objects.count() == 1
    for outsider in ("other_dsl", "analyst", "member"):
        with partnership.as_(outsider):
            assert not ContributionCorrection.objects.exists()


def test_a_worry_is_corrected_by_those_who_referred_and_the_front_door_reads_both(
    client, partnership, world
):
    client.force_login(partnership.users["dsl"])
    key = world.keys["referral"]
    page = client.get(f"/referrals/{key}/correct").text
    before = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)[1]
    sent = {"text": "A friend gave the new phone.", "reason": "The mother rang back."}
    client.post(f"/referrals/{key}/correct", sent)
    assert sent["text"] in client.get(f"/referrals/{key}").text
    reader = Client()
    reader.force_login(partnership.users["worker"])
    shown = reader.get(f"/referrals/{key}").text
    assert shown.index(sent["text"]) < shown.index(before)
    assert "Corrected by Dee on" in shown


def test_evidence_is_corrected_once_there_is_some(client, partnership, world):
    address = f"/actions/{world.keys['action']}"
    client.force_login(partnership.users["dsl"])
    client.post(f"{address}/complete", {"evidence": "Spoke to Sam at school on 4 March."})
    sent = {"text": "Spoke to Sam at school on 5 March.", "reason": WHY}
    page = client.post(f"{address}/correct", sent, follow=True).text
    assert page.index("5 March") < page.index("4 March")


@pytest.fixture
def minute(client, partnership, world):
    """The address at which a child's minute is corrected, signed in as the minute-taker."""
    client.force_login(partnership.users["minutes"])
    return f"/meetings/items/{world.keys['item']}/correct/rationale"


def test_while_the_meeting_lasts_its_minute_is_changed_and_not_corrected(client, minute):
    answer = client.get(minute)
    assert answer.status_code == 403
    assert "The meeting is not over" in answer.text


def test_a_minute_that_stands_is_corrected_beside_what_it_said(client, world, minute):
    client.post(f"/meetings/{world.keys['sitting']}/close", {})
    before = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", client.get(minute).text, re.DOTALL)[1]
    sent = {"text": "Two late returns, both in November.", "reason": WHY}
    page = client.post(minute, sent, follow=True).text
    assert page.index(sent["text"]) < page.index(before)
    assert "See earlier wording" in page
    assert sent["text"] in client.get(f"/children/{world.keys['child']}").text


@pytest.mark.parametrize("part", ["dissent", "reason", "sitting"])
def test_only_what_was_written_in_a_minute_has_a_wording(client, world, minute, part):
    client.post(f"/meetings/{world.keys['sitting']}/close", {})
    assert client.get(minute.replace("rationale", part)).status_code == 404
