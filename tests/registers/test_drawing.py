"""Maps of our own: everything inside the frame, north up, nothing stretched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.registers.geography.drawing import HEIGHT, WIDTH, Point, box_around, distance, draw

SPOTS = st.builds(
    Point,
    latitude=st.floats(53.6, 54.0).map(lambda value: round(value, 5)),
    longitude=st.floats(-2.0, -1.6).map(lambda value: round(value, 5)),
)
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-1.8, 53.8], [-1.7, 53.8], [-1.7, 53.9], [-1.8, 53.9], [-1.8, 53.8]]],
}
TWO = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], SQUARE["coordinates"]]}


BOX = (53.6, 54.0, -2.0, -1.6)


def corners(path):
    return [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]


@given(spots=st.lists(SPOTS, min_size=1, max_size=6))
def test_everything_in_the_box_lies_inside_the_frame(spots):
    drawing = draw([("Square", SQUARE)], spots, box=BOX)
    places = [(spot.x, spot.y) for spot in drawing.spots] + corners(drawing.shapes[0].path)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)


@given(one=SPOTS, other=SPOTS)
def test_what_lies_further_north_is_drawn_higher_and_east_to_the_right(one, other):
    first, second = draw([], [one, other], box=BOX).spots
    assert (first.y - second.y) * (one.latitude - other.latitude) <= 0
    assert (first.x - second.x) * (one.longitude - other.longitude) >= 0


@given(one=SPOTS, other=SPOTS)
def test_the_scale_holds_on_the_map(one, other):
    drawing = draw([], [one, other], box=BOX)
    first, second = drawing.spots
    drawn = ((first.x - second.x) ** 2 + (first.y - second.y) ** 2) ** 0.5
    metres = drawn / drawing.bar * drawing.bar_metres
    assert metres == pytest.approx(distance(one, other), rel=0.03, abs=200)


@given(one=SPOTS, other=SPOTS, metres=st.integers(100, 5000))
def test_a_box_holds_all_that_is_near(one, other, metres):
    south, north, west, east = box_around(one, metres)
    if distance(one, other) <= metres * 0.99:
        assert south <= other.latitude <= north
        assert west <= other.longitude <= east


def test_a_degree_north_is_111_kilometres():
    assert distance(Point(53, -1.75), Point(54, -1.75)) == pytest.approx(111_320)


def test_an_area_of_several_parts_is_one_path():
    [shape] = draw([("Two", TWO)], [], box=BOX).shapes
    assert shape.path.count("M") == 2


def test_what_a_box_lies_around_stands_in_the_middle():
    here = Point(53.8, -1.75, "Park")
    [spot] = draw([], [here], box=box_around(here, 1000)).spots
    assert (spot.x, spot.y) == (WIDTH / 2, HEIGHT / 2)
