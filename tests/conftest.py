"""Fixtures that every test may use."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

from tests import databases
from tests.factories import Partnership


def pytest_configure() -> None:
    """Keep files aside, and do not make passwords slow to check: the tests' need not be."""
    from django.conf import settings

    settings.FILES_FOLDER = tempfile.mkdtemp(prefix="concord-files-")
    atexit.register(shutil.rmtree, settings.FILES_FOLDER)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """One database per worker, cloned from the template; tests roll back inside it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with django_db_blocker.unblock(), databases.clone(f"concord_test_{worker}_{os.getpid()}"):
        yield


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A database of this test's own, in which it may commit."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with (
        django_db_blocker.unblock(),
        databases.clone(f"concord_own_{worker}_{os.getpid()}") as name,
    ):
        yield name


@pytest.fixture
def partnership(db: None) -> "Partnership":
    """A small partnership with somebody in every role of the spine."""
    return Partnership()
