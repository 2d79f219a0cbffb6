"""The watch over the log: what it raises, who hears of it, who answers, and what stays hidden."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concord.engines.notices.models import Notice
from concord.kernel.clocks import local_date
from concord.pathways.interests import look_at_everybody
from concord.trust.access.commands import block_sight
from concord.trust.audit import log
from concord.trust.commands import Refused
from concord.trust.oversight import queries
from concord.trust.oversight.commands import answer_question
from concord.trust.oversight.models import Question
from concord.trust.oversight.rules import Finding, Pattern
from concord.trust.oversight.watching import Usually, draw_sample, watch
from concord.trust.reference.queries import standard
from tests.casework.assessment import making
from tests.factories import new_key
from tests.factories.sealing import restrict
from tests.factories.world import World


@pytest.fixture
def world(partnership):
    return World(partnership)


def raised(partnership, who="governance"):
    """Return the questions that wait for the keeper of the log."""
    with partnership.as_(who) as keeper:
        # The world comes with a question of its own.
        return list(queries.open_questions(keeper).exclude(pattern=Pattern.RESTRICTED))


def look_without_a_reason(partnership, subject_id, who="nurse"):
    """Have somebody shown a child with whom nothing connects them."""
    with partnership.as_(who) as somebody:
        log.listed([subject_id], by=somebody, page="Children")


def watch_now():
    return watch(timezone.now() - timedelta(minutes=1))


def test_a_look_without_a_connection_is_asked_about_once_and_the_keeper_told(partnership, world):
    stranger = new_key()
    look_without_a_reason(partnership, stranger)
    assert watch_now() == 1
    assert watch_now() == 0
    (question,) = raised(partnership)
    assert (question.pattern, question.subject_id) == (Pattern.UNCONNECTED, stranger)
    assert question.user_id == partnership.users["nurse"].pk
    with partnership.as_("governance"):
        notice = Notice.objects.get(url=reverse("desk:audit_question", args=[question.pk]))
    assert notice.at - question.raised_at < timedelta(seconds=60)


def test_what_is_usual_is_worked_out_once_a_day(partnership, world):
    usually = Usually()
    look_without_a_reason(partnership, new_key())
    with CaptureQueriesContext(connection) as asked:
        watch(timezone.now() - timedelta(minutes=1), usually)
        watch(timezone.now() - timedelta(minutes=1), usually)
    assert sum("audit_usual" in query["sql"] for query in asked.captured_queries) == 1


def test_ordinary_work_on_a_case_raises_no_question(client, partnership, world):
    for who in ("worker", "manager", "officer", "dsl"):
        client.force_login(partnership.users[who])
        for name in ("desk:home", "desk:child"):
            args = [world.keys["child"]] if name == "desk:child" else []
            client.get(reverse(name, args=args))
    assert watch_now() == 0


def test_a_child_of_the_readers_own_name_is_asked_about(client, partnership, world):
    worker = partnership.users["worker"]
    worker.full_name = "Sam Practice"
    worker.save()
    client.force_login(worker)
    client.get(reverse("desk:child", args=[world.keys["child"]]))
    watch_now()
    assert [one.pattern for one in raised(partnership)] == [Pattern.OWN_NAME]


@pytest.fixture
def uncle(client, partnership, world):
    """A client of an officer of the child's name, from whom the child is kept."""
    officer = partnership.users["officer"]
    officer.full_name = "Sam Practice"
    officer.save()
    with partnership.as_("manager") as manager:
        block_sight(
            world.keys["child"], by=manager, user_id=officer.pk, reason="His nephew.",
            at=timezone.now(),
        )  # fmt: skip
    client.force_login(officer)
    return client


@pytest.mark.parametrize("name", ["desk:child", "desk:child_access"])
def test_whoever_is_kept_from_a_child_of_their_name_and_asks_for_it_is_asked_why(
    uncle, partnership, world, name
):
    assert uncle.get(reverse(name, args=[world.keys["child"]])).status_code == 404
    watch_now()
    (question,) = raised(partnership)
    assert question.pattern == Pattern.OWN_NAME
    assert question.subject_id == world.keys["child"]


def test_asking_for_a_record_of_somebody_one_is_kept_from_is_asked_about(uncle, partnership, world):
    officer = partnership.users["officer"]
    officer.full_name = "Pat Other"
    officer.save()
    address = reverse("assessment:assessment", args=[world.keys["assessment"]])
    assert uncle.get(address).status_code == 404
    watch_now()
    (question,) = raised(partnership)
    assert (question.pattern, question.subject_id) == (Pattern.BLOCKED, world.keys["child"])


def test_a_page_that_is_not_there_raises_no_question(uncle, partnership, world):
    assert uncle.get(reverse("desk:child", args=[new_key()])).status_code == 404
    assert watch_now() == 0


