"""Loading boundaries and postcodes: versioned by date, whole or not at all, twice is once."""

import gzip
import json
from datetime import date

import pytest

from concord.exchange.geography.apply import load_geography
from concord.exchange.geography.parse import Fault, GeographyUnreadable, read_areas, read_postcodes
from concord.registers.geography.models import Area, Postcode
from concord.registers.geography.queries import areas_of
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


@pytest.mark.data
@pytest.mark.slow
def test_a_district_loads_whole_by_date_and_a_second_time_changes_nothing(partnership):
    folder = open_data("geography_bradford")
    steward = partnership.actor("steward")
    loaded = load_geography(folder, by=steward)
    assert loaded.sets == {
        "Bradford wards of 2004": 30,
        "Lower layer super output areas of 2021": 312,
        "Constituencies of 2024": 5,
    }
    assert loaded.postcodes_added == Postcode.objects.count() == 21_023
    assert loaded.faults == []
    before = areas_of("bd1 1af", on=date(2026, 5, 6))
    assert (before["ward"].name, before["lsoa"].code) == ("City", "E01033690")
    # The wards of 2004 ended; an operator loads the new set.
    assert "ward" not in areas_of("BD1 1AF", on=date(2026, 5, 7))
    again = load_geography(folder, by=steward)
    assert (again.areas_added, again.postcodes_added) == (0, 0)


@pytest.mark.data
def test_a_preview_keeps_nothing(partnership):
    folder = open_data("geography_bradford")
    loaded = load_geography(folder, by=partnership.actor("steward"), preview=True)
    assert loaded.areas_added == 347
    assert not Area.objects.exists()


def test_a_missing_file_loads_nothing(partnership, tmp_path):
    with pytest.raises(GeographyUnreadable, match="There is no file"):
        load_geography(tmp_path, by=partnership.actor("steward"))
