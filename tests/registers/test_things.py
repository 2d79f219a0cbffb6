"""Places, groups and things: entered, found in any spelling, and never taken for a person."""

from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from concord.registers.subjects import rebuilding
from concord.registers.subjects.commands import PersonDetails, register_thing
from concord.registers.subjects.matching import Traits
from concord.registers.subjects.models import SearchKey, Subject
from concord.registers.subjects.queries import alike, details_of, people_in_detail, search, things
from concord.registers.subjects.things import (
    AccountThing,
    GroupThing,
    OrganisationThing,
    PhoneThing,
    PlaceThing,
    SpaceThing,
    VehicleThing,
    coordinates_are_possible,
    e164,
    label_is_neutral,
    uprn_is_possible,
)
from concord.trust.commands import Refused
from tests.factories import Partnership, new_key
from tests.factories.cases import make_referral
from tests.factories.sealing import restrict

EVERY_KIND = (
    PlaceThing("Practice Park", "park", "Test Lane", "ZZ99 3AB", "010001234567"),
    GroupThing("Skate park on Fridays"),
    VehicleThing("ab12 cde", "Ford", "Blue"),
    PhoneThing("07700 900 123"),
    AccountThing("@ghost_99", "Snapchat"),
    SpaceThing("Night riders", "Discord"),
    OrganisationThing("A1 Cars", "business"),
)


def enter(partnership, thing, who="worker"):
    with partnership.as_(who) as actor:
        return register_thing(new_key(), by=actor, thing=thing, at=timezone.now())


def found(partnership, terms, who="worker"):
    with partnership.as_(who) as actor:
        return [hit.subject.descriptor for hit in search(actor, terms, most=20)]


@pytest.mark.parametrize("thing", EVERY_KIND, ids=lambda thing: thing.kind)
def test_every_kind_is_entered_with_its_details(partnership, thing):
    made = enter(partnership, thing)
    with partnership.as_("worker") as worker:
        seen = things(worker).get(pk=made.pk)
        kept = {name: getattr(details_of(seen), name) for name in thing.columns()}
    assert (seen.kind, seen.descriptor, kept) == (thing.kind, thing.descriptor, thing.columns())


@pytest.mark.parametrize(
    ("terms", "name"),
    [
        ("AB12CDE", "AB12 CDE (Blue Ford)"),
        ("ab12 cde", "AB12 CDE (Blue Ford)"),
        ("AB 12 CDE", "AB12 CDE (Blue Ford)"),
        ("blue ford", "AB12 CDE (Blue Ford)"),
        ("07700900123", "07700 900 123"),
        ("+44 7700 900123", "07700 900 123"),
        ("+44 (0)7700 900-123", "07700 900 123"),
        ("0044 7700 900 123", "07700 900 123"),
        ("ghost_99", "@ghost_99 on Snapchat"),
        ("@Ghost_99", "@ghost_99 on Snapchat"),
        ("practice park", "Practice Park"),
        ("zz993ab", "Practice Park"),
        ("010001234567", "Practice Park"),
        ("night", "Night riders on Discord"),
        ("a1 cars", "A1 Cars"),
        ("skate friday", "Skate park on Fridays"),
    ],
)
def test_a_thing_is_found_by(partnership, terms, name):
    for thing in EVERY_KIND:
        enter(partnership, thing)
    assert found(partnership, terms) == [name]


def test_a_thing_is_found_again_after_its_keys_are_made_anew(own_database):
    partnership = Partnership()
    enter(partnership, PhoneThing("07700 900 123"))
    with partnership.as_("worker"):
        SearchKey.objects.all().delete()
    assert found(partnership, "07700 900 123") == []
    rebuilding.rebuild_search()
    assert found(partnership, "+447700900123") == ["07700 900 123"]


def test_whoever_was_not_shown_a_thing_does_not_find_it(partnership):
    made = enter(partnership, PlaceThing("Practice Park"))
    assert found(partnership, "practice park", "second_worker") == ["Practice Park"]
    assert found(partnership, "practice park", "officer") == []
    with partnership.as_("officer") as officer:
        assert not things(officer).filter(pk=made.pk).exists()


