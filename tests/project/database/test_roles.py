"""What each role may and may not do in a cluster of our own; on both engines."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from concord.project.database import places
from concord.project.database.own_cluster import running_database
from concord.project.database.removal import remove_database
from tests.project.conftest import installation_at, use_engine
from tests.project.database.opening import connect

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster roles")]

COUNT = (
    "create function how_many() returns bigint language sql security definer"
    " as 'select count(*) from child'"
)


@pytest.fixture(scope="module", params=["machine", "package"])
def cluster(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        state = installation_at(tmp_path_factory.mktemp("roles") / "state", patch)
        use_engine(request.param, patch)
        with running_database():
            yield state
        remove_database(state)


@pytest.fixture
def child_table(cluster: Path) -> Iterator[psycopg.Connection]:
    with connect(cluster, "concord_owner") as owner:
        owner.execute("create table child (name text primary key)")
        yield owner
        owner.execute("drop table child cascade")


def test_only_the_roles_that_must_can_do_more_than_sign_in(cluster: Path) -> None:
    with connect(cluster, "concord_app") as application:
        found = application.execute(
            "select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole"
            " from pg_roles where rolname like 'concord%' order by rolname"
        ).fetchall()

    assert found == [
        ("concord_app", True, False, False, False, False),
        ("concord_auditor", True, False, False, False, False),
        ("concord_backup", True, False, True, False, False),
        ("concord_counter", False, False, False, False, False),
        ("concord_owner", True, False, False, True, False),
    ]


def test_the_application_can_make_no_table(cluster: Path) -> None:
    with connect(cluster, "concord_app") as application:
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("create table mine (id int)")
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("create temporary table mine (id int)")


def test_the_owner_can_hand_a_counting_function_to_the_counter(
    cluster: Path, child_table: psycopg.Connection
) -> None:
    child_table.execute("insert into child values ('one'), ('two')")
    child_table.execute("grant select on child to concord_counter")
    child_table.execute(COUNT)
    child_table.execute("alter function how_many() owner to concord_counter")
    with connect(cluster, "concord_app") as application:
        assert application.execute("select how_many()").fetchone() == (2,)
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("select * from child")


def test_a_test_database_has_the_same_walls(cluster: Path) -> None:
    with connect(cluster, "concord_owner") as owner:
        owner.execute("create database of_a_test")
    with connect(cluster, "concord_owner", "of_a_test") as owner:
        owner.execute("create table child (id int)")
        owner.execute("create function how_many() returns int language sql as 'select 1'")
        owner.execute("alter function how_many() owner to concord_counter")
    refused = pytest.raises(errors.InsufficientPrivilege)
    with connect(cluster, "concord_app", "of_a_test") as application, refused:
        application.execute("create table mine (id int)")


def test_a_role_that_was_not_invited_cannot_enter(cluster: Path) -> None:
    with connect(cluster, places.SUPERUSER, "postgres") as superuser:
        superuser.execute("create role stranger login password 'guess'")
    facts = places.read_facts(cluster)
    assert facts is not None

    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(
            host=facts.sockets, user="stranger", password="guess", dbname=places.DATABASE
        )


def test_nobody_enters_without_the_password(cluster: Path) -> None:
    facts = places.read_facts(cluster)
    assert facts is not None

    for role in (places.SUPERUSER, *places.LOGIN_ROLES):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=facts.sockets, user=role, password="", dbname=places.DATABASE)


def test_the_application_compiles_no_queries(cluster: Path) -> None:
    with connect(cluster, "concord_app") as application:
        assert application.execute("show jit").fetchone() == ("off",)


def test_the_server_listens_on_no_network(cluster: Path) -> None:
    with connect(cluster, places.SUPERUSER) as superuser:
        settings = dict(
            superuser.execute(
                "select name, setting from pg_settings where name in ("
                "'listen_addresses', 'data_checksums', 'password_encryption', 'server_encoding')"
            ).fetchall()
        )

    assert settings == {
        "listen_addresses": "",
        "data_checksums": "on",
        "password_encryption": "scram-sha-256",
        "server_encoding": "UTF8",
    }


def test_an_error_leaves_nothing_of_a_record_in_the_servers_log(
    cluster: Path, child_table: psycopg.Connection
) -> None:
    for _ in range(2):
        with suppress(errors.UniqueViolation):
            child_table.execute("insert into child values ('Secret Name')")
    facts = places.read_facts(cluster)
    assert facts is not None
    logged, deadline = "", time.monotonic() + 20
    # The server writes its log through a process of its own, which may be a moment behind.
    while "duplicate key" not in logged and time.monotonic() < deadline:
        logged = "".join(path.read_text() for path in (facts.data / "log").glob("*.log"))

    assert "duplicate key" in logged
    assert "Secret Name" not in logged
