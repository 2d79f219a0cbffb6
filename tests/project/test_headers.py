"""Answers stay private, changes come from our own pages, and broken policies are reported."""

import json

import pytest

from concord.project import reports


@pytest.fixture
def worker(client, partnership):
    client.force_login(partnership.users["worker"])
    return client


@pytest.fixture
def log(caplog):
    reports._known.clear()
    return caplog


def test_a_page_tells_the_browser_to_keep_nothing_and_to_trust_nobody_else(worker):
    headers = worker.get("/").headers
    policy = headers["Content-Security-Policy"]
    for rule in (
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        "report-uri /reports/csp",
    ):
        assert rule in policy
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


def test_every_page_gets_a_nonce_of_its_own(worker):
    first, second = (worker.get("/").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_change_that_another_site_asked_for_is_refused(worker, site):
    assert worker.post("/refer/new", headers={"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize("site", ["same-origin", "none", None])
def test_a_change_from_our_own_page_or_an_old_browser_goes_on(client, partnership, site):
    client.force_login(partnership.users["dsl"])
    headers = {"Sec-Fetch-Site": site} if site else {}
    assert client.post("/refer/new", headers=headers).status_code == 302


def test_a_link_from_another_site_still_opens_a_page(worker):
    assert worker.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_signing_out_empties_the_browser(worker):
    answer = worker.post("/accounts/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies["concord_who"].value == ""
    assert "Clear-Site-Data" not in worker.get("/accounts/login/").headers


REPORT = {
    "effective-directive": "script-src-elem",
    "document-uri": "http://testserver/referrals/0a0a0a0a-0000-0000-0000-000000000001?name=Sam",
    "blocked-uri": "https://elsewhere.example/steal?name=Sam",
    "script-sample": "Sam Practice lives at",
}


@pytest.mark.parametrize("form", ["old", "new"])
def test_a_breach_of_the_policy_is_logged_without_an_address_or_a_word_of_the_page(
    client, db, log, form
):
    newer = {
        "effectiveDirective": REPORT["effective-directive"],
        "documentURL": REPORT["document-uri"],
        "blockedURL": REPORT["blocked-uri"],
    }
    sent = {"csp-report": REPORT} if form == "old" else [{"type": "csp-violation", "body": newer}]
    answer = client.post("/reports/csp", json.dumps(sent), content_type="application/csp-report")
    assert answer.status_code == 204
    [line] = [record.getMessage() for record in log.records if record.name == "concord.policy"]
    assert "script-src-elem on frontdoor:referral from elsewhere.example" in line
    assert "Sam" not in line
    assert "0a0a0a0a" not in line


def test_the_same_breach_again_and_again_is_one_line(client, db, log):
    for _ in range(5):
        client.post("/reports/csp", json.dumps({"csp-report": REPORT}), content_type="text/json")
    assert len([record for record in log.records if record.name == "concord.policy"]) == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("", 400),
        ("{", 400),
        ("3", 204),
        ('{"csp-report": 3}', 204),
        ("[" + "1," * 9999 + "1]", 413),
    ],
)
def test_a_report_that_makes_no_sense_does_no_harm(client, db, sent, status):
    answer = client.post("/reports/csp", sent, content_type="application/reports+json")
    assert answer.status_code == status
