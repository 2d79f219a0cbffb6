"""A scratch database for a benchmark, on the server that the tests use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def database(name: str) -> Iterator[str]:
    """Have a fresh database with every migration and the reference data, for a while."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.project.settings")
    import tests.early  # noqa: F401 - where the tests keep their database and keys

    import django  # isort: skip

    django.setup()
    from tests import databases

    with databases.clone(f"concord_benchmark_{name}") as cloned:
        yield cloned
