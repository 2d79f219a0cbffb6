"""The code sets that come with Concord: each code means one thing on a day, as its owner says."""

import csv
import json
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from concord.trust import reference
from concord.trust.reference.queries import choices
from tests.data import open_data

FILES = sorted((Path(reference.__file__).parent / "code_sets").glob("*.json"))
# How the published list of the children in need census calls each of our sets.
CENSUS = {
    "ethnicitytype": "ethnicity",
    "disabilitytype": "disability",
    "referralsourcetype": "referral_source",
    "categoryofabusetype": "abuse_category",
    "primaryneedcodetype": "primary_need",
    "reasonforclosuretype": "cin_closure",
    "assessmentfactorstype": "assessment_factor",
    "unknownupntype": "upn_unknown",
}


def rows_of(path):
    return json.loads(path.read_text(encoding="utf-8"))["codes"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_code_means_one_thing_on_any_day(path):
    periods = defaultdict(list)
    for row in rows_of(path):
        assert row["label"].strip()
        ends = date.fromisoformat(row["valid_to"]) if row.get("valid_to") else date.max
        periods[row["code"]].append((date.fromisoformat(row["valid_from"]), ends))
    for spans in periods.values():
        ordered = sorted(spans)
        assert all(starts < ends for starts, ends in ordered)
        assert all(one[1] <= other[0] for one, other in pairwise(ordered))


@pytest.mark.data
@pytest.mark.parametrize("year", ["2025", "2026"])
def test_every_code_of_the_published_census_is_known(year):
    path = open_data("children_standards", "codelists", f"cin_census_{year}_enumerations.csv")
    published = defaultdict(set)
    for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()):
        published[row["simpleType"]].add(row["code"])
    ours = {path.stem: {row["code"] for row in rows_of(path)} for path in FILES}
    for theirs, name in CENSUS.items():
        assert published[theirs] == ours[name]


def test_a_form_offers_a_set_in_its_own_order_by_the_words_of_the_day(partnership):
    assert choices("sen_provision", on=date(2026, 6, 1)) == [
        ("N", "No special educational need"),
        ("E", "Education, health and care plan"),
        ("K", "Special educational needs support"),
    ]
    before, after = (
        dict(choices("primary_need", on=on)) for on in (date(2026, 3, 31), date(2026, 4, 1))
    )
    assert (before["N1"], after["N1"]) == ("Abuse or neglect", "Abuse, neglect and exploitation")
