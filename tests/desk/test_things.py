"""The pages of places, groups and things, and of people without a name."""

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.registers.links.commands import Connection, link_subjects
from concord.registers.subjects.commands import register_thing
from concord.registers.subjects.models import Subject
from concord.registers.subjects.things import PlaceThing, VehicleThing
from tests.casework.assessment import making
from tests.desk.counting import queries_of
from tests.desk.test_child import text
from tests.factories import new_key


@pytest.fixture
def worker(client, partnership):
    client.force_login(partnership.users["worker"])
    return client


@pytest.fixture
def sam(partnership):
    return making.enter_child(partnership, partnership.police)


@pytest.fixture
def park(partnership):
    return enter_park(partnership)


@pytest.fixture
def found_there(partnership, sam, park):
    find_somebody_there(partnership, park, sam)


def enter_park(partnership):
    """Return a park that social care knows of."""
    with partnership.as_("worker") as actor:
        thing = PlaceThing("Practice Park", "park", "Test Lane", "ZZ99 3AB", "010001234567")
        return register_thing(new_key(), by=actor, thing=thing, at=timezone.now())


def find_somebody_there(partnership, park, child=None):
    """Link a child and a car with a park."""
    child = child or making.enter_child(partnership, partnership.police)
    with partnership.as_("worker") as actor:
        car = VehicleThing("AB12 CDE", "Ford", "Blue")
        car = register_thing(new_key(), by=actor, thing=car, at=timezone.now())
        for one, kind in ((Subject.objects.get(pk=child), "found_at"), (car, "vehicle_at")):
            link_subjects(
                one, by=actor, other=park, at=timezone.now(),
                connection=Connection(kind, "Police, occurrence 13260001"),
            )  # fmt: skip


ANSWERS = {
    "place": {"name": "Practice Park", "type": "park", "latitude": "53.79", "longitude": "-1.75"},
    "peer_group": {"label": "Skate park on Fridays"},
    "vehicle": {"registration": "AB12 CDE"},
    "phone": {"number": "07700 900 123"},
    "online_account": {"platform": "Snapchat", "handle": "@ghost_99"},
    "online_space": {"platform": "Discord", "name": "Night riders"},
    "organisation": {"name": "A1 Cars", "type": "business"},
    "unnamed": {
        "descriptor": "Male, known as Ghost", "sex": "M", "about_age": "22",
        "age_said_on_day": "3", "age_said_on_month": "5", "age_said_on_year": "2026",
    },
    "unborn": {
        "descriptor": "Unborn baby of Sam", "expected_on_day": "3", "expected_on_month": "5",
        "expected_on_year": "2027",
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_is_chosen_added_and_shown(worker, kind):
    address = reverse("desk:add_thing", args=[kind])
    assert address in worker.get(reverse("desk:choose_thing")).text
    page = worker.post(address, ANSWERS[kind], follow=True)
    said = text(page.text)
    assert "The entry is on the register" in said
    assert next(iter(ANSWERS[kind].values())) in said


def test_an_age_is_shown_with_the_day_it_was_said(worker):
    page = worker.post(reverse("desk:add_thing", args=["unnamed"]), ANSWERS["unnamed"], follow=True)
    assert "About 22 on 3 May 2026" in text(page.text)


def test_an_unborn_child_is_shown_with_the_day_it_is_expected(worker):
    page = worker.post(reverse("desk:add_thing", args=["unborn"]), ANSWERS["unborn"], follow=True)
    assert "Expected on 3 May 2027" in text(page.text)


@pytest.mark.parametrize(
    ("kind", "wrong", "words"),
    [
        ("peer_group", {"label": "The Canal Gang"}, "Enter a neutral name"),
        ("peer_group", {"label": ""}, "Enter what the group is called"),
        ("place", {"uprn": "12 34"}, "A UPRN has 1 to 12 digits"),
        ("place", {"latitude": "north"}, "Enter a latitude like 53.794"),
        ("vehicle", {"registration": ""}, "Enter the registration, or the make and colour"),
        ("unnamed", {"about_age": "old"}, "Enter an age in whole years"),
        ("unnamed", {"age_said_on_year": "2999"}, "must be today or in the past"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(worker, partnership, kind, wrong, words):
    page = worker.post(reverse("desk:add_thing", args=[kind]), ANSWERS[kind] | wrong)
    assert words in page.text
    with partnership.as_("worker"):
        assert not Subject.objects.exists()


def test_a_kind_that_does_not_exist_has_no_form(worker):
    assert worker.get(reverse("desk:add_thing", args=["dragon"])).status_code == 404


def test_what_is_added_for_somebody_is_connected_next(worker, partnership, sam):
    address = reverse("desk:add_thing", args=["phone"]) + f"?with={sam}"
    page = worker.post(address, ANSWERS["phone"], follow=True)
    assert "Sam Practice uses the phone 07700 900 123" in text(page.text)


def test_a_connection_can_be_added_from_the_place_as_well(worker, sam, park):
    address = reverse("desk:connect", args=[park.pk]) + f"?other={sam}"
    assert "Sam Practice was found at Practice Park" in text(worker.get(address).text)
    how = {"kind": "found_at", "role": "", "basis": "fact", "source": "Police", "confidence": "3"}
    page = worker.post(address, how, follow=True)
    assert "Practice Park is where Sam Practice was found" in text(page.text)


def test_the_page_says_what_matters_and_whom_it_connects(worker, park, found_there):
    page = text(worker.get(park.get_absolute_url()).text)
    for words in ("Place", "Test Lane", "ZZ99 3AB", "010001234567", "Park or open space",
                  "Practice Park is where Sam Practice was found",
                  "Practice Park is where the vehicle AB12 CDE (Blue Ford) was seen"):  # fmt: skip
        assert words in page


def test_a_place_is_no_child_and_a_child_no_place(worker, sam, park):
    assert worker.get(f"/children/{park.pk}").status_code == 404
    assert worker.get(f"/subjects/{sam}").status_code == 404


def test_the_search_leads_to_the_right_page(worker, park):
    page = worker.post("/search", {"terms": "practice park"}).text
    assert f'href="/subjects/{park.pk}"' in page
    assert "Place" in text(page)


def test_whoever_was_not_shown_a_place_hears_nothing_of_it(client, partnership, sam, found_there,
                                                           park):  # fmt: skip
    client.force_login(partnership.users["officer"])
    hidden, absent = client.get(f"/subjects/{park.pk}"), client.get(f"/subjects/{new_key()}")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert "Practice Park" not in client.get(reverse("desk:connections", args=[sam])).text


@pytest.mark.parametrize("page", ["child_access", "child_changes", "connections", "network"])
def test_every_other_page_of_a_place_works_too(worker, park, found_there, page):
    answer = worker.get(reverse(f"desk:{page}", args=[park.pk]))
    assert answer.status_code == 200
    assert "Practice Park" in answer.text


def test_the_page_takes_few_queries(worker, park, found_there):
    assert queries_of(worker, park.get_absolute_url()) < 30
    assert queries_of(worker, reverse("desk:choose_thing")) < 30
    assert queries_of(worker, reverse("desk:add_thing", args=["place"])) < 30
