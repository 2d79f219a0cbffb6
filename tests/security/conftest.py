"""What the tests of security share: every page, asked for once by several people."""

import logging

import pytest

from tests.security.walking import Answered, walked


@pytest.fixture(scope="session")
def answers(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> list[Answered]:
    """Return every page as several people and a stranger get it."""
    logger = logging.getLogger("django.request")
    before, logger.level = logger.level, logging.CRITICAL
    with django_db_blocker.unblock():
        found = walked()
    logger.level = before
    return found


@pytest.fixture(scope="session")
def pages(answers: list[Answered]) -> list[Answered]:
    """Return those answers that a person reads as a page."""
    return [one for one in answers if one.is_page]