def test_a_thing_is_never_proposed_as_a_person(partnership):
    enter(partnership, OrganisationThing("Aisha Khan"))
    enter(partnership, PlaceThing("Aisha Khan", postcode="ZZ99 3AB"))
    with partnership.as_("dsl"):
        child = make_referral(partnership, child=PersonDetails("Aisha Khan")).subject_id
    with partnership.as_("worker") as worker:
        proposed = alike(worker, Traits(names=("Aisha Khan",), postcode="ZZ99 3AB"))
        assert {candidate.subject.pk for candidate in proposed} == {child}
        assert [row.pk for row in people_in_detail(worker)] == [child]


def test_the_pages_of_people_and_of_things_have_addresses_of_their_own(partnership):
    made = enter(partnership, PlaceThing("Practice Park"))
    assert made.get_absolute_url() == f"/subjects/{made.pk}"
    assert Subject(pk=made.pk).get_absolute_url() == f"/children/{made.pk}"


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (GroupThing("The Canal Gang"), "neutral name"),
        (GroupThing(" "), "what it is called"),
        (PlaceThing("Park", uprn="12 34"), "1 to 12 digits"),
        (PlaceThing("Park", uprn="1234567890123"), "1 to 12 digits"),
        (PlaceThing("Park", latitude=Decimal("53.8")), "or neither"),
        (VehicleThing(), "registration, or the make and colour"),
        (PhoneThing("unknown"), "Enter a telephone number"),
        (AccountThing("", "Snapchat"), "what it is called"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(partnership, thing, words):
    with pytest.raises(Refused, match=words):
        enter(partnership, thing)


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (PhoneThing("07700 900 123"), PhoneThing("+44 7700 900123")),
        (VehicleThing("AB12 CDE"), VehicleThing("ab12cde", "Ford")),
        (AccountThing("@ghost_99", "Snapchat"), AccountThing("@Ghost_99", "snapchat")),
    ],
)
def test_the_same_thing_is_not_entered_twice_by_people_who_see_it(partnership, first, again):
    enter(partnership, first)
    with pytest.raises(Refused, match="on the register already"):
        enter(partnership, again, "second_worker")


def test_a_thing_that_is_hidden_is_entered_again_and_nothing_tells_of_it(partnership):
    hidden = enter(partnership, PhoneThing("07700 900 123"))
    with partnership.as_("manager") as manager:
        restrict(
            hidden.pk, by=manager, level="restricted", open_to=[manager.user_id],
            reason="A colleague lives with whoever uses this phone.", at=timezone.now(),
        )  # fmt: skip
    assert enter(partnership, PhoneThing("07700 900 123"), "second_worker").pk != hidden.pk


def test_two_places_may_have_the_same_name(partnership):
    first = enter(partnership, PlaceThing("Practice Park"))
    assert enter(partnership, PlaceThing("Practice Park")).pk != first.pk


def test_a_school_lead_adds_no_place(partnership):
    with pytest.raises(Refused):
        enter(partnership, PlaceThing("Practice Park"), "dsl")


@pytest.mark.parametrize(
    ("given_as", "number"),
    [
        ("07700 900123", "+447700900123"),
        ("00 48 22 555 01 23", "+48225550123"),
        ("+1 (202) 555-0143", "+12025550143"),
        ("900123", ""),
        ("999", ""),
    ],
)
def test_a_number_is_written_for_the_whole_world_where_that_is_clear(given_as, number):
    assert e164(given_as) == number


@given(st.text(alphabet="0123456789", min_size=9, max_size=10), st.data())
def test_spaces_and_dashes_change_no_number(digits, data):
    spaced = "".join(digit + data.draw(st.sampled_from(["", " ", "-"])) for digit in digits)
    assert e164(f"0{spaced}") == e164(f"0{digits}")


@given(st.text(alphabet="0123456789", min_size=1, max_size=12))
def test_every_uprn_of_one_to_twelve_digits_may_be(digits):
    assert uprn_is_possible(digits)


def test_coordinates_come_in_pairs_and_lie_on_the_earth():
    assert coordinates_are_possible(Decimal("53.79"), Decimal("-1.75"))
    assert not coordinates_are_possible(Decimal("93.79"), Decimal("-1.75"))
    assert not coordinates_are_possible(None, Decimal("-1.75"))


@pytest.mark.parametrize("label", ["Young people at Gangway Park", "Bus stop group"])
def test_a_neutral_name_is_one_that_only_says_where_or_who(label):
    assert label_is_neutral(label)
