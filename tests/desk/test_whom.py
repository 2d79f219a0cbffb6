"""While somebody types who a person is, Concord says whom on the register it may be."""

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.desk.web.whom import MOST_SHOWN, typed
from concord.registers.identity.models import HiddenCandidate
from concord.trust.safekeeping import drafts
from tests.audit_reading import lines
from tests.casework.assessment import making
from tests.factories.sealing import restrict

BORN = date(2009, 5, 6)
TODAY = date(2026, 3, 1)
NADYA = {"name": "Nadya Hiddenlake", "born_day": "6", "born_month": "5", "born_year": "2009"}
MOST_QUERIES = 25


@pytest.fixture
def worker(client, partnership):
    """The client of a social worker."""
    client.force_login(partnership.users["worker"])
    return client


def ask(client, answers=NADYA):
    """Return whole what Concord says of what was typed."""
    return client.post(reverse("desk:whom"), answers)


def test_whom_it_may_be_comes_with_strength_and_reasons_the_best_first(partnership, worker):
    making.enter_child(partnership, name="Nadia Hiddenlake", born_on=date(2009, 5, 7))
    making.enter_child(partnership, name="Nadia Hiddenlake", born_on=BORN)
    answer = ask(worker).json()
    assert answer["said"] == "2 entries on the register may be this person."
    first, second = answer["people"]
    assert first["name"] == "Nadia Hiddenlake"
    assert "same date of birth" in first["why"]
    assert "Nadya is another spelling of Nadia" in first["why"] or "one letter" in first["why"]
    assert "date of birth one digit apart" in second["why"]


def test_nobody_alike_is_said_in_words(partnership, worker):
    assert ask(worker, {"name": "Oscar Elsewhere"}).json() == {
        "said": "Nobody on the register whom you may see looks like this person.",
        "people": [],
    }


@pytest.mark.parametrize("answers", [{}, {"name": "N"}, {"name": "  "}])
def test_too_little_is_not_asked(partnership, worker, answers):
    before = len(lines("Searched"))
    assert ask(worker, answers).json() == {"said": "", "people": []}
    assert len(lines("Searched")) == before


def test_it_is_logged_as_a_search_with_whom_it_showed(partnership, worker):
    key = making.enter_child(partnership, name="Nadia Hiddenlake", born_on=BORN)
    ask(worker)
    line = lines("Searched")[-1]
    assert line.details["page"] == "WhomItMayBe"
    assert line.subject_ids == [key]


@pytest.mark.parametrize("level", ["restricted", "sealed"])
@pytest.mark.parametrize("who", ["dsl", "steward"])
def test_somebody_hidden_changes_no_byte_and_nobody_is_asked_before_the_entry_is_made(
    client, partnership, who, level
):
    client.force_login(partnership.users[who])
    before = ask(client)
    key = making.enter_child(partnership, name="Nadia Hiddenlake", born_on=BORN)
    named = [partnership.users[each].pk for each in ("worker", "manager")]
    with partnership.as_("manager") as manager:
        restrict(
            key, by=manager, level=level, open_to=named, reason="A witness is protected.",
            at=timezone.now(),
        )  # fmt: skip
    after = ask(client)
    assert after.content == before.content
    with partnership.as_("worker"):
        assert not HiddenCandidate.objects.exists()


def test_many_of_one_name_cost_no_more_queries_than_one(partnership, worker):
    making.enter_child(partnership, name="Nadia Hiddenlake", born_on=BORN)
    ask(worker)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            answer = ask(worker).json()
        counts.append(len(asked))
        for _ in range(MOST_SHOWN + 1):
            making.enter_child(partnership, name="Nadia Hiddenlake", born_on=BORN)
    assert counts[1] <= counts[0] <= MOST_QUERIES
    assert len(answer["people"]) == MOST_SHOWN


def test_the_forms_that_enter_a_person_ask_it(client, partnership, worker):
    asks = f'data-whom="{reverse("desk:whom")}"'
    assert asks in client.get(reverse("desk:add_thing", args=["unnamed"])).text
    assert asks not in client.get(reverse("desk:add_thing", args=["place"])).text
    with partnership.as_("worker") as by:
        draft = drafts.begin("referral", by=by, at=timezone.now(), title="New referral")
        answers = {"child": {"name": ["Nadya <Hiddenlake>"]}}
        drafts.save(draft.id, answers, by=by, at=timezone.now(), title="Nadya")
    pages = {
        step: client.get(reverse("frontdoor:step", args=[draft.id, step])).text
        for step in ("child", "known-by", "worry")
    }
    assert [asks in page for page in pages.values()] == [True, True, False]
    # What was said on the page before is asked with what is typed on this one.
    assert 'value="Nadya &lt;Hiddenlake&gt;"' in pages["known-by"]


def answers(**given):
    """Return answers of a form."""
    data = QueryDict(mutable=True)
    data.update(given)
    return data


@pytest.mark.parametrize(
    ("said", "born_on", "precision"),
    [
        ({"born_year": "2011"}, date(2011, 1, 1), "year"),
        ({"born_month": "3", "born_year": "2011"}, date(2011, 3, 1), "month"),
        ({"born_day": "5", "born_month": "3", "born_year": "2011"}, date(2011, 3, 5), "day"),
        ({"born_day": "5", "born_month": "3"}, None, "unknown"),
        ({"born_day": "31", "born_month": "2", "born_year": "2011"}, None, "unknown"),
        ({"about_age": "14"}, date(2012, 7, 1), "estimated"),
        ({"about_age": "soon"}, None, "unknown"),
    ],
)
def test_a_birth_date_is_taken_as_far_as_it_is_typed(said, born_on, precision):
    found = typed(answers(name="Nadya Hiddenlake", **said), today=TODAY)
    assert (found.born_on, found.born_precision) == (born_on, precision)


@settings(deadline=None)
@given(st.dictionaries(
    st.sampled_from(["name", "born_day", "born_month", "born_year", "about_age", "nhs_number"]),
    st.text(max_size=30),
))  # fmt: skip
def test_whatever_is_half_typed_is_taken_without_a_fault(said):
    typed(answers(**said), today=TODAY)
