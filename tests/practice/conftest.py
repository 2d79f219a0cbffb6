"""One practice district for all the tests of a worker: building it takes a while."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from concord import practice
from concord.practice.plots import PLOTS
from concord.trust.access.queries import actor_for
from concord.trust.accounts.models import User
from concord.trust.actors import Actor
from concord.trust.context import acting_as
from tests import databases


@dataclass
class Built:
    """A built district, and its people as they are today."""

    summary: practice.Summary
    reached: list[str]

    def actor(self, who: str) -> Actor:
        user = User.objects.select_related("agency").get(username=who)
        return actor_for(user, on=timezone.localdate())

    def as_(self, who: str) -> Any:
        return acting_as(self.actor(who))


@pytest.fixture(scope="package")
def district(django_db_setup: None, django_db_blocker: Any) -> Iterator[Built]:
    """A district in which every plot is told once, in a database of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"concord_practice_{worker}_{os.getpid()}"
    with django_db_blocker.unblock(), databases.clone(name):
        reached: list[str] = []
        summary = practice.build(7, len(PLOTS), progress=reached.append)
        yield Built(summary, reached)
