"""What the tests of security share: every page, asked for once by several people."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.security.walking import Answered, walked


@pytest.fixture(scope="session")
def answers(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> list[Answered]:
    """Return every page as several people and a stranger get it."""
    with django_db_blocker.unblock(), _nothing_written():
        return walked()


@pytest.fixture(scope="session")
def pages(answers: list[Answered]) -> list[Answered]:
    """Return those answers that a person reads as a page."""
    return [one for one in answers if one.is_page]


@pytest.fixture
def quiet() -> Iterator[None]:
    """Refusals are what is asked for here: nothing is written about each."""
    with _nothing_written():
        yield


@contextmanager
def _nothing_written() -> Iterator[None]:
    logger = logging.getLogger("django.request")
    before = logger.level
    # Set by its own method: it forgets what it had worked out for the level before.
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(before)
