"""What is asked of Concord by somebody who builds the request by hand."""

import re
from html import escape

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from concord.project.access_matrix import methods_of
from concord.project.watching.logs import JsonLines
from concord.trust.accounts.models import User
from tests.factories import PASSWORD
from tests.factories.proof import prove
from tests.factories.world import World
from tests.security.walking import addresses, signed_in, undone

pytestmark = pytest.mark.slow
LIBRARY = ("account_", "mfa_", "openid_")
INJECTED = (
    "' or 1=1 --", "'; drop table subjects_subject; --", "' union select null,null --",
    "1) or (1=1", "\" or \"\"=\"", "%' or '%'='", "'||pg_sleep(5)||'", "1; select pg_sleep(5)",
    "$$; select 1; $$", "\\'; select 1 --", "${jndi:ldap://a.example/x}", "*)(uid=*))(|(uid=*",
    "' and extractvalue(1,1) --", "a' || (select current_user) || 'b", "\u02bc or 1=1", "%27%20or",
)  # fmt: skip
PARAMETERS = ("page", "month", "level", "months", "format", "agency", "overdue", "sort", "area",
              "since_day", "since_month", "since_year", "after_id", "after", "before", "next", "to",
              "quarter", "kind", "state", "q")  # fmt: skip
ELSEWHERE = ("//a.example/x", "https://a.example/", "///a.example", "/\\a.example", "\\\\a.example",
             "http:a.example", "javascript:alert(1)", "/%09/a.example", "https:/a.example",
             "//a.example\\@localhost/", "https://testserver@a.example/", "\x01https://a.example",
             " //a.example", "/%2f%2fa.example", "data:text/html,x")  # fmt: skip
TRAVERSALS = ("../", "..%2f", "%2e%2e/", "..\\", "..%5c", "%252e%252e%252f", "....//", "..;/",
              "%c0%ae%c0%ae/")  # fmt: skip


@pytest.fixture
def world(partnership):
    return World(partnership)


