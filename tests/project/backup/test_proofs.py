"""The proofs of a restored installation fail where something is wrong with it."""

from dataclasses import replace

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client
from django.utils import timezone

from concord.engines.jobs import outbox
from concord.engines.jobs.models import Job
from concord.project.backup.counting import Contents, connect, contents_of
from concord.project.backup.drill import Drill
from concord.project.backup.losing import Lost
from concord.project.backup.manifest import Manifest
from concord.project.backup.proving import Proof, prove_rows
from concord.project.backup.settling import settle
from concord.project.backup.wall_proof import prove_walls
from concord.project.database.connections import backup_place
from concord.trust.actors import NOBODY
from tests.factories import Partnership
from tests.factories.cases import make_referral

MANIFEST = Manifest(
    name="20261101T020000Z",
    taken_at="2026-11-01T02:00:00+00:00",
    versions={},
    cluster="",
    first_piece="",
    audit_line=0,
    audit_hash="",
    rows={"frontdoor_referral": 5, "django_session": 2},
    files={},
    sizes={},
    keys={},
)


@pytest.mark.parametrize(
    ("rows", "sound"),
    [
        ({"frontdoor_referral": 5, "django_session": 2}, True),
        ({"frontdoor_referral": 6, "django_session": 0}, True),
        ({"frontdoor_referral": 4, "django_session": 2}, False),
        ({"django_session": 2}, False),
    ],
)
def test_no_record_may_be_missing_though_sessions_may(rows: dict[str, int], sound: bool) -> None:
    assert prove_rows(MANIFEST, Contents(rows, 0, "")).sound is sound


def test_a_dump_holds_exactly_what_its_manifest_says() -> None:
    more = Contents({"frontdoor_referral": 6, "django_session": 2}, 0, "")

    assert not prove_rows(MANIFEST, more, exactly=True).sound
    assert (
        prove_rows(replace(MANIFEST, rows=more.rows), more, exactly=True).found
        == "8 rows in 2 tables"
    )


def _past_the_walls(name: str) -> psycopg.Connection:
    return connect({**backup_place(), "NAME": name})


def _walls(name: str) -> dict[str, Proof]:
    with _past_the_walls(name) as beside:
        proofs = prove_walls(beside, contents_of(beside).rows)
        return {each.subject: each for each in proofs}


def _as_owner(command: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(command)


def _refer() -> None:
    partnership = Partnership()
    with partnership.as_("dsl"):
        make_referral(partnership)


@pytest.mark.parametrize(
    ("sound", "lost", "passes"),
    [
        (True, Lost(0, 0.0), True),
        (True, Lost(3, 59.0), True),
        (True, Lost(1, 61.0), False),
        (True, None, True),
        (False, Lost(0, 0.0), False),
    ],
)
def test_a_drill_passes_where_all_is_sound_and_no_more_than_a_minute_lost(
    sound: bool, lost: Lost | None, passes: bool
) -> None:
    proofs = [Proof("Rows", True, ""), Proof("Dump", sound, "")]

    assert Drill("20261101T020000Z", "", 7, 1.0, 1.0, lost, proofs).passes is passes


def test_walls_that_stand_are_proved(own_database: str) -> None:
    _refer()
    found = _walls(own_database)

    assert all(each.sound for each in found.values()), found


def test_a_wall_that_was_taken_down_is_named(own_database: str) -> None:
    _refer()
    _as_owner("alter table frontdoor_referral disable row level security")
    found = _walls(own_database)["Walls without a reader"]

    assert not found.sound
    assert "frontdoor_referral" in found.found


def test_a_wall_that_lets_everybody_through_is_found(own_database: str) -> None:
    _refer()
    _as_owner("create policy loose on subjects_subject for select to concord_app using (true)")

    assert not _walls(own_database)["Walls with readers"].sound


def test_after_a_restoration_nobody_is_signed_in_and_nothing_waiting_is_done(
    own_database: str, client: Client
) -> None:
    partnership = Partnership()
    client.force_login(partnership.users["worker"])
    cookie = client.cookies["sessionid"].value
    outbox.post("tell somebody", {}, by=NOBODY, due_at=timezone.now())
    kept = Session.objects.get(session_key=cookie)
    with psycopg.connect(**_place(own_database), autocommit=True) as owner:
        assert settle(owner) == 1

    assert not Session.objects.filter(session_key=cookie).exists()
    kept.save(force_insert=True)  # even a session that somebody puts back is over
    assert client.get("/").status_code == 302
    assert not outbox.work_once()
    assert outbox.held_jobs() == {"tell somebody": 1}


def _place(name: str) -> dict[str, str]:
    place = connections["owner"].settings_dict
    return {
        "dbname": name,
        "user": place["USER"],
        "password": place["PASSWORD"],
        "host": place["HOST"],
        "port": place["PORT"],
    }


@pytest.mark.django_db
def test_held_jobs_are_done_or_dropped_when_the_operator_says_so() -> None:
    held = {"done_at": None, "held_at": timezone.now(), "due_at": timezone.now()}
    Job.objects.create(kind="one", **held)

    assert outbox.release_held() == 1
    assert Job.objects.get().held_at is None
    Job.objects.update(held_at=timezone.now())
    assert outbox.drop_held() == 1
    assert outbox.held_jobs() == {}
    assert Job.objects.get().gave_up_at is not None
