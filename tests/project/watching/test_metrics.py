"""What the operator can measure, and what is in no measurement."""

import pytest

from tests.factories.cases import make_referral

TOKEN = "for the operator only"


@pytest.fixture
def scrape(client, settings):
    """Return what the operator's collector reads."""
    settings.METRICS_TOKEN = TOKEN
    return lambda: client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text


def test_without_the_token_there_is_no_such_page(client, db, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers={"Authorization": "Bearer guess"}).status_code == 404


def test_answers_are_counted_by_page_and_status(client, partnership, scrape):
    client.force_login(partnership.users["worker"])
    client.get("/front-door")
    assert 'concord_answers_total{page="frontdoor:worklist",status="200"}' in scrape()


def test_the_queue_of_work_is_measured(partnership, scrape):
    assert "concord_outbox_waiting 0.0" in scrape()


def test_no_measurement_names_a_record_or_keeps_an_address_that_was_made_up(
    client, partnership, scrape
):
    with partnership.as_("dsl"):
        referral = make_referral(partnership)
    client.force_login(partnership.users["worker"])
    client.get(f"/referrals/{referral.pk}")
    client.get("/children/sam-practice-of-hillside")
    measured = scrape()
    assert 'page="frontdoor:referral"' in measured
    assert str(referral.pk) not in measured
    assert "sam-practice" not in measured
