"""Emergency access: open for an hour, seen by others at once, reviewed, and no oracle."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking.commands import name_lead_worker
from concord.engines.notices.models import Notice
from concord.kernel.identifiers import IdentifierType
from concord.pathways.emergency import escalate_overdue_reviews
from concord.registers.subjects.commands import GivenNumber, add_numbers
from concord.registers.subjects.models import Subject
from concord.trust.access.commands import block_sight
from concord.trust.access.models import BreakGlass, Grant
from concord.trust.oversight.queries import open_questions
from concord.trust.oversight.rules import Pattern
from concord.trust.oversight.watching import watch
from tests.audit_reading import lines
from tests.casework.assessment import making
from tests.casework.tracking.making import track
from tests.factories import PASSWORD, make_user, new_key
from tests.factories.sealing import restrict

NUMBER = "9990000018"
WHY = "He has not come home and the hospital is asking who is with him."
ANSWERS = {
    "number_type": "NHS",
    "number": "999 000 0018",
    "born_on_day": "27",
    "born_on_month": "3",
    "born_on_year": "2011",
    "kind": "missing",
    "reason": WHY,
}


@pytest.fixture
def child(partnership):
    """A child whom social care sees and the police do not."""
    key = making.enter_child(partnership)
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        person = Subject.objects.get(pk=key)
        add_numbers(
            person, by=worker, numbers=(GivenNumber(IdentifierType.NHS, NUMBER),), source="test"
        )
    return key


@pytest.fixture
def officer(client, partnership):
    """The officer, who has just shown who they are."""
    client.post("/accounts/login/", {"login": "pat", "password": PASSWORD})
    return client


def ask(client, **changes):
    return client.post(reverse("desk:emergency"), ANSWERS | changes)


def page_of(child):
    return reverse("desk:child", args=[child])


def notices_of(partnership, who):
    with partnership.as_(who):
        return list(Notice.objects.values_list("text", flat=True))


def test_a_number_and_a_birth_date_open_one_record_for_an_hour(officer, child, partnership):
    assert officer.get(page_of(child)).status_code == 404
    assert ask(officer).url == page_of(child)
    page = officer.get(page_of(child))
    assert page.status_code == 200
    assert "You see this record by emergency access until" in page.text
    with partnership.as_("officer"):
        glass = BreakGlass.objects.get()
    assert glass.ends_at - glass.starts_at == timedelta(minutes=60)


def test_a_restricted_record_is_opened_too(officer, child, partnership):
    with partnership.as_("manager"):
        restrict(
            child,
            by=partnership.actor("manager"),
            level="restricted",
            open_to=[partnership.users["worker"].pk],
            reason="A relative works in the partnership.",
            at=timezone.now(),
        )
    assert officer.get(page_of(child)).status_code == 404
    assert ask(officer).url == page_of(child)
    assert "You see this record by emergency access until" in officer.get(page_of(child)).text


def test_when_the_hour_is_over_the_record_is_closed_again(officer, child, partnership):
    ask(officer)
    assert officer.get(page_of(child)).status_code == 200
    # The walls go by the database's own clock, so the hour is laid back instead of waited for.
    with partnership.as_("officer"):
        hour = timedelta(minutes=61)
        Grant.objects.filter(subject_id=child).update(
            starts_at=F("starts_at") - hour, ends_at=F("ends_at") - hour
        )
    assert officer.get(page_of(child)).status_code == 404


def test_the_keepers_the_manager_and_the_lead_worker_are_told_at_once(officer, child, partnership):
    partnership.users["sergeant"] = make_user("Sergeant", partnership.police, "team_manager")
    lead = partnership.users["second_worker"]
    period = track(partnership, child)
    with partnership.as_("manager") as manager:
        name_lead_worker(period, by=manager, user_id=lead.pk)
    asked_at = timezone.now()
    ask(officer)
    for who in ("governance", "sergeant", "second_worker"):
        with partnership.as_(who):
            (notice,) = Notice.objects.filter(text__contains="emergency access")
        assert notice.text == "Pat has opened a child’s record by emergency access."
        assert notice.at - asked_at < timedelta(seconds=60)


def test_without_a_lead_worker_the_managers_of_the_child_are_told(officer, child, partnership):
    ask(officer)
    told = "Pat has opened a child’s record by emergency access."
    assert notices_of(partnership, "manager") == [told]
    assert notices_of(partnership, "worker") == []


def test_who_answers_for_the_colleague_reads_who_and_why_and_not_whose(
    officer, child, partnership, client
):
    partnership.users["chief"] = make_user("Chief", partnership.police, "agency_lead")
    ask(officer)
    with partnership.as_("chief"):
        (notice,) = Notice.objects.all()
    client.force_login(partnership.users["chief"])
    page = client.get(notice.url)
    assert "Pat opened a record by emergency access" in page.text
    assert "A child is missing and we need to know where they may be" in page.text
    assert "Due by" in page.text
    assert WHY not in page.text
    assert str(child) not in page.text
    assert client.get(page_of(child)).status_code == 404
    client.force_login(partnership.users["manager"])
    assert page_of(child) in client.get(notice.url).text
    for who in ("lead", "nurse", "analyst"):
        client.force_login(partnership.users[who])
        assert client.get(notice.url).status_code == 404


def test_reading_the_notice_is_no_look_at_the_child(officer, child, partnership, client):
    partnership.users["chief"] = make_user("Chief", partnership.police, "agency_lead")
    ask(officer)
    with partnership.as_("chief"):
        address = Notice.objects.get().url
    client.force_login(partnership.users["chief"])
    assert client.get(address).status_code == 200
    assert watch(timezone.now() - timedelta(minutes=1)) == 0


def test_who_opens_a_restricted_record_by_emergency_is_asked_about(officer, child, partnership):
    with partnership.as_("manager") as manager:
        restrict(
            child, by=manager, level="restricted", open_to=[manager.user_id],
            reason="Their mother is in the public eye.", at=timezone.now(),
        )  # fmt: skip
    ask(officer)
    assert officer.get(page_of(child)).status_code == 200
    watch(timezone.now() - timedelta(minutes=1))
    with partnership.as_("governance") as keeper:
        (question,) = open_questions(keeper)
    assert (question.pattern, question.subject_id) == (Pattern.RESTRICTED, child)
    assert question.user_id == partnership.users["officer"].pk


def test_a_review_that_nobody_makes_in_time_is_escalated_once(officer, child, partnership):
    partnership.users["chief"] = make_user("Chief", partnership.police, "agency_lead")
    ask(officer)
    assert escalate_overdue_reviews() == 0
    with partnership.as_("governance"):
        due = timezone.localdate() - timedelta(days=1)
        BreakGlass.objects.update(review_due_on=due)
    assert escalate_overdue_reviews() == 1
    assert escalate_overdue_reviews() == 0
    for who in ("governance", "chief"):
        late = [words for words in notices_of(partnership, who) if "has not been reviewed" in words]
        assert len(late) == 1
    (line,) = lines("GlassReviewOverdue")
    assert line.subject_ids == [child]


def test_a_review_made_in_time_is_not_escalated(officer, client, child, partnership):
    ask(officer)
    with partnership.as_("officer"):
        glass = BreakGlass.objects.get()
    client.force_login(partnership.users["governance"])
    finding = {"outcome": "justified", "finding": "The ward sister confirms that she rang."}
    client.post(reverse("desk:emergency_review", args=[glass.pk]), finding)
    with partnership.as_("governance"):
        BreakGlass.objects.update(review_due_on=timezone.localdate() - timedelta(days=1))
    assert escalate_overdue_reviews() == 0


@pytest.mark.parametrize("how", ["absent", "sealed", "blocked", "wrong birth date"])
def test_what_cannot_be_opened_and_what_is_not_there_get_the_same_words(
    officer, child, partnership, how
):
    changes = {}
    if how == "absent":
        changes = {"number": "999 000 0026"}
    elif how == "wrong birth date":
        changes = {"born_on_day": "28"}
    else:
        with partnership.as_("manager"):
            manager, now = partnership.actor("manager"), timezone.now()
            if how == "sealed":
                restrict(
                    child,
                    by=manager,
                    level="sealed",
                    open_to=[new_key()],
                    reason="A witness is protected.",
                    at=now,
                )
            else:
                user_id = partnership.users["officer"].pk
                block_sight(child, by=manager, user_id=user_id, reason="His nephew.", at=now)
    answer = ask(officer, **changes)
    assert answer.url == reverse("desk:emergency_in_vain")
    assert "No record was opened" in officer.get(answer.url).text
    assert officer.get(page_of(child)).status_code == 404
    assert "nothing was opened" in notices_of(partnership, "governance")[0]


def test_a_reason_that_explains_nothing_is_refused_and_everything_stays(officer, child):
    page = ask(officer, reason="Urgent")
    assert "Explain in at least 30 characters" in page.text
    assert 'value="999 000 0018"' in page.text
    assert officer.get(page_of(child)).status_code == 404


def test_without_a_fresh_proof_nothing_opens(client, child, partnership):
    client.force_login(partnership.users["officer"])
    assert "/accounts/reauthenticate/" in ask(client).url
    assert client.get(page_of(child)).status_code == 404


@pytest.mark.parametrize("who", ["analyst", "member", "dsl", "minutes"])
def test_it_is_not_for_everybody(client, partnership, who):
    client.force_login(partnership.users[who])
    assert client.get(reverse("desk:emergency")).status_code == 403


def test_a_keeper_reviews_it_and_only_once(officer, client, child, partnership):
    ask(officer)
    with partnership.as_("officer"):
        glass = BreakGlass.objects.get()
    keeper = client.__class__()
    keeper.force_login(partnership.users["governance"])
    assert "Review emergency access" in keeper.get("/").text
    address = reverse("desk:emergency_review", args=[glass.pk])
    assert WHY in keeper.get(address).text
    done = keeper.post(
        address, {"outcome": "justified", "finding": "The ward sister confirms that she rang."}
    )
    assert done.url == reverse("desk:emergency_reviews")
    assert "The ward sister confirms" in keeper.get(done.url).text
    assert keeper.get(address).status_code == 403
    assert "Review emergency access" not in keeper.get("/").text


def test_a_keeper_who_reviews_sees_nothing_of_the_record(officer, client, child, partnership):
    ask(officer)
    client.force_login(partnership.users["governance"])
    assert client.get(page_of(child)).status_code == 404


def test_it_stands_in_the_log(officer, child):
    ask(officer)
    (broken,) = lines("GlassBroken")
    assert broken.subject_ids == [child]
