"""Who an entry may already be: spellings, dates and numbers that meet, and people who must not."""

from datetime import date

import pytest
from django.utils import timezone

from concord.casework.frontdoor import commands as frontdoor
from concord.casework.frontdoor.models import Referral
from concord.kernel.identifiers import IdentifierType
from concord.registers.subjects.commands import GivenNumber, PersonDetails
from concord.registers.subjects.matching import Strength, Traits, compare
from concord.registers.subjects.queries import person, who_it_may_be
from concord.trust.access.commands import restrict
from tests.factories import new_key
from tests.factories.cases import SAM, make_referral

BORN = date(2011, 3, 5)


def traits(name, born_on=BORN, **more):
    return Traits((name,), born_on=born_on, **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Khan", "Muhammad Khaan"),
        ("Zofia Szymański", "Zofia Szymanski"),
        ("Katarina Horvathova", "Katarína Horváth"),
        ("Khan Aisha", "Aisha Khan"),
        ("Sean O'Brien", "Sean OBrien"),
        ("Anne-Marie Clarke", "Anne Marie Clark"),
    ],
)
def test_spellings_of_one_name_meet_when_the_birth_date_agrees(one, other):
    found = compare(traits(one), traits(other))
    assert found is not None
    assert found.strength >= Strength.LIKELY


def test_day_and_month_swapped_still_meet_and_say_so():
    found = compare(traits("Aisha Khan"), traits("Aisha Khan", date(2011, 5, 3)))
    assert found.strength >= Strength.LIKELY
    assert "date of birth with day and month swapped" in found.reasons


def test_a_shared_number_settles_it():
    numbers = frozenset({("NHS", "9990000018")})
    found = compare(traits("A", numbers=numbers), traits("B", date(2010, 1, 1), numbers=numbers))
    assert found.strength >= Strength.POSSIBLE
    assert found.reasons[0] == "same NHS number"


def test_twins_at_one_address_are_at_most_possible():
    found = compare(
        traits("Amir Hussain", postcode="BD99 9AA"), traits("Sana Hussain", postcode="BD99 9AA")
    )
    assert found is None or found.strength == Strength.POSSIBLE


def test_two_people_of_one_common_name_born_apart_are_not_proposed():
    assert compare(traits("Mohammed Khan"), traits("Mohammed Khan", date(2004, 9, 30))) is None


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
            first.subject_id, by=manager, level="sealed", open_to=[new_key()], reason="witness",
            at=timezone.now(),
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
