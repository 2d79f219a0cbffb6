"""What each kind of line in the audit log says, and what it keeps to itself."""

import json

import pytest

from concord.trust.audit import log
from concord.trust.audit.lines import coming_from
from tests.audit_reading import lines
from tests.factories import new_key


def test_a_search_is_kept_encrypted_and_found_again_by_its_hash(partnership):
    hit = new_key()
    with partnership.as_("worker") as worker:
        log.searched("Sam  Practice", [hit], by=worker, page="Search")
        (line,) = lines("Searched")
    assert line.subject_ids == [hit]
    assert "practice" not in json.dumps(line.details).casefold()
    assert log.search_terms(line.record_id, line.details["terms"]) == "Sam  Practice"
    assert line.details["terms_hash"] == log.search_hash("sam practice ")
    assert line.details["terms_hash"] != log.search_hash("sam practise")


def test_a_search_without_a_hit_is_logged_too(partnership):
    with partnership.as_("worker") as worker:
        log.searched("Nobody", [], by=worker, page="Search")
        (line,) = lines("Searched")
    assert line.subject_ids == []


def test_an_export_names_everybody_in_it_once_and_its_hash(partnership):
    first, second = sorted([new_key(), new_key()])
    with partnership.as_("worker") as worker:
        log.exported([second, first, first], by=worker, page="Children", kind="csv", sha256="ab")
        (line,) = lines("Exported")
    assert line.subject_ids == [first, second]
    assert (line.details["kind"], line.details["sha256"]) == ("csv", "ab")


def test_a_line_says_as_what_and_from_where_somebody_acted(partnership):
    with partnership.as_("worker") as worker, coming_from("192.0.2.7"):
        log.printed([new_key()], by=worker, page="Child")
        (line,) = lines("Printed")
    assert line.user_id == worker.user_id
    assert line.agency_id == worker.agency_id
    assert (line.details["as"], line.details["roles"]) == ("Wes", ["social_worker"])
    assert line.details["from"] == "192.0.2.7"


def test_a_failed_sign_in_keeps_no_word_that_was_typed(partnership):
    with partnership.as_("worker") as worker:
        log.sign_in_failed("My Secret Pass Phrase", by=worker, why="password")
        (line,) = lines("SignInFailed")
    assert "secret" not in json.dumps(line.details).casefold()
    assert line.record_id == "unknown"


@pytest.mark.parametrize("path", ["/children", "/front-door"])
def test_a_request_leaves_its_address_in_the_log(client, partnership, path):
    from tests.factories.world import World

    World(partnership)
    client.force_login(partnership.users["worker"])
    client.get(path, REMOTE_ADDR="192.0.2.9")
    assert [line.details["from"] for line in lines("Listed")] == ["192.0.2.9"]
