"""Protected addresses: masked everywhere, shown once to whoever says why, lifted with a reason."""

import html
import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from concord.casework.frontdoor.models import Referral
from concord.engines.documents.outgoing import Redactor
from concord.meetings.actions.commands import set_action
from concord.project.access_matrix import MATRIX, PEOPLE
from concord.project.masking import MASK, masked
from concord.registers.subjects.commands import lift_protection, protect_address
from concord.registers.subjects.models import Address, Protection
from concord.registers.subjects.queries import person, who_it_may_be
from concord.trust.access.commands import block_sight
from concord.trust.wording import wording_of
from tests.architecture.test_access_matrix import ask
from tests.audit_reading import lines
from tests.casework.assessment import making
from tests.factories import new_key
from tests.factories.world import World, add_address

STREET, POSTCODE = "9 Secret Street", "BD99 9AB"
WRITTEN = f"She is at {STREET.lower()}, {POSTCODE.replace(' ', '')} again; tell nobody."
WHY = "I collect her from there for the medical at noon."


@pytest.fixture
def world(partnership):
    """The world of the matrix, where somebody also wrote the protected address in a text."""
    world = World(partnership)
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        set_action(
            world.keys["child"], by=manager, text=WRITTEN, owner_agency_id=partnership.school.pk,
            due_on=timezone.localdate(), source_type="item", source_id=world.keys["item"],
            at=timezone.now(),
        )  # fmt: skip
    return world


@pytest.fixture
def address(world):
    return world.keys["address"]


def plain(response):
    """Return what a page says, without tags, spaces and capitals."""
    text = re.sub(r"<[^>]*>", " ", response.content.decode(errors="replace"))
    return "".join(html.unescape(text).split()).casefold()


def names_it(response):
    return [one for one in (STREET, POSTCODE) if "".join(one.split()).casefold() in plain(response)]


def test_a_stolen_copy_of_the_database_tells_no_address(world):
    """security.md 2.6: neither the entry, nor its history, nor what is known of hidden places."""
    told = set()
    with world.partnership.as_("worker"), connection.cursor() as cursor:
        for table in ("subjects_address", "subjects_protection", "audit_change",
                      "documents_protectedplace", "subjects_searchkey"):  # fmt: skip
            cursor.execute(f"select to_jsonb(t)::text from {table} t")  # noqa: S608 - own names
            rows = [row for (row,) in cursor.fetchall()]
            told |= {table for row in rows if STREET in row or POSTCODE in row}
            if table in ("subjects_address", "audit_change"):
                assert rows
    assert not told


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_shows_a_protected_address_to_anybody(client, world, who):
    client.force_login(world.partnership.users[who])
    told = {}
    for name, row in MATRIX.items():
        if name == "account_logout" or row.button:
            continue
        response = ask(client, name, row, world.keys.get(row.about, new_key()))
        if found := names_it(response):
            told[name] = found
    assert told == {}


def test_the_text_that_names_it_is_shown_with_a_mask(client, world):
    client.force_login(world.partnership.users["worker"])
    page = client.get(reverse("desk:child", args=[world.keys["child"]]))
    assert f"She is at {MASK}, {MASK} again; tell nobody." in page.text


def test_an_unprotected_address_is_shown(client, world):
    client.force_login(world.partnership.users["worker"])
    assert "1 Practice Row" in client.get(reverse("desk:child", args=[world.keys["child"]])).text


def show(client, address, reason=WHY):
    return client.post(reverse("desk:show_address", args=[address]), {"reason": reason})


@pytest.mark.parametrize("who", ["worker", "manager", "officer", "nurse"])
def test_whoever_may_ask_and_says_why_sees_it_once(client, world, address, who):
    client.force_login(world.partnership.users[who])
    shown = show(client, address)
    assert names_it(shown) == [STREET, POSTCODE]
    assert shown.headers["Cache-Control"] == "no-store"
    again = client.get(reverse("desk:show_address", args=[address]))
    assert names_it(again) == []
    assert names_it(client.get(reverse("desk:addresses", args=[world.keys["child"]]))) == []
    [line] = lines("Unmasked")
    assert line.subject_ids == [world.keys["child"]]
    assert line.details["reason"] == WHY
    assert line.user_id == world.partnership.users[who].pk


@pytest.mark.parametrize("who", ["dsl", "minutes", "steward"])
def test_a_role_that_does_not_include_it_is_told_whom_to_ask(client, world, address, who):
    client.force_login(world.partnership.users[who])
    answer = show(client, address)
    assert answer.status_code == 403
    assert "Ask the lead worker" in answer.text
    assert names_it(answer) == []
    assert lines("Refused")
    assert not lines("Unmasked")