@pytest.mark.parametrize("who", ["worker", "manager", "governance", "administrator"])
def test_no_change_is_taken_without_the_token_of_a_form(world, who, quiet):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.partnership.users[who])
    prove(client)
    taken = []
    for name, path in addresses(world):
        is_ours = "POST" in methods_of(name) or name.startswith(LIBRARY)
        # The passkey pages of the library also give a challenge to a plain GET.
        if name == "policy_breach" or not is_ours:
            continue
        with undone():
            for token in ({}, {"csrfmiddlewaretoken": "x" * 64}):
                answer = client.post(path, token)
                if answer.status_code not in (403, 404, 405):
                    taken.append(f"{answer.status_code} {name}")
    assert taken == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_change_is_taken_that_another_site_asked_for(world, site, quiet):
    client = signed_in(world, "manager")
    for name, path in addresses(world):
        with undone():
            answer = client.post(path, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403, name


@pytest.mark.parametrize("origin", ["https://a.example", "null", "http://testserver.a.example"])
def test_a_form_whose_sender_stands_elsewhere_is_refused(partnership, origin):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    sent = {"login": "wes", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/accounts/login/", sent, headers={"Origin": origin}).status_code == 403
    assert client.post("/accounts/login/", sent).status_code == 302


@pytest.mark.parametrize(
    "method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG", "MOVE", "GETS"]
)
def test_methods_that_no_page_has_get_nothing(world, method, quiet):
    client = signed_in(world, "manager")
    for name, path in addresses(world):
        with undone():
            answer = client.generic(method, path, headers={"X-Told": "secret-header"})
        assert answer.status_code in (302, 403, 404, 405), (name, answer.status_code)
        assert b"secret-header" not in answer.content, name


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_cannot_be_changed_by_a_header(world, header, quiet):
    client = signed_in(world, "manager")
    answer = client.get("/accounts/logout/", headers={header: "POST"})
    assert answer.status_code == 200
    assert client.get("/").status_code == 200


def test_reading_changes_nothing_that_people_work_with(world, quiet):
    """Links are followed by programs that look ahead: only a form changes anything (V3.5.3)."""
    client = signed_in(world, "manager")
    before = _what_stands(world.partnership)
    for name, path in addresses(world):
        # The library's page for signing out asks; nothing else of it is a page about a record.
        if "GET" in methods_of(name) and not name.startswith(LIBRARY):
            client.get(path)
            client.head(path)
    assert _what_stands(world.partnership) == before


def _what_stands(partnership):
    from tests.security.test_form_fields import rows

    # What a reader was told of waits to be told; the clock of a seal is no work of anybody.
    apart = ("notices", "jobs")
    return {
        (model._meta.label, str(sorted(row.items(), key=str)))
        for model, row in rows(partnership)
        if model._meta.app_label not in apart
    }


@pytest.mark.parametrize("host", ["a.example", "testserver.a.example", "a.example:80", "[::1]"])
def test_an_unknown_host_gets_nothing(client, partnership, settings, host):
    settings.ALLOWED_HOSTS = ["testserver"]
    for path in ("/", "/accounts/login/", "/health/ready"):
        for headers in ({"HTTP_HOST": host}, {"HTTP_HOST": "testserver@" + host}):
            answer = client.get(path, **headers)
            assert answer.status_code in (302, 400) or path.startswith("/health"), path
            assert host not in answer.headers.get("Location", "")
            assert host not in answer.text


def test_a_forwarded_host_is_believed_by_nobody(client, partnership):
    answer = client.get("/", headers={"X-Forwarded-Host": "a.example", "X-Host": "a.example"})
    assert "a.example" not in answer.headers["Location"]
    page = client.get("/accounts/login/", headers={"X-Forwarded-Host": "a.example"})
    assert "a.example" not in page.text


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_nowhere_else(partnership, target):
    cache.clear()
    client = Client()
    sent = {"login": "wes", "password": PASSWORD, "next": target}
    for path in ("/accounts/login/", f"/accounts/login/?next={target}"):
        onward = client.post(path, sent)
        assert onward.status_code == 302
        assert _stays(onward.url), onward.url
        assert _stays(client.get("/accounts/login/", {"next": target}).headers.get("Location", "/"))
        client.logout()


@pytest.mark.parametrize("target", ELSEWHERE[:3])
def test_no_page_leads_elsewhere(world, target, quiet):
    client = signed_in(world, "worker")
    for name, path in addresses(world):
        answer = client.get(path, {"next": target, "to": target, "url": target})
        onward = answer.headers.get("Location", "/")
        assert _stays(onward), (name, onward)
        if name == "account_logout":
            client = signed_in(world, "worker")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_proof_and_a_draft_lead_nowhere_else(client, partnership, target, quiet):
    client.force_login(partnership.users["worker"])
    proven = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": target})
    assert _stays(proven.headers.get("Location", "/"))
    started = client.post("/drafts", {"_page": target, "_start_again": "1"})
    assert _stays(started.headers.get("Location", "/"))
    out = client.post("/accounts/logout/", {"next": target})
    assert _stays(out.headers.get("Location", "/"))


def _stays(address):
    """Whether a browser that follows an address stays with us."""
    return (
        bool(re.match(r"/(?![/\\])[\w\-/?=&%.+:~]*$", address))
        and "\\" not in address.split("?")[0]
    )


def test_what_is_searched_for_is_never_part_of_a_question_to_the_database(world, quiet):
    client = signed_in(world, "worker")
    assert "Sam Practice" in client.post("/search", {"terms": "Sam Practice"}).text
    for words in INJECTED:
        found = client.post("/search", {"terms": words})
        assert found.status_code == 200, words
        assert "Sam Practice" not in found.text, words
        assert "Ash Waiting" not in found.text, words


@pytest.mark.parametrize("who", ["manager", "governance"])
def test_no_parameter_of_an_address_reaches_the_database_as_it_is(world, who, quiet):
    client = signed_in(world, who)
    paths = ("/", "/children", "/figures", "/front-door", "/meetings", "/people", "/audit")
    for path, words in ((path, words) for path in paths for words in INJECTED):
        answer = client.get(path, dict.fromkeys(PARAMETERS, words))
        assert answer.status_code in (200, 302, 400, 403, 404), (path, words)
        assert not re.search(r"syntax error|psycopg|ProgrammingError", answer.text), (path, words)


@pytest.mark.parametrize("dots", TRAVERSALS)
def test_no_path_climbs_out_of_what_is_served(client, partnership, dots):
    client.force_login(partnership.users["worker"])
    for start in ("/static/", "/static/concord/", "/files/", "/help/", "/begin/"):
        answer = client.get(f"{start}{dots * 6}etc/passwd")
        assert answer.status_code == 404, start
        assert b"root:" not in answer.content


@pytest.mark.parametrize(
    "path",
    ["/static/", "/static/concord/", "/.git/config", "/.git/HEAD", "/.env", "/manage.py",
     "/.concord/", "/requirements/base.txt", "/admin/", "/__debug__/", "/server-status",
     "/.well-known/openid-configuration", "/backup.sql", "/concord/project/settings.py"],
)  # fmt: skip
def test_nothing_is_listed_and_nothing_of_the_source_is_served(client, partnership, path):
    client.force_login(partnership.users["worker"])
    assert client.get(path).status_code == 404


def test_a_body_that_is_too_large_is_refused_in_words(client, partnership, quiet):
    client.force_login(partnership.users["worker"])
    answer = client.post("/search", {"terms": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "too large" in answer.text.lower()


def test_too_many_answers_are_refused(client, partnership, quiet):
    client.force_login(partnership.users["worker"])
    answer = client.post("/search", {f"field{number}": "x" for number in range(2_100)})
    assert answer.status_code == 413


def test_a_report_that_is_too_large_or_says_so_is_refused(client, db):
    large = client.post("/reports/csp", b"x" * 20_000, content_type="application/csp-report")
    assert large.status_code == 413


def test_a_long_address_is_answered_and_ours_are_short(world, answers, quiet):
    client = signed_in(world, "worker")
    assert client.get("/children", {"level": "x" * 20_000}).status_code in (200, 404, 414)
    assert max(len(one.path) + len(one.headers.get("Location", "")) for one in answers) < 2_000


def test_a_key_that_somebody_chose_for_a_session_is_not_kept(partnership):
    """A session that was set for a person before they signed in is not theirs (V7.2.4)."""
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    client.post("/accounts/login/", {"login": "wes", "password": PASSWORD})
    first = client.cookies["sessionid"].value
    assert first != "a" * 32
    assert re.fullmatch(r"[a-z0-9]{32}", first)
    client.post("/accounts/login/", {"login": "wes", "password": PASSWORD})
    other = Client()
    other.post("/accounts/login/", {"login": "wes", "password": PASSWORD})
    assert other.cookies["sessionid"].value != first


def test_an_ended_session_opens_nothing_although_its_cookie_is_sent_again(partnership):
    client = Client()
    client.post("/accounts/login/", {"login": "wes", "password": PASSWORD})
    kept = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    client.cookies["sessionid"] = kept
    assert client.get("/").status_code == 302


def test_a_second_sign_in_in_one_browser_takes_a_new_session(partnership):
    client = Client()
    client.get("/accounts/login/")
    keys = set()
    for name in ("wes", "dee"):
        client.post("/accounts/login/", {"login": name, "password": PASSWORD})
        keys.add(client.cookies["sessionid"].value)
        client.post("/accounts/logout/")
    assert len(keys) == 2


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/password/reset/",
                                  "/accounts/email/", "/accounts/confirm-email/", "/signup",
                                  "/accounts/social/signup/", "/accounts/login/code/"])  # fmt: skip
def test_there_is_no_way_in_but_the_door(client, partnership, path):
    """No sign-up, no reset by e-mail, no code by e-mail: a colleague hands out a link (V6.3.6)."""
    assert client.get(path).status_code in (302, 404)
    people = User.objects.count()
    client.post(path, {"email": "pat@police.example", "username": "new", "password1": "x" * 20})
    assert User.objects.count() == people
    assert mail.outbox == []
    followed = client.get(path, follow=True)
    assert followed.status_code == 404 or followed.request["PATH_INFO"] == "/accounts/login/"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_asking_as_a_stranger_says_the_same_of_what_is_and_what_is_not(world, method, quiet):
    """Nobody learns from outside which addresses lead to a record (V6.3.8)."""
    client = Client()
    for name in ("desk:child", "frontdoor:referral", "documents:file", "sittings:item"):
        paths = dict(addresses(world))
        there = client.generic(method, paths[name])
        absent = client.generic(method, re.sub(r"[0-9a-f]{12}", "0" * 12, paths[name]))
        assert there.status_code == absent.status_code, name


@pytest.mark.parametrize("ending", ["/a.css", ".css", ";a.js", "%2fa.png", "%0aa.css", "%3fa.css"])
def test_no_page_is_taken_for_a_file_that_may_be_kept(world, ending, quiet):
    """An address that looks like a style sheet leads to no page about anybody (V14.2.5)."""
    client = signed_in(world, "worker")
    child = dict(addresses(world))["desk:child"]
    for path in (child, "/children", "/session", "/front-door"):
        answer = client.get(f"{path}{ending}")
        assert answer.status_code in (301, 404), path
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Sam Practice" not in answer.text


@pytest.mark.parametrize("typed", ["%3Cb%3E", "&lt;b&gt;", "%253Cb%253E", "=3Cb=3E"])
def test_what_is_typed_is_read_once_and_shown_as_it_was_typed(client, partnership, typed):
    client.force_login(partnership.users["worker"])
    page = client.post("/search", {"terms": typed}).text
    assert f'value="{escape(typed)}"' in page


def test_one_request_writes_one_line_whatever_is_in_it(client, partnership, caplog):
    """Line ends in what was asked for begin no line of their own in the log (V16.4.1)."""
    client.force_login(partnership.users["worker"])
    forged = "x%0a%7b%22message%22%3a%22forged%22%7d"
    client.get(f"/children/{forged}", headers={"X-Request-ID": 'a\n{"message": "forged"}'})
    client.post("/search", {"terms": 'Sam\n{"message": "forged"}'})
    written = [JsonLines().format(record) for record in caplog.records]
    assert written
    assert [line for line in written if "\n" in line or "forged" in line] == []
