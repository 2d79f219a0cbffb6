"""Why two people may be one, in words that somebody would say aloud."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.registers.subjects.matching import Strength, Traits, liken
from concord.registers.subjects.matching.saying import is_hers_for
from concord.registers.subjects.matching.weights import shipped

BORN = date(2011, 3, 5)
HOME = {"postcode": "BD8 9AA", "address": "12 Thornton Road"}


def compare(one, other, born_on=BORN, **more):
    """Compare two names born on one day, the second of whom lives or was born as said."""
    home = HOME if {"address", "postcode"} & set(more) else {}
    first = Traits((one,), born_on=BORN, **home)
    return liken(shipped(), first, Traits((other,), born_on=born_on, **more))


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("Mohammed Khan", "Muhammad Khan", "Muhammad is another spelling of Mohammed"),
        ("Billy Firth", "William Firth", "Billy is another form of William"),
        ("Mohammed Khan", "Mohammed Khaan", "surname one letter apart"),
        ("Aisha Hussain", "Aisha Hussian", "surname with two letters swapped"),
        ("Aysel Khan", "Aysil Khan", "forename one letter apart"),
        ("Khan Aisha", "Ayesha Khan", "forename and surname swapped"),
        ("Jana Kovač", "Jana Kováčová", "Kovač / Kováčová, one surname for men and for women"),
        ("Lubica Conka", "Ľubica Čonková", "Conka / Čonková, one surname for men and for women"),
        ("Zofia Kowalski", "Zofia Kowalska",
         "Kowalski / Kowalska, one surname for men and for women"),
        ("Zofia Szymanski", "Zofia Szymański", "same name"),
        ("Sean O'Brien", "Shaun O'Brien", "Sean is another spelling of Shaun"),
        ("محمد خان", "Mohammed Khan", "محمد is another spelling of Mohammed"),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "Gurpreet Singh", "forename that sounds the same"),
    ],
)  # fmt: skip
def test_how_far_apart_two_names_are_is_said(one, other, words):
    assert words in compare(one, other).reasons


@pytest.mark.parametrize(
    ("born_on", "precision", "words"),
    [
        (BORN, "day", "same date of birth"),
        (date(2011, 5, 3), "day", "day and month of birth swapped"),
        (date(2011, 3, 6), "day", "date of birth one digit apart"),
        (date(2011, 3, 28), "day", "same date of birth but for the day"),
        (date(2011, 12, 5), "day", "same date of birth but for the month"),
        (date(2020, 3, 5), "day", "same date of birth but for the year"),
        (date(2011, 3, 1), "month", "same month and year of birth"),
        (date(2011, 1, 1), "year", "same year of birth"),
        (date(2012, 1, 1), "estimated", "about the same age"),
    ],
)
def test_how_near_two_dates_of_birth_are_is_said(born_on, precision, words):
    found = compare("Zdislava Praktik", "Zdislava Praktik", born_on, born_precision=precision)
    assert words in found.reasons


@pytest.mark.parametrize(
    ("precision", "born_on"),
    [("year", date(2012, 1, 1)), ("month", date(2011, 4, 1)), ("estimated", date(2015, 1, 1))],
)
def test_what_is_roughly_known_of_a_birth_can_speak_against_it(precision, born_on):
    agreeing = compare("Aisha Khan", "Aisha Khan", born_precision=precision)
    found = compare("Aisha Khan", "Aisha Khan", born_on, born_precision=precision)
    assert found is None or found.weight < agreeing.weight - 3


@pytest.mark.parametrize(
    ("address", "postcode", "words"),
    [
        ("12 Thornton Road", "BD8 9AA", {"same address"}),
        ("15 Thornton Rd", "BD8 9AA", {"same street", "same postcode"}),
        ("12 Thornton Road", "BD8 9AB", {"same street", "postcode one letter apart"}),
        ("3 Thornton Road", "BD8 7ZZ", {"same street"}),
        ("Thornton Road", "", {"same street"}),
        ("12 Thornton Road", "", {"same house and street"}),
    ],
)
def test_how_near_two_homes_are_is_said(address, postcode, words):
    found = compare("Aisha Khan", "Aisha Khan", address=address, postcode=postcode)
    assert words <= set(found.reasons)


@pytest.mark.parametrize(
    ("his", "hers", "are_one"),
    [
        ("kovac", "kovacova", True),
        ("horvath", "horvathova", True),
        ("novotny", "novotna", True),
        ("kovacova", "kovac", False),
        ("khan", "khanova", True),
        ("shah", "kaur", False),
        ("nova", "ova", False),
    ],
)
def test_a_surname_for_women_is_known_by_its_ending(his, hers, are_one):
    assert is_hers_for(his, hers) is are_one


NAMES = st.text("aehikmnouvyzčáńš", min_size=1, max_size=9)


@settings(deadline=None)
@given(NAMES, NAMES, NAMES)
def test_the_words_are_the_same_whoever_comes_first(forename, surname, other):
    one, two = f"{forename} {surname}", f"{forename} {other}"
    there, back = compare(one, two), compare(two, one)
    assert (there and sorted(there.reasons)) == (back and sorted(back.reasons))


@settings(deadline=None)
@given(NAMES)
def test_the_same_entry_twice_is_very_likely_one_person_and_nothing_speaks_against(name):
    found = compare(f"{name} {name}ek", f"{name} {name}ek", **HOME)
    assert found.strength == Strength.STRONG
    assert found.doubts == ()
