"""Fixtures that every test may use."""

import atexit
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

from tests import databases
from tests.factories import Partnership

# What tests count, and how a run says it at its end.
COUNTED = {
    "declared": "access matrix: {} cells declared",
    "cells": "access matrix: {} cells tried, 0 mismatches",
    "looks": "audit: 0 of {} looks at people unlogged",
}


def pytest_configure() -> None:
    """Keep files aside, and do not make passwords slow to check: the tests' need not be."""
    from django.conf import settings

    settings.FILES_FOLDER = tempfile.mkdtemp(prefix="concord-files-")
    atexit.register(shutil.rmtree, settings.FILES_FOLDER)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was counted by the tests that passed, from whichever process."""
    passed = terminalreporter.stats.get("passed", [])
    counts = [pair for report in passed for pair in getattr(report, "user_properties", [])]
    for name, words in COUNTED.items():
        if any(counted == name for counted, _ in counts):
            total = sum(count for counted, count in counts if counted == name)
            terminalreporter.write_line(words.format(total))


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


@pytest.fixture
def quietly() -> Iterator[None]:
    """Nothing is written about each refusal, where refusals are what is asked for."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(before)