def test_a_reason_that_explains_nothing_shows_nothing_and_stays(client, world, address):
    client.force_login(world.partnership.users["worker"])
    page = show(client, address, "Needed.")
    assert "Explain in at least 20 characters why" in page.text
    assert "Needed." in page.text
    assert names_it(page) == []
    assert not lines("Unmasked")


def test_somebody_with_a_conflict_of_interest_gets_the_answer_of_an_absent_one(
    client, world, address
):
    partnership, now = world.partnership, timezone.now()
    with partnership.as_("manager"):
        block_sight(
            world.keys["child"], by=partnership.actor("manager"), reason="His niece.", at=now,
            user_id=partnership.users["officer"].pk,
        )  # fmt: skip
    client.force_login(partnership.users["officer"])
    assert show(client, address).status_code == 404


def test_a_worker_protects_an_address_and_everybody_sees_since_when(client, world):
    client.force_login(world.partnership.users["worker"])
    answers = {"why": "danger", "note": "Her uncle must not learn it."}
    asked = reverse("desk:protect_address", args=[world.keys["plain_address"]])
    done = client.post(asked, answers, follow=True)
    assert "1 Practice Row" not in done.text
    assert "Somebody dangerous must not find them" in done.text
    assert "Her uncle must not learn it." in done.text
    assert len(lines("AddressProtected")) == 2


def test_only_a_manager_lifts_it_and_says_why(client, world, address):
    client.force_login(world.partnership.users["worker"])
    lift = reverse("desk:lift_protection", args=[address])
    because = {"because": "The court ended the order on Monday."}
    refused = client.post(lift, because)
    assert "Only a team manager" in refused.text
    client.force_login(world.partnership.users["manager"])
    assert "Explain in at least 20 characters" in client.post(lift, {"because": "Over."}).text
    done = client.post(lift, because, follow=True)
    assert STREET in done.text
    assert because["because"] in done.text
    assert "Lifted on" in done.text
    child = client.get(reverse("desk:child", args=[world.keys["child"]]))
    assert STREET.lower() in child.text


def test_lifting_one_childs_protection_leaves_the_same_place_protected_for_another(partnership):
    worker, now = partnership.actor("worker"), timezone.now()
    keys = [making.enter_child(partnership, name=name) for name in ("Sam One", "Kim Two")]
    with partnership.as_("worker"):
        homes = [add_address(key, STREET, POSTCODE, "placement") for key in keys]
        for home in homes:
            protect_address(home, by=worker, at=now)
    with partnership.as_("manager"):
        manager = partnership.actor("manager")
        because = "The court ended the order on Monday."
        lift_protection(homes[0], by=manager, because=because, at=now)
        assert Redactor().found_in(WRITTEN)
        lift_protection(homes[1], by=manager, because=because, at=now)
        assert not Redactor().found_in(WRITTEN)
        assert Protection.objects.filter(lifted_by=manager.user_id).count() == 2


def test_a_protected_postcode_is_no_reason_to_propose_somebody(partnership):
    keys = [making.enter_child(partnership, name="Sam Practice") for _ in range(2)]
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        for key in keys:
            add_address(key, STREET, POSTCODE)
        protect_address(
            Address.objects.get(subject_id=keys[1]), by=worker, at=timezone.now(), why="danger"
        )
        [found] = who_it_may_be(worker, person(worker, keys[0]))
    assert "same postcode" not in found.likeness.reasons


def test_boxes_to_type_in_keep_what_was_typed(world):
    page = f"<p>{STREET}</p><textarea name=a>{STREET}</textarea><input value='{STREET}'>{STREET}"
    kept = f"<p>{MASK}</p><textarea name=a>{STREET}</textarea><input value='{STREET}'>{MASK}"
    assert masked(page, Redactor(MASK)) == kept


def test_what_a_screen_reader_says_is_masked_too(world):
    page = f'<img alt="{STREET}"><a title="{STREET}" href="/x">there</a>'
    kept = f'<img alt="{MASK}"><a title="{MASK}" href="/x">there</a>'
    assert masked(page, Redactor(MASK)) == kept


def test_a_correction_shows_no_protected_address_and_loses_none(client, world):
    client.force_login(world.partnership.users["dsl"])
    path = reverse("frontdoor:correct", args=[world.keys["referral"]])

    def correct(text):
        version = re.search(r'name="_version" value="(\d+)"', client.get(path).text).group(1)
        answers = {"text": text, "reason": "It was left out.", "_version": version}
        assert client.post(path, answers).status_code == 302

    correct(WRITTEN)
    page = client.get(path)
    assert names_it(page) == []
    assert "She is at [protected address 1], [protected address 2] again" in page.text
    correct("She was at [protected address 1] on Friday. [protected address 9]")
    with world.partnership.as_("dsl"):
        worded = wording_of(Referral.objects.get(pk=world.keys["referral"]), "concern").text
    assert worded == f"She was at {STREET.lower()} on Friday. [protected address 9]"
