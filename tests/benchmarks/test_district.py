"""The district that pages are measured on can be built in the tables as they are today."""

import os

import pytest

from benchmarks import district
from tests import databases


@pytest.mark.slow
def test_a_district_in_bulk_fits_the_tables(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        databases.clone(f"concord_bulk_{os.getpid()}") as name,
        databases.superuser(name) as cursor,
    ):
        events = district.build(cursor, people=50)
        cursor.execute("select count(*) from subjects_subject")
        assert cursor.fetchone() == (50,)
        cursor.execute("select count(distinct subject_id) from subjects_searchkey")
        assert cursor.fetchone() == (50,)
    assert events > 50