@pytest.mark.parametrize("terms", ["Practice", "sam PRÁCTICE", "practice 27/3/2011"])
def test_a_search_for_ones_own_family_name_is_asked_about_though_it_finds_nobody(
    uncle, partnership, world, terms
):
    page = uncle.post(reverse("desk:search"), {"terms": terms})
    assert reverse("desk:child", args=[world.keys["child"]]) not in page.text
    watch_now()
    assert [one.pattern for one in raised(partnership)] == [Pattern.OWN_SEARCH]


def test_a_search_for_another_name_is_not(uncle, partnership, world):
    uncle.post(reverse("desk:search"), {"terms": "Practise Khan"})
    assert watch_now() == 0


def test_a_family_name_that_many_have_says_nothing_unless_one_is_kept_from_one_of_them(
    client, partnership
):
    officer = partnership.users["officer"]
    officer.full_name = "Pat Khan"
    officer.save()
    for number in range(standard("common_surname", on=timezone.localdate()).value + 1):
        child = making.enter_child(partnership, name=f"Child{number} Khan")
    look_at_everybody()
    client.force_login(officer)
    client.post(reverse("desk:search"), {"terms": "khan"})
    assert watch_now() == 0
    with partnership.as_("manager") as manager:
        block_sight(
            child, by=manager, user_id=officer.pk, reason="His daughter.", at=timezone.now()
        )
    watch_now()
    assert [one.pattern for one in raised(partnership)] == [Pattern.OWN_SEARCH]


def test_many_searches_in_an_hour_are_asked_about(partnership, world):
    with partnership.as_("officer") as officer:
        for number in range(45):
            log.searched(f"name {number}", [], by=officer, page="Search")
    watch_now()
    assert Pattern.SEARCHES in [one.pattern for one in raised(partnership)]


def test_a_question_is_answered_on_its_page_with_how_one_knows(client, partnership, world):
    look_without_a_reason(partnership, new_key())
    watch_now()
    (question,) = raised(partnership)
    client.force_login(partnership.users["governance"])
    address = reverse("desk:audit_question", args=[question.pk])
    assert "Nell" in client.get(reverse("desk:audit_questions")).content.decode()
    empty = client.post(address, {"finding": "", "note": ""}).content.decode()
    assert "Select what you found" in empty
    assert "Enter how you know" in empty
    client.post(address, {"finding": "explained", "note": "On duty; asked her manager."})
    assert raised(partnership) == []
    page = client.get(address).content.decode()
    assert "On duty; asked her manager." in page
    assert "Record the finding" not in page


def test_a_finding_stands_and_nobody_answers_about_themselves(partnership, world):
    look_without_a_reason(partnership, new_key())
    look_without_a_reason(partnership, new_key(), who="governance")
    watch_now()
    (question,) = raised(partnership)
    said = {"finding": Finding.EXPLAINED, "note": "Asked.", "at": timezone.now()}
    with partnership.as_("governance") as keeper:
        answer_question(question, by=keeper, **said)
        with pytest.raises(Refused, match="has been answered"):
            answer_question(question, by=keeper, **said)
    # To anybody else there is no such question.
    with partnership.as_("manager") as manager, pytest.raises(Question.DoesNotExist):
        answer_question(question, by=manager, **said)


def test_a_sealed_child_is_not_given_away_by_a_question(client, partnership, world):
    child = world.keys["child"]
    worker = partnership.users["worker"]
    worker.full_name = "Sam Practice"
    worker.save()
    client.force_login(worker)
    client.get(reverse("desk:child", args=[child]))
    watch_now()
    (question,) = raised(partnership)
    with partnership.as_("manager") as manager:
        restrict(
            child,
            by=manager,
            level="sealed",
            open_to=[new_key()],
            reason="A witness is protected.",
            at=timezone.now(),
        )
    assert raised(partnership) == []
    client.force_login(partnership.users["governance"])
    address = reverse("desk:audit_question", args=[question.pk])
    assert client.get(address).status_code == 404


def test_nobody_who_signs_in_can_read_the_log_as_the_watch_does(partnership):
    for who in ("governance", "manager"):
        with (
            partnership.as_(who),
            pytest.raises(DatabaseError, match="only the watch"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("select * from audit_looks(now(), now(), null)")


def test_the_weekly_sample_is_drawn_once_and_can_be_repeated(client, partnership, world):
    client.force_login(partnership.users["worker"])
    for _ in range(30):
        client.get(reverse("desk:child", args=[world.keys["child"]]))
    today = local_date(timezone.now())
    monday = today - timedelta(days=today.weekday())
    point = transaction.savepoint()
    drawn = draw_sample(monday)
    first = sorted((one.happened_at, one.user_id) for one in raised(partnership))
    assert draw_sample(monday) == 0
    transaction.savepoint_rollback(point)
    assert draw_sample(monday) == drawn == len(first) == 20
    assert sorted((one.happened_at, one.user_id) for one in raised(partnership)) == first
