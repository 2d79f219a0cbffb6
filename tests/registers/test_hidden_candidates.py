"""Somebody entered may be a restricted person: their keepers are asked, and nobody else learns."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.engines import worklist
from concord.engines.jobs.outbox import work_once
from concord.registers.identity import access
from concord.registers.identity.commands import judge_pair, settle_hidden
from concord.registers.identity.hidden import look
from concord.registers.identity.models import HiddenCandidate, PairVerdict
from concord.registers.identity.queries import hidden_to_settle, history_of, pairs_of, unsure
from concord.registers.identity.rules import Says, in_common, is_worth_asking
from concord.registers.subjects.commands import PersonDetails
from concord.registers.subjects.queries import person
from concord.trust.access.commands import end_sight
from concord.trust.actors import on_behalf_of
from concord.trust.commands import Refused
from tests.casework.assessment import making
from tests.factories import new_key
from tests.factories.cases import make_referral
from tests.factories.sealing import restrict
from tests.trust.test_invisible import settled

BORN = date(2009, 5, 6)
NADIA = PersonDetails("Nadya Hiddenlake", born_on=BORN, born_precision="day")


@pytest.fixture(params=["restricted", "sealed"])
def hidden(partnership, request):
    """The key of somebody whose record only a worker and a manager see."""
    key = making.enter_child(partnership, name="Nadia Hiddenlake", born_on=BORN)
    close(partnership, key, request.param)
    return key


def close(partnership, key, level="sealed"):
    named = [partnership.users[who].pk for who in ("worker", "manager")]
    with partnership.as_("manager") as manager:
        restrict(
            key, by=manager, level=level, open_to=named, reason="A witness is protected.",
            at=timezone.now(),
        )  # fmt: skip


def refer(partnership, child=NADIA):
    with partnership.as_("dsl"):
        return make_referral(partnership, child=child)


def work():
    """Do the work that follows, as the worker of the outbox does."""
    while work_once():
        pass


def asked(partnership, who):
    with partnership.as_(who) as by:
        return [task for task in worklist.tasks_for(by) if task.kind == "hidden_candidate"]


def test_its_keepers_are_asked_and_nobody_else(partnership, hidden):
    refer(partnership)
    work()
    assert {who for who in partnership.users if asked(partnership, who)} == {"worker", "manager"}
    for who in ("dsl", "steward", "governance", "officer"):
        with partnership.as_(who) as by:
            assert not access.hidden_visible_to(by).exists()
            assert not HiddenCandidate.objects.exists()


def test_looking_again_asks_nothing_twice(partnership, hidden):
    entry = refer(partnership).subject_id
    work()
    assert look(entry, at=timezone.now()) == 0
    assert len(asked(partnership, "worker")) == 1


def test_somebody_quite_different_is_no_candidate(partnership, hidden):
    refer(partnership, PersonDetails("Oscar Elsewhere", born_on=BORN, born_precision="day"))
    work()
    assert asked(partnership, "worker") == []


def test_a_person_whose_record_is_open_is_no_candidate_of_a_keeper(partnership):
    making.enter_child(partnership, name="Nadia Hiddenlake", born_on=BORN)
    refer(partnership)
    work()
    assert asked(partnership, "worker") == []


@pytest.mark.parametrize("says", [Says.SAME, Says.DIFFERENT])
def test_an_answer_settles_it_for_every_keeper_and_is_a_verdict_on_the_pair(
    partnership, hidden, says
):
    entry = refer(partnership).subject_id
    work()
    with partnership.as_("worker") as worker:
        [found] = hidden_to_settle(worker)
        settle_hidden(found, by=worker, says=says, because="I know her family.", at=timezone.now())
        assert [row.says for row in history_of(worker, hidden, entry)] == [says]
    assert asked(partnership, "manager") == []


def test_whoever_is_not_sure_leaves_the_question_open(partnership, hidden):
    refer(partnership)
    work()
    with partnership.as_("worker") as worker:
        [found] = hidden_to_settle(worker)
        with pytest.raises(Refused, match="Explain"):
            settle_hidden(found, by=worker, says=Says.NOT_SURE, because="?", at=timezone.now())
        settle_hidden(
            found, by=worker, says=Says.NOT_SURE, because="I will ask her.", at=timezone.now()
        )
    assert len(asked(partnership, "manager")) == 1


def test_a_keeper_who_does_not_see_the_entry_hears_what_is_in_common(client, partnership, hidden):
    entry = refer(partnership).subject_id
    with partnership.as_("manager") as manager:
        end_sight(
            entry, by=on_behalf_of(manager), principal_id=partnership.social_care.pk,
            at=timezone.now(),
        )  # fmt: skip
    work()
    client.force_login(partnership.users["worker"])
    [task] = asked(partnership, "worker")
    page = client.get(task.url).text
    assert "names that sound alike" in page
    assert "Nadya" not in page
    answers = {"says": "different", "because": "I asked the front door.", "_once": str(new_key())}
    assert client.post(task.url, answers | {"_version": "1"}).status_code == 302
    assert asked(partnership, "manager") == []


def test_a_keeper_who_sees_both_compares_them(client, partnership, hidden):
    refer(partnership)
    work()
    client.force_login(partnership.users["manager"])
    page = client.get(asked(partnership, "manager")[0].url).text
    assert "What is known of both" in page
    assert "Nadya Hiddenlake" in page


@pytest.mark.parametrize("who", ["dsl", "second"])
def test_whoever_types_gets_the_same_bytes_whether_or_not_there_is_somebody_hidden(
    client, partnership, who
):
    """The page that says whom an entry may be, and the list of tasks, before and after the job."""
    referral = refer(partnership)
    reader = partnership.users["steward" if who == "second" else who]
    client.force_login(reader)
    pages = [reverse("desk:home"), reverse("desk:alike", args=[referral.subject_id])]

    def shown():  # Without what differs from one answer to the next.
        return [settled(client.get(page).content) for page in pages]

    work()
    before = shown()
    close(partnership, making.enter_child(partnership, name="Nadia Hiddenlake", born_on=BORN))
    assert look(referral.subject_id, at=timezone.now()) == 1
    assert shown() == before


@pytest.fixture
def two(partnership):
    """The keys of two entries that look alike and are open: a child, and one of a referral."""
    known = making.enter_child(partnership, name="Nadia Hiddenlake", born_on=BORN)
    return known, refer(partnership).subject_id


def pairs(partnership, key, who):
    with partnership.as_(who) as reader:
        return pairs_of(reader, person(reader, key))


def unsure_of(partnership, two):
    """Have a social worker say that they are not sure of a pair, which the steward is asked of."""
    with partnership.as_("worker") as worker:
        one, other = (person(worker, key) for key in two)
        judge_pair(
            one, by=worker, other=other, says=Says.NOT_SURE, because="I will ask the school.",
            at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize("level", ["restricted", "sealed"])
def test_a_pair_of_which_one_becomes_restricted_goes_to_its_keepers_and_shows_nowhere_else(
    partnership, two, level
):
    work()
    unsure_of(partnership, two)
    assert pairs(partnership, two[1], "second_worker")
    with partnership.as_("steward") as steward:
        assert unsure(steward)
    close(partnership, two[0], level)
    work()
    assert pairs(partnership, two[1], "second_worker") == []
    with partnership.as_("steward") as steward:
        assert unsure(steward) == []
        assert not PairVerdict.objects.exists()
    assert {who for who in partnership.users if asked(partnership, who)} == {"worker", "manager"}
    with partnership.as_("worker") as worker:
        [found] = hidden_to_settle(worker)
        assert (found.subject_id, found.entry_id) == two


def test_a_pair_that_was_settled_before_is_not_asked_of_again(partnership, two):
    with partnership.as_("worker") as worker:
        one, other = (person(worker, key) for key in two)
        judge_pair(
            one, by=worker, other=other, says=Says.DIFFERENT, because="Two girls of one class.",
            at=timezone.now(),
        )  # fmt: skip
    close(partnership, two[0])
    work()
    assert asked(partnership, "worker") == []


def test_an_entry_that_becomes_restricted_itself_is_told_to_those_alone_who_see_both(
    client, partnership, hidden
):
    entry = refer(partnership).subject_id
    work()
    address = asked(partnership, "manager")[0].url
    only = [partnership.users["worker"].pk]
    with partnership.as_("manager") as manager:
        restrict(
            entry, by=manager, level="restricted", open_to=only, reason="A witness is protected.",
            at=timezone.now(),
        )  # fmt: skip
    work()
    assert len(asked(partnership, "worker")) == 1
    assert asked(partnership, "manager") == []
    client.force_login(partnership.users["manager"])
    assert client.get(address).status_code == 404


def test_what_is_in_common_is_said_in_words_and_must_say_enough():
    assert in_common(["p", "n"]) == ["the same number", "the same postcode"]
    assert [is_worth_asking(kinds) for kinds in ("n", "mb", "mp", "m", "bp", "")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
