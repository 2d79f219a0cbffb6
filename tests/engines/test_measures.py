"""The register of measures knows none itself, and takes none twice."""

import pytest

from concord.engines.statistics.measures import all_measures, contribute, measure


def test_a_measure_cannot_be_defined_twice():
    with pytest.raises(ValueError, match="CE01"):
        contribute(measure("CE01"))


def test_measures_are_listed_by_code():
    codes = [one.code for one in all_measures()]
    assert codes == sorted(codes)
    assert {"CE01", "CE02", "CE03"} <= set(codes)


def test_a_measure_that_nobody_defined_is_an_error():
    with pytest.raises(KeyError):
        measure("XX99")
