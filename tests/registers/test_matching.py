"""Who an entry may already be: spellings, dates and numbers that meet, and people who must not."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.casework.frontdoor import commands as frontdoor
from concord.casework.frontdoor.models import Referral
from concord.kernel.identifiers import IdentifierType
from concord.registers.subjects.commands import GivenNumber, PersonDetails
from concord.registers.subjects.keys import match_keys
from concord.registers.subjects.matching import Strength, Traits, liken
from concord.registers.subjects.matching.weights import shipped
from concord.registers.subjects.queries import person, who_it_may_be
from tests.factories import new_key
from tests.factories.cases import SAM, make_referral
from tests.factories.sealing import restrict

BORN = date(2011, 3, 5)


def compare(one, other):
    return liken(shipped(), one, other)


def traits(name, born_on=BORN, **more):
    return Traits((name,), born_on=born_on, **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Khan", "Muhammad Khaan"),
        ("Mohammed Aamir Khan", "Aamir Khan"),
        ("Mohd Yousuf Ali", "Yusuf Ali"),
        ("Zofia Szymański", "Zosia Szymanski"),
        ("Katarina Horvathova", "Katarína Horváth"),
        ("Ľubica Čonková", "Lubica Conka"),
        ("Khan Aisha", "Ayesha Khan"),
        ("Sean O'Brien", "Shaun OBrien"),
        ("Anne-Marie Clarke", "Anne Marie Clark"),
        ("Leila Walker-Hussain", "Leila Walker"),
        ("Billy Firth", "William Firth"),
        ("Fatema Begum", "Fatimah Begum"),
        ("Karim al-Hassan", "Karim Hassan"),
        ("Huzaifa Ali", "Huzaifa Al"),
    ],
)
def test_spellings_of_one_name_meet_when_the_birth_date_agrees(one, other):
    found = compare(traits(one), traits(other))
    assert found is not None
    assert found.strength >= Strength.LIKELY


def test_day_and_month_swapped_still_meet_and_say_so():
    found = compare(traits("Aisha Khan"), traits("Aisha Khan", date(2011, 5, 3)))
    assert found.strength >= Strength.LIKELY
    assert "day and month of birth swapped" in found.reasons


def test_the_reasons_are_read_out_the_most_telling_first_and_doubts_apart():
    home = {"postcode": "BD8 9AA", "address": "12 Thornton Road", "sex": "F"}
    found = compare(traits("Aisha Khan", **home), traits("Aisha Khaan", date(2011, 3, 6), **home))
    assert found.reasons[:3] == ("same address", "same forename", "surname one letter apart")
    assert found.reasons[3] == "date of birth one digit apart"
    other_sex = traits("Aisha Khan", **home | {"sex": "M"})
    assert compare(traits("Aisha Khan", **home), other_sex).doubts == ("another sex",)


def test_a_shared_number_is_shown_whatever_else_is_said():
    numbers = frozenset({("NHS", "9990000018")})
    found = compare(
        traits("Amir Shah", numbers=numbers),
        traits("Grace Firth", date(2004, 9, 30), numbers=numbers),
    )
    assert found.strength >= Strength.POSSIBLE
    assert found.reasons[0] == "same NHS number"
    assert set(found.doubts) == {"different name", "different date of birth"}


@pytest.mark.parametrize("born_on", [BORN, date(2012, 3, 5), date(2009, 7, 21)])
@pytest.mark.parametrize("brother", ["Sana Hussain", "Amira Hussain", "Bilal Hussain"])
def test_twins_and_siblings_at_one_address_are_at_most_possible(brother, born_on):
    home = {"postcode": "BD8 9AA", "address": "12 Thornton Road"}
    found = compare(traits("Amir Hussain", **home), traits(brother, born_on, **home))
    assert found is None or found.strength == Strength.POSSIBLE


def test_two_people_of_one_common_name_born_apart_are_not_proposed():
    assert compare(traits("Mohammed Khan"), traits("Mohammed Khan", date(2004, 9, 30))) is None


def test_a_name_alone_makes_nobody_likely():
    found = compare(traits("Mohammed Khan", None), traits("Mohammed Khan", None))
    assert found is None or found.strength == Strength.POSSIBLE


NAMES = st.text("abcdefghijklmnoprstuvwyzłáčšž' -", min_size=1, max_size=25)
TRAITS = st.builds(
    traits,
    NAMES,
    st.none() | st.dates(date(1990, 1, 1), date(2026, 1, 1)),
    sex=st.sampled_from(["", "M", "F", "U"]),
    postcode=st.sampled_from(["", "BD8 9AA", "BD8 9AB", "LS1 4DY"]),
    address=st.sampled_from(["", "12 Thornton Road", "Flat 2, 12 Thornton Road"]),
    numbers=st.sets(st.sampled_from([("NHS", "9990000018"), ("UPN", "E380200018001")])).map(
        frozenset
    ),
)


@settings(deadline=None)
@given(TRAITS, TRAITS)
def test_who_is_compared_with_whom_makes_no_difference(one, other):
    there, back = compare(one, other), compare(other, one)
    assert (there is None) == (back is None)
    if there:
        assert there.weight == pytest.approx(back.weight)
        assert sorted(there.reasons) == sorted(back.reasons)


@settings(deadline=None)
@given(TRAITS)
def test_whoever_is_given_in_the_same_words_is_found_by_a_key(given_twice):
    known = match_keys(given_twice)
    likeness = compare(given_twice, given_twice)
    if likeness and likeness.strength >= Strength.LIKELY:
        assert known


def refer_again(partnership, child):
    """Refer a child a second time, and return whom the front door is offered."""
    with partnership.as_("dsl"):
        make_referral(partnership)
        again = make_referral(partnership, child=child)
    with partnership.as_("worker"):
        worker = partnership.actor("worker")
        return who_it_may_be(worker, person(worker, again.subject_id)), again


def test_the_front_door_is_offered_the_child_it_already_knows(partnership):
    candidates, _ = refer_again(partnership, PersonDetails("Sam Praktice", born_on=SAM.born_on))
    assert [candidate.subject.descriptor for candidate in candidates] == ["Sam Practice"]
    assert "same date of birth" in candidates[0].likeness.reasons


def test_one_shared_number_is_enough_to_be_offered(partnership):
    upn = (GivenNumber(IdentifierType.UPN, "E380200018001"),)
    with partnership.as_("dsl"):
        make_referral(partnership, child=PersonDetails("Known Before", numbers=upn))
    candidates, _ = refer_again(partnership, PersonDetails("Another Name", numbers=upn))
    assert [candidate.subject.descriptor for candidate in candidates] == ["Known Before"]


def test_a_sealed_child_is_never_offered(partnership):
    manager = partnership.actor("manager")
    with partnership.as_("dsl"):
        first = make_referral(partnership)
        again = make_referral(partnership)
    with partnership.as_("manager"):
        restrict(
            first.subject_id, by=manager, level="sealed", open_to=[new_key()],
            reason="A witness is protected.", at=timezone.now(),
        )  # fmt: skip
    with partnership.as_("worker"):
        worker = partnership.actor("worker")
        assert who_it_may_be(worker, person(worker, again.subject_id)) == []


def test_recognising_a_child_joins_the_referral_to_them_and_counts_it_as_a_re_referral(partnership):
    candidates, again = refer_again(partnership, SAM)
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        referral = Referral.objects.get(pk=again.pk)
        frontdoor.settle_identity(
            referral, by=worker, same_as=candidates[0].subject, at=timezone.now()
        )
        assert referral.subject_id == candidates[0].subject.pk
        assert referral.is_re_referral
        assert person(worker, again.subject_id).same_as_id == candidates[0].subject.pk
    with partnership.as_("dsl"):
        assert Referral.objects.get(pk=again.pk).subject.descriptor == "Sam Practice"
