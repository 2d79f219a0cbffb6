"""The map of a place: where it lies, and what lies near of what the reader may see."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from concord.registers.geography.commands import (
    GivenArea,
    GivenPostcode,
    GivenSet,
    load_area_set,
    load_postcodes,
)
from concord.registers.geography.rules import AreaKind
from concord.registers.subjects.commands import protect_address
from concord.registers.subjects.things import PlaceThing, VehicleThing
from concord.trust.access.commands import end_sight
from concord.trust.actors import on_behalf_of
from tests.casework.assessment import making
from tests.desk.test_child import text
from tests.factories.world import add_address
from tests.registers.test_drawing import SQUARE
from tests.registers.test_things import enter

OGL = "Contains OS data © Crown copyright"


@pytest.fixture
def ground(partnership):
    """One ward with two postcodes, three hundred metres apart, and one far away."""
    given = GivenSet(
        "wards", AreaKind.WARD, "Wards", date(2004, 1, 1), None, OGL,
        (GivenArea("W1", "City", SQUARE),),
    )  # fmt: skip
    postcodes = [
        GivenPostcode("BD14RN", 53.850, -1.750, True, ("W1",)),
        GivenPostcode("BD14RP", 53.8527, -1.750, True, ("W1",)),
        GivenPostcode("BD99ZZ", 53.89, -1.79, True, ("W1",)),
    ]
    with partnership.as_("steward") as steward:
        load_area_set(given, by=steward)
        load_postcodes(("wards",), by=steward, given=postcodes)


@pytest.fixture
def placement(partnership):
    """Where a child lives that nobody may learn."""
    child = making.enter_child(partnership, partnership.police)
    with partnership.as_("worker") as worker:
        hidden = add_address(child, "9 Secret Street", "BD1 4RN", "placement")
        protect_address(hidden, by=worker, why="placement", at=timezone.now())


def page(client, partnership, thing, who="worker"):
    client.force_login(partnership.users[who])
    return client.get(thing.get_absolute_url())


def test_a_place_with_a_postcode_says_its_ward_and_is_drawn_in_it(client, partnership, ground):
    place = enter(partnership, PlaceThing("Canal Road park", postcode="BD1 4RN"))
    html = page(client, partnership, place).text
    assert "Ward: City" in text(html)
    assert OGL in text(html)
    assert "<svg" in html
    assert "<title>City</title>" in html


def test_places_near_are_listed_with_their_distance_and_far_ones_are_not(
    client, partnership, ground
):
    place = enter(partnership, PlaceThing("Canal Road park", postcode="BD1 4RN"))
    enter(partnership, PlaceThing("Night Kebabs", postcode="BD1 4RP"))
    enter(partnership, PlaceThing("Far Hotel", postcode="BD9 9ZZ"))
    enter(partnership, PlaceThing("Bus Station", latitude=53.8509, longitude=-1.75))
    enter(partnership, VehicleThing(registration="AB12 CDE"))
    said = text(page(client, partnership, place).text)
    assert "300 metres" in said
    assert said.index("Bus Station") < said.index("Night Kebabs")
    assert "Far Hotel" not in said


def test_a_place_that_the_reader_may_not_see_is_neither_listed_nor_drawn(
    client, partnership, ground
):
    place = enter(partnership, PlaceThing("Canal Road park", postcode="BD1 4RN"))
    near = enter(partnership, PlaceThing("Night Kebabs", postcode="BD1 4RP"))
    circles = [page(client, partnership, place).text.count("<circle")]
    with partnership.as_("worker") as worker:
        end_sight(near.pk, by=on_behalf_of(worker), at=timezone.now(),
                  principal_id=partnership.social_care.pk)  # fmt: skip
    html = page(client, partnership, place).text
    circles.append(html.count("<circle"))
    assert circles == [2, 1]
    assert "Night Kebabs" not in html


@pytest.mark.parametrize("postcode", ["", "ZZ99 3AB"])
def test_a_place_whose_spot_nobody_knows_has_no_map(client, partnership, ground, postcode):
    place = enter(partnership, PlaceThing("Somewhere", postcode=postcode))
    answer = page(client, partnership, place)
    assert answer.status_code == 200
    assert "<svg viewBox" not in answer.text


def test_the_page_asks_few_questions_of_the_database(
    client, partnership, ground, django_assert_max_num_queries
):
    place = enter(partnership, PlaceThing("Canal Road park", postcode="BD1 4RN"))
    for number in range(5):
        enter(partnership, PlaceThing(f"Shop {number}", postcode="BD1 4RP"))
    client.force_login(partnership.users["worker"])
    with django_assert_max_num_queries(30):
        client.get(place.get_absolute_url())


HIDEOUT = PlaceThing(
    "Where they were seen", lines="9 Secret Street", postcode="BD1 4RN", uprn="100051234567",
    latitude=Decimal("53.850100"), longitude=Decimal("-1.750200"),
)  # fmt: skip


def test_a_place_at_a_protected_address_is_on_no_map_and_says_no_numbers_of_it(
    client, partnership, ground, placement
):
    place = enter(partnership, HIDEOUT)
    html = page(client, partnership, place).text
    for telling in ("Secret Street", "BD1 4RN", "100051234567", "53.85", "<svg", "Ward: City"):
        assert telling not in html


def test_a_place_at_a_protected_address_is_not_said_to_lie_near_another(
    client, partnership, ground, placement
):
    enter(partnership, HIDEOUT)
    park = enter(partnership, PlaceThing("Canal Road park", postcode="BD1 4RP"))
    html = page(client, partnership, park).text
    assert "<svg" in html
    assert "Where they were seen" not in html
