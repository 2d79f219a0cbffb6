"""The first page: what this person has to do, what they were told, what they began."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.casework.assessment.commands import take_on
from concord.casework.tracking.commands import name_lead_worker
from concord.engines.notices.post import notices_of, tell
from concord.trust.people.commands import close_account
from concord.trust.safekeeping import drafts
from tests.casework.assessment import making
from tests.casework.tracking.making import enter_child, track
from tests.factories.cases import make_referral
from tests.factories.world import World


def home(client, partnership, who):
    client.force_login(partnership.users[who])
    return client.get(reverse("desk:home")).content.decode()


def news(partnership, who="dsl", text="The front door has decided your referral."):
    actor = partnership.actor(who)
    with partnership.as_(who):
        tell(actor.user_id, text, url="/help/", by=actor, at=timezone.now())
        return notices_of(actor).first()


def leave(partnership, who):
    with partnership.as_("administrator"):
        close_account(
            partnership.users[who],
            by=partnership.actor("administrator"),
            kind="left",
            reason="Left for another county",
            at=timezone.now(),
        )


def test_it_says_who_one_is_signed_in_as(client, partnership):
    html = home(client, partnership, "worker")
    assert "Hello Wes" in html
    assert "Social worker, Children’s social care" in html


def test_a_task_names_the_child_and_when_it_is_due(client, partnership):
    with partnership.as_("dsl"):
        referral = make_referral(partnership)
    html = home(client, partnership, "worker")
    assert "Decide a referral" in html
    assert "Sam Practice" in html
    assert "by the end of" in html
    assert f'href="/referrals/{referral.pk}"' in html


def test_an_overdue_task_says_so_in_words(client, partnership):
    with partnership.as_("dsl"):
        make_referral(partnership, at=timezone.now() - timedelta(days=12))
    html = home(client, partnership, "worker")
    assert "1 thing is overdue." in html
    assert "Overdue by" in html


def test_nothing_to_do_is_said(client, partnership):
    assert "Nothing is waiting for you." in home(client, partnership, "worker")


def test_a_lead_worker_who_may_only_read_the_level_still_has_its_review_to_ask_for(
    client, partnership
):
    key = enter_child(partnership, "Sam Practice", partnership.police)
    period = track(partnership, key)
    with partnership.as_("worker"):
        name_lead_worker(
            period, by=partnership.actor("worker"), user_id=partnership.users["officer"].pk
        )
    assert "Review the risk level" in home(client, partnership, "officer")


def test_when_a_lead_worker_leaves_the_manager_is_asked_for_another(client, partnership):
    period = track(partnership, enter_child(partnership, "Sam Practice", partnership.police))
    with partnership.as_("worker"):
        worker = partnership.users["worker"]
        name_lead_worker(period, by=partnership.actor("worker"), user_id=worker.pk)
    asked = "Name another lead worker: this one has left"
    assert asked not in home(client, partnership, "manager")
    leave(partnership, "worker")
    assert asked in home(client, partnership, "manager")
    assert asked not in home(client, partnership, "officer")


def test_an_assessment_of_somebody_who_has_left_waits_for_a_colleague(client, partnership):
    assessment = making.request(partnership, making.enter_child(partnership))
    with partnership.as_("worker"):
        take_on(assessment, by=partnership.actor("worker"))
    assert "Complete an assessment" not in home(client, partnership, "second_worker")
    leave(partnership, "worker")
    assert "Complete an assessment" in home(client, partnership, "second_worker")


def test_information_governance_finds_the_looks_to_explain_by_their_day(client, partnership):
    World(partnership)
    html = home(client, partnership, "governance")
    assert "Find out about a look: A restricted record was opened" in html
    assert "Nell" in html
    assert "Find out about a look" not in home(client, partnership, "manager")


def test_news_can_be_put_away_and_only_by_its_owner(client, partnership):
    notice = news(partnership)
    assert "The front door has decided your referral." in home(client, partnership, "dsl")
    client.force_login(partnership.users["other_dsl"])
    client.post(reverse("desk:put_away", args=[notice.pk]))
    assert "The front door has decided" in home(client, partnership, "dsl")
    response = client.post(reverse("desk:put_away", args=[notice.pk]))
    assert response["Location"] == "/"
    assert "The front door has decided" not in home(client, partnership, "dsl")


def test_putting_news_away_takes_a_form_not_a_link(client, partnership):
    notice = news(partnership)
    client.force_login(partnership.users["dsl"])
    assert client.get(reverse("desk:put_away", args=[notice.pk])).status_code == 405


def test_a_referral_begun_is_there_to_carry_on_with_for_its_owner_only(client, partnership):
    dee = partnership.actor("dsl")
    with partnership.as_("dsl"):
        draft = drafts.begin("referral", by=dee, at=timezone.now(), title="Sam Practice")
    assert f'href="/refer/{draft.id}/check"' in home(client, partnership, "dsl")
    assert "Sam Practice" not in home(client, partnership, "other_dsl")


@pytest.mark.parametrize("who", ["member", "analyst"])
def test_those_who_work_with_numbers_are_led_to_the_figures(client, partnership, who):
    html = home(client, partnership, who)
    assert "See how many children are tracked" in html
    assert "What you have to do" not in html
    assert "Make a referral" not in html


def test_the_number_of_queries_does_not_grow_with_tasks(
    client, partnership, django_assert_max_num_queries
):
    client.force_login(partnership.users["worker"])
    with partnership.as_("dsl"):
        for _ in range(12):
            make_referral(partnership)
    with django_assert_max_num_queries(25):
        client.get(reverse("desk:home"))
