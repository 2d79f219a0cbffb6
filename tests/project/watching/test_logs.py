"""A log line says what went wrong and where, and names nobody."""

import io
import json
import logging
from uuid import uuid4

import pytest
from django.db import DataError, connection

from concord.project.rounds import Round, Rounds
from concord.project.watching.logs import JsonLines

NAME = "Zoë Kovács-Rahman"


@pytest.fixture
def log():
    """Everything that is logged, as production writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def lines(log):
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_fault_is_told_by_its_kind_and_place(log):
    try:
        raise ValueError(NAME)
    except ValueError:
        logging.getLogger(f"concord.{uuid4()}").exception("It failed for %s", NAME)
    (line,) = lines(log)
    assert (line["message"], line["exception"]) == ("It failed for %s", "ValueError")
    assert line["where"][-1].startswith("test_a_fault_is_told")


def test_a_round_that_fails_says_which_and_why(log):
    def fail():
        raise OSError(NAME)

    rounds = Rounds([Round("draw the weekly sample", 0, fail)], clock=lambda: 0.0)
    rounds.make()
    (line,) = lines(log)
    assert (line["what"], line["problem"]) == ("draw the weekly sample", "OSError")
    assert NAME not in log.getvalue()


def test_what_the_database_complains_of_is_not_repeated(log, db):
    try:
        with connection.cursor() as cursor:
            cursor.execute("select %s::int", [NAME])
    except DataError:
        logging.getLogger(f"concord.{uuid4()}").exception("The database refused")
    assert lines(log)[-1]["exception"] == "DataError"
    assert NAME not in log.getvalue()


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/children/zoë-kovács-rahman"),
        lambda client: client.get("/figures", {"level": NAME}),
        lambda client: client.get("/children", {"level": NAME}),
        lambda client: client.post("/accounts/login/", {"login": NAME, "password": NAME}),
        lambda client: client.post("/refer", {"name": NAME}),
        lambda client: client.get(
            f"/referrals/{uuid4()}", headers={"Referer": f"http://x/?{NAME}"}
        ),
        lambda client: client.get("/", headers={"Host": "zoë.example"}),
    ],
)
def test_nothing_that_is_asked_for_reaches_the_log(log, client, partnership, ask):
    client.raise_request_exception = False
    client.force_login(partnership.users["worker"])
    ask(client)
    client.logout()
    ask(client)
    said = log.getvalue().lower()
    spellings = ("kovács", "kov\\u00e1cs", "kov%c3%a1cs", "zo\\u00eb")
    assert not [spelling for spelling in spellings if spelling in said]


def test_lines_of_one_request_share_its_number(log, client, partnership):
    number = str(uuid4())
    answer = client.get("/nothing-here", headers={"X-Request-ID": number})
    assert answer.headers["X-Request-ID"] == number
    assert number in {line.get("request") for line in lines(log)}


def test_a_number_that_is_none_is_replaced(client, db):
    answer = client.get("/health/live", headers={"X-Request-ID": "zoë"})
    assert answer.headers["X-Request-ID"] != "zoë"


def test_a_line_says_who_by_their_key_and_which_page_by_its_name(log, client, partnership):
    worker = partnership.users["worker"]
    client.force_login(worker)
    client.get(f"/referrals/{uuid4()}")
    about = [line for line in lines(log) if line.get("page") == "frontdoor:referral"]
    assert about[-1]["user"] == str(worker.pk)
    assert about[-1]["status"] == 404
