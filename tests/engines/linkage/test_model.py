"""What a model makes of two records."""

import math

import pytest

from concord.engines.linkage.conditions import Near, Same
from concord.engines.linkage.model import Comparison, Level, Model

SURNAME = Comparison(
    "surname",
    ("surname",),
    (
        Level("same", "same surname", Same("surname"), 0.8, 0.01, frequency_of="surname"),
        Level("near", "surname one letter apart", Near("surname", 1), 0.1, 0.005),
    ),
    "different surname",
    0.1,
    0.985,
)
BORN = Comparison(
    "born",
    ("born",),
    (Level("same", "same date of birth", Same("born"), 0.9, 0.0001),),
    "different date of birth",
    0.1,
    0.9999,
)
EVEN = Model((SURNAME, BORN), prior=0.5)


def record(surname=None, born=None):
    return {"surname": surname, "born": born}


def words_of(left, right, model=EVEN):
    return [part.words for part in model.compare(left, right).parts]


def test_the_first_level_that_is_met_speaks():
    assert words_of(record("khan"), record("khan")) == ["same surname"]
    assert words_of(record("khan"), record("khans")) == ["surname one letter apart"]
    assert words_of(record("khan"), record("rahman")) == ["different surname"]


def test_what_one_record_does_not_say_weighs_nothing():
    found = EVEN.compare(record("khan"), record(None, "2011-03-27"))
    assert (found.weight, found.parts, found.probability) == (0, (), 0.5)


def test_evidence_adds_up_in_bits():
    found = EVEN.compare(record("khan", "2011-03-27"), record("khan", "2011-03-27"))
    assert found.weight == pytest.approx(math.log2(0.8 / 0.01) + math.log2(0.9 / 0.0001))
    assert found.probability > 0.999


def test_what_differs_speaks_against():
    assert EVEN.compare(record("khan"), record("rahman")).probability < 0.5


def test_a_rare_surname_in_common_weighs_more_than_a_common_one():
    rare_and_common = {"surname": {"khan": 0.05, "featherstonehaugh": 0.0001}}
    model = Model((SURNAME,), 0.5, rare_and_common)
    common = model.compare(record("khan"), record("khan")).weight
    rare = model.compare(record("featherstonehaugh"), record("featherstonehaugh")).weight
    assert rare - common == pytest.approx(math.log2(0.05 / 0.0001))
    # Nobody else has it: as rare as the rarest that is known.
    assert model.compare(record("zyx"), record("zyx")).weight == pytest.approx(rare)


def test_how_seldom_two_records_are_of_one_person_is_where_the_evidence_starts():
    seldom = Model((SURNAME,), prior=0.0001)
    same = record("khan"), record("khan")
    assert seldom.compare(*same).weight < EVEN.compare(*same).weight
