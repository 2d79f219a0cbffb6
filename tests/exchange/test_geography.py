"""Loading boundaries and postcodes: versioned by date, whole or not at all, twice is once."""

import gzip
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.exchange.geography.apply import load_geography
from concord.exchange.geography.manifest import manifest_of
from concord.exchange.geography.parse import Fault, GeographyUnreadable, read_areas, read_postcodes
from concord.registers.geography.drawing import Point
from concord.registers.geography.models import Area, Postcode
from concord.registers.geography.queries import areas_at, areas_of
from tests.data import open_data

SQUARE = [[-1.8, 53.8], [-1.7, 53.8], [-1.7, 53.9], [-1.8, 53.8]]


def write_areas(path, *features):
    """Write a GeoJSON file of (code, ring) areas."""
    rows = [
        {
            "properties": {"c": code, "n": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, ring in features
    ]
    path.write_text(json.dumps({"features": rows}))
    return path


def test_areas_that_cannot_be_right_are_refused_with_the_reason(tmp_path):
    swapped = [[53.8, -1.8], [53.8, -1.7], [53.9, -1.7], [53.8, -1.8]]
    path = write_areas(
        tmp_path / "a.geojson", ("A", SQUARE), ("A", SQUARE), ("", SQUARE), ("B", SQUARE[:3]),
        ("C", swapped),
    )  # fmt: skip
    areas, faults = read_areas(path, code="c", name="n")
    assert [area.code for area in areas] == ["A"]
    assert [fault.row for fault in faults] == [2, 3, 4, 5]
    assert "swapped" in faults[-1].reason


@pytest.mark.parametrize("text", ["", "{", "[]", '{"features": 3'])
def test_a_broken_boundary_file_says_so(tmp_path, text):
    path = tmp_path / "a.geojson"
    path.write_text(text)
    with pytest.raises(GeographyUnreadable, match="not a GeoJSON"):
        read_areas(path, code="c", name="n")


def test_postcodes_are_read_and_wrong_rows_reported(tmp_path):
    path = tmp_path / "p.csv.gz"
    with gzip.open(path, "wt") as file:
        file.write("pcd,long,lat,ward\nBD1 1AA,-1.75,53.79,E1\nnot one,1,1,E1\nBD1 1AB,x,53,E1\n")
    first, second, third = read_postcodes(path, area_columns=("ward",), live=True)
    assert (first.compact, first.area_codes) == ("BD11AA", ("E1",))
    assert isinstance(second, Fault)
    assert "not numbers" in third.reason


def test_a_lookup_cut_off_in_the_middle_says_so(tmp_path):
    whole = gzip.compress(b"pcd,long,lat\n" + b"BD1 1AA,-1.75,53.79\n" * 1000)
    path = tmp_path / "p.csv.gz"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GeographyUnreadable, match="cannot be read"):
        list(read_postcodes(path, area_columns=(), live=True))


@pytest.mark.parametrize(
    ("feature", "reason"),
    [
        ("nonsense", "no code"),
        ({"properties": None}, "no code"),
        ({"properties": {"c": None}}, "no code"),
        ({"properties": {"c": "E" * 13}}, "1 to 12 letters"),
        ({"properties": {"c": "E1", "n": "x" * 121}}, "at most 120"),
        ({"properties": {"c": "E1", "n": "A\u0000B"}}, "at most 120"),
        ({"properties": {"c": "E1"}}, "no outline"),
        ({"properties": {"c": "E1"}, "geometry": "here"}, "cannot be read"),
        ({"properties": {"c": "E1"}, "geometry": {"type": "Polygon"}}, "cannot be read"),
        (
            {
                "properties": {"c": "E1"},
                "geometry": {"type": "Polygon", "coordinates": [["a"] * 4]},
            },
            "cannot be read",
        ),
    ],
)
def test_an_area_that_makes_no_sense_is_refused_and_the_others_go_in(tmp_path, feature, reason):
    path = write_areas(tmp_path / "a.geojson", ("A", SQUARE))
    content = json.loads(path.read_text())
    path.write_text(json.dumps({"features": [feature, *content["features"]]}))
    areas, faults = read_areas(path, code="c", name="n")
    assert [area.code for area in areas] == ["A"]
    assert reason in faults[0].reason


@pytest.mark.parametrize(
    "text", ['{"features": [NaN]}', "[" * 100_000, "\ufeff{}", '{"features": 3}']
)
def test_a_file_that_is_no_map_says_so(tmp_path, text):
    path = tmp_path / "a.geojson"
    path.write_text(text)
    with pytest.raises(GeographyUnreadable, match="not a GeoJSON"):
        read_areas(path, code="c", name="n")


def test_a_postcode_twice_in_a_lookup_is_refused_the_second_time(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("\ufeffpcd,long,lat\nBD1 1AA,-1.75,53.79\nbd11aa,-1.75,53.79\n")
    first, second = read_postcodes(path, area_columns=(), live=True)
    assert first.compact == "BD11AA"
    assert "already" in second.reason


def test_a_lookup_that_is_one_endless_line_is_refused(tmp_path):
    path = tmp_path / "p.csv.gz"
    path.write_bytes(gzip.compress(b"x" * 50_000_000))
    with pytest.raises(GeographyUnreadable, match="far too long"):
        list(read_postcodes(path, area_columns=(), live=True))


@given(st.randoms(use_true_random=False))
def test_a_damaged_lookup_is_read_or_refused_and_never_breaks(tmp_path_factory, chance):
    content = bytearray(gzip.compress(b"pcd,long,lat\n" + b"BD1 1AA,-1.75,53.79\n" * 50))
    for _ in range(3):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = tmp_path_factory.mktemp("damaged") / "p.csv.gz"
    path.write_bytes(content)
    try:
        found = list(read_postcodes(path, area_columns=(), live=True))
    except GeographyUnreadable as problem:
        assert str(problem)  # noqa: PT017 - either answer is right; neither is an error
    else:
        assert len(found) <= 50


def own_folder(folder, *, wards, valid_from, valid_to=None):
    """Write a folder that says itself what it holds: one set of wards and one lookup."""
    write_areas(folder / "wards.geojson", *[(code, SQUARE) for code in wards])
    (folder / "postcodes.csv").write_text(
        "pcd,long,lat,ward\n" + f"BD1 1AA,-1.75,53.79,{wards[0]}\nBD1 1AB,-1.75,53.79,E9\n"
    )
    entry = {
        "code": f"wards-{valid_from[:4]}", "kind": "ward", "name": f"Wards of {valid_from[:4]}",
        "valid_from": valid_from, "valid_to": valid_to, "file": "wards.geojson",
        "code_property": "c", "name_property": "n", "attribution": "Made for a test",
    }  # fmt: skip
    lookup = {"file": "postcodes.csv", "area_columns": ["ward"], "live": True}
    (folder / "geography.json").write_text(json.dumps({"sets": [entry], "lookups": [lookup]}))
    return folder


def test_wards_that_follow_older_ones_are_loaded_and_known_postcodes_placed_in_them(
    partnership, tmp_path
):
    steward = partnership.actor("steward")
    own_folder(tmp_path, wards=["E1", "E2"], valid_from="2004-06-10", valid_to="2026-05-07")
    old = load_geography(tmp_path, by=steward)
    own_folder(tmp_path, wards=["E3", "E4"], valid_from="2026-05-07")
    new = load_geography(tmp_path, by=steward)
    assert (old.postcodes_added, new.postcodes_added) == (2, 0)
    assert (old.postcodes_elsewhere, new.postcodes_elsewhere) == (1, 1)
    assert areas_of("BD1 1AA", on=date(2026, 5, 6))["ward"].code == "E1"
    assert areas_of("BD1 1AA", on=date(2026, 5, 7))["ward"].code == "E3"
    assert areas_of("BD1 1AB", on=date(2026, 5, 7)) == {}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"valid_to": "2004-06-10"}, "not after"),
        ({"valid_from": "10 June 2004"}, "cannot be used"),
        ({"kind": "parish"}, "parish"),
        ({"file": "../wards.geojson"}, "same folder"),
        ({"name": ""}, "1 to 200 letters"),
        ({"file": None}, "cannot be used"),
    ],
)
def test_a_folder_that_says_wrongly_what_it_holds_loads_nothing(tmp_path, changes, says):
    own_folder(tmp_path, wards=["E1"], valid_from="2004-06-10")
    content = json.loads((tmp_path / "geography.json").read_text())
    content["sets"][0] |= changes
    (tmp_path / "geography.json").write_text(json.dumps(content))
    with pytest.raises(GeographyUnreadable, match=says):
        manifest_of(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sets": []}', '{"sets": [{"code": "a"}]}'])
def test_a_list_of_files_that_is_none_says_so(tmp_path, text):
    (tmp_path / "geography.json").write_text(text)
    with pytest.raises(GeographyUnreadable, match=r"geography\.json"):
        manifest_of(tmp_path)


@pytest.mark.data
@pytest.mark.slow
def test_a_district_loads_whole_by_date_and_a_second_time_changes_nothing(partnership):
    folder = open_data("geography_bradford")
    steward = partnership.actor("steward")
    loaded = load_geography(folder, by=steward)
    assert loaded.sets == {
        "Bradford wards of 2004": 30,
        "Lower layer super output areas of 2021": 312,
        "Lower layer super output areas of 2011": 310,
        "Middle layer super output areas of 2011": 61,
        "Constituencies of 2010": 5,
        "Constituencies of 2024": 5,
    }
    assert loaded.postcodes_added == Postcode.objects.count() == 21_023
    assert loaded.faults == []
    before = areas_of("bd1 1af", on=date(2026, 5, 6))
    assert (before["ward"].name, before["lsoa"].code) == ("City", "E01033690")
    # No lookup names a constituency or an area of 2011: the outlines say.
    assert before["constituency"].name == "Bradford West"
    then = areas_of("bd1 1af", on=date(2015, 1, 1))
    assert (then["constituency"].code, then["msoa"].code[:3]) == ("E14000589", "E02")
    # The wards of 2004 ended; an operator loads the new set.
    assert "ward" not in areas_of("BD1 1AF", on=date(2026, 5, 7))
    again = load_geography(folder, by=steward)
    assert (again.areas_added, again.postcodes_added) == (0, 0)
    assert set(again.placed_by_outline.values()) == {0}


@pytest.mark.data
def test_a_preview_keeps_nothing(partnership):
    folder = open_data("geography_bradford")
    loaded = load_geography(folder, by=partnership.actor("steward"), preview=True)
    assert loaded.areas_added == 723
    assert not Area.objects.exists()


def test_a_missing_file_loads_nothing(partnership, tmp_path):
    with pytest.raises(GeographyUnreadable, match="There is no file"):
        load_geography(tmp_path, by=partnership.actor("steward"))


RING = [[-1.8, 53.7], [-1.6, 53.7], [-1.6, 53.9], [-1.8, 53.9], [-1.8, 53.7]]
HOLE = [[-1.75, 53.75], [-1.65, 53.75], [-1.65, 53.85], [-1.75, 53.85], [-1.75, 53.75]]


def neighbourhoods(folder, lookup):
    """Write a folder with a lake in a park, neighbourhoods that no lookup names."""
    rows = [
        {"properties": {"c": code, "n": name}, "geometry": {"type": kind, "coordinates": rings}}
        for code, name, kind, rings in [
            ("N1", "Park", "Polygon", [RING, HOLE]),
            ("N2", "Lake", "MultiPolygon", [[HOLE]]),
        ]
    ]
    (folder / "own.geojson").write_text(json.dumps({"features": rows}))
    (folder / "postcodes.csv").write_text("pcd,long,lat\n" + lookup)
    entry = {
        "code": "neighbourhoods", "kind": "neighbourhood", "name": "Our neighbourhoods",
        "valid_from": "2020-01-01", "file": "own.geojson", "code_property": "c",
        "name_property": "n", "attribution": "Made for a test", "by_outline": True,
    }  # fmt: skip
    tables = {"file": "postcodes.csv", "area_columns": [], "live": True}
    (folder / "geography.json").write_text(json.dumps({"sets": [entry], "lookups": [tables]}))
    return folder


def test_a_partnership_s_own_areas_hold_the_postcodes_within_their_outlines(partnership, tmp_path):
    folder = neighbourhoods(tmp_path, "BD1 1AA,-1.79,53.71\nBD1 1AB,-1.7,53.8\nBD1 1AC,-1.5,53.8\n")
    loaded = load_geography(folder, by=partnership.actor("steward"))
    assert loaded.placed_by_outline == {"Our neighbourhoods": 2}
    today = date(2026, 5, 7)
    assert areas_of("BD1 1AA", on=today)["neighbourhood"].name == "Park"
    assert areas_of("BD1 1AB", on=today)["neighbourhood"].name == "Lake"
    assert areas_of("BD1 1AC", on=today) == {}
    assert areas_of("BD1 1AA", on=date(2019, 12, 31)) == {}


def test_a_point_without_a_postcode_lies_in_the_areas_around_it(partnership, tmp_path):
    load_geography(neighbourhoods(tmp_path, ""), by=partnership.actor("steward"))
    today = date(2026, 5, 7)
    assert areas_at(Point(53.71, -1.79), on=today)["neighbourhood"].name == "Park"
    assert areas_at(Point(53.8, -1.7), on=today)["neighbourhood"].name == "Lake"
    assert areas_at(Point(53.8, -1.5), on=today) == {}
    assert areas_at(Point(53.71, -1.79), on=date(2019, 12, 31)) == {}
