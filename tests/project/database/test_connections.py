from pathlib import Path

import pytest

from concord.project.database.connections import settings_from_environment
from concord.project.troubles import Trouble


def test_before_anything_is_set_up_the_settings_are_well_formed(state: Path) -> None:
    connections = settings_from_environment()

    assert set(connections) == {"default", "owner", "auditor"}
    assert {each["ENGINE"] for each in connections.values()} == {"django.db.backends.postgresql"}
    assert not state.exists()


def test_each_connection_has_the_role_for_its_work(state: Path) -> None:
    users = {alias: each["USER"] for alias, each in settings_from_environment().items()}

    assert users == {
        "default": "concord_app",
        "owner": "concord_owner",
        "auditor": "concord_auditor",
    }


def test_an_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql://app:p%40ss%2Fword@db.example:6543/records?sslmode=verify-full"
    monkeypatch.setenv("DATABASE_URL", address)
    given = settings_from_environment()["default"]

    assert (given["USER"], given["PASSWORD"]) == ("app", "p@ss/word")
    assert (given["HOST"], given["PORT"], given["NAME"]) == ("db.example", "6543", "records")
    assert given["OPTIONS"]["sslmode"] == "verify-full"


def test_a_socket_folder_can_be_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///records?host=/run/postgresql")

    assert settings_from_environment()["default"]["HOST"] == "/run/postgresql"


def test_the_application_never_gets_the_owners_name_by_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://concord_app:one@db/concord")
    monkeypatch.delenv("CONCORD_OWNER_DATABASE_URL", raising=False)
    given = settings_from_environment()

    assert given["owner"]["USER"] == "concord_owner"
    assert given["owner"]["PASSWORD"] == ""


def test_the_owner_can_be_given_an_address_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://concord_app:one@db/concord")
    monkeypatch.setenv("CONCORD_OWNER_DATABASE_URL", "postgresql://boss:two@db/concord")
    given = settings_from_environment()

    assert (given["owner"]["USER"], given["owner"]["PASSWORD"]) == ("boss", "two")
    assert given["default"]["USER"] == "concord_app"


@pytest.mark.parametrize(
    "address", ["mysql://a:b@c/d", "concord", "postgresql://a:b@c", "postgresql://a:b@c:99999/d"]
)
def test_an_address_that_makes_no_sense_is_answered_with_what_it_should_be(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(Trouble, match="DATABASE_URL"):
        settings_from_environment()
