"""An installation from nothing to a working practice district, as an operator meets it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from concord.project.database.removal import remove_database

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installation")]
Command = Callable[..., subprocess.CompletedProcess[str]]

CENSUS = """<?xml version="1.0" encoding="utf-8"?>
<Message>
  <Header>
    <CollectionDetails>
      <Collection>CIN</Collection><Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate>
    </CollectionDetails>
    <Source><LEA>380</LEA></Source>
  </Header>
  <Children>
    <Child>
      <ChildIdentifiers>
        <LAchildID>A1</LAchildID><PersonBirthDate>2012-02-03</PersonBirthDate><Sex>F</Sex>
      </ChildIdentifiers>
    </Child>
    <Child>
      <ChildIdentifiers>
        <LAchildID>A2</LAchildID><PersonBirthDate>2012-02-31</PersonBirthDate><Sex>M</Sex>
      </ChildIdentifiers>
    </Child>
  </Children>
</Message>
"""


@pytest.fixture(scope="module")
def concord(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """The command line of an installation with a district of three children."""
    state = tmp_path_factory.mktemp("installation") / "state"
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "CONCORD_STATE": str(state),
        "CONCORD_MODE": "practice",
        "CONCORD_DISPOSABLE_DATABASE": "1",
    }

    def run(*words: str, mode: str = "practice") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "concord.project.cli", *words],
            env={**environment, "CONCORD_MODE": mode},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    prepared = run("prepare")
    assert prepared.returncode == 0, prepared.stderr
    built = run("practice", "build", "--seed", "3", "--children", "3")
    assert built.returncode == 0, built.stderr
    yield run
    remove_database(state)


def test_preparing_again_changes_nothing(concord: Command) -> None:
    again = concord("prepare")

    assert again.returncode == 0
    assert "nothing new" in again.stdout


def test_a_second_district_is_refused(concord: Command) -> None:
    again = concord("practice", "build")

    assert again.returncode == 1
    assert again.stderr == "This database holds a practice district already.\n"


def test_practice_people_are_never_put_into_production(concord: Command) -> None:
    refused = concord("practice", "build", mode="production")

    assert refused.returncode == 1
    assert "never put into a production installation" in refused.stderr


def test_the_audit_log_of_the_district_is_sound_and_noted(concord: Command) -> None:
    first, second = concord("verify-audit"), concord("verify-audit")

    assert first.returncode == second.returncode == 0
    assert "The audit log is sound" in first.stdout
    assert "is as it was noted" in concord("doctor").stdout


def test_an_anchor_that_was_never_there_is_found_out(concord: Command) -> None:
    found = concord("verify-audit", "--anchor", f"1:{'ab' * 32}")

    assert found.returncode == 1
    assert "does not match the log" in found.stderr


def test_the_doctor_tells_practice_from_production(concord: Command) -> None:
    practice, production = concord("doctor"), concord("doctor", mode="production")

    assert "must change  Practice people" in practice.stdout
    assert (practice.returncode, production.returncode) == (0, 1)


def test_a_census_is_loaded_child_by_child_with_a_report(concord: Command, tmp_path: Path) -> None:
    census, report = tmp_path / "census.xml", tmp_path / "report.csv"
    census.write_text(CENSUS)
    seen = concord("load", "cin-census", str(census), "--preview")
    loaded = concord("load", "cin-census", str(census), "--report", str(report))

    assert "Children would be added: 1" in seen.stdout
    assert loaded.returncode == 0, loaded.stderr
    assert "Children added: 1" in loaded.stdout
    assert "2012-02-31" in report.read_text("utf-8-sig")
    assert "Children added: 0" in concord("load", "cin-census", str(census)).stdout


def test_a_census_that_breaks_off_changes_nothing(concord: Command, tmp_path: Path) -> None:
    census = tmp_path / "census.xml"
    census.write_text(CENSUS[: CENSUS.index("A2")])
    refused = concord("load", "cin-census", str(census))

    assert refused.returncode == 1
    assert "breaks off" in refused.stderr
    assert refused.stderr.endswith("Nothing was loaded.\n")


def test_only_the_data_steward_loads(concord: Command, tmp_path: Path) -> None:
    census = tmp_path / "census.xml"
    census.write_text(CENSUS)
    refused = concord("load", "cin-census", str(census), "--as", "police")

    assert refused.returncode == 1
    assert "data steward" in refused.stderr


def test_a_folder_without_a_map_is_named(concord: Command, tmp_path: Path) -> None:
    refused = concord("load", "geography", str(tmp_path))

    assert refused.returncode == 1
    assert str(tmp_path) in refused.stderr
    assert refused.stderr.endswith("Nothing was loaded.\n")
