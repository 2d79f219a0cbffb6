"""What holds for every answer of Concord: every page, several roles, errors and redirects too."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.security.walking import READERS

FAULTY = re.compile(
    r"Traceback|psycopg|django\.|(?<!/static)/concord/|\.py\b|OperationalError|SELECT "
)
# What identifies software, or which version of it answers.
TELLING = ("Server", "X-Powered-By", "X-AspNet-Version", "Via", "X-Django-Version")
# A name of the world's people, an NHS number of theirs, an address: never part of a random key.
OF_A_PERSON = r"Sam|Ash|Robin|999[ -]?\d{3}[ -]?\d{4}|Practice Row"
STATES_OF_A_LIST = frozenset(
    {"next", "page", "level", "overdue", "month", "from", "to", "sort", "kind", "state", "agency",
     "area", "about", "process", "quarter", "step", "before", "after", "since", "until", "q",
     "measure", "by", "order", "show", "more", "at", "what", "who", "months", "format", "after_id",
     # Of a network: how far, how sure, how long ago. Of an entry: the key of what it is tied to.
     "steps", "confidence", "confirmed", "role", "facts", "ago", "with", "other",
     *(f"{end}_{part}" for end in ("since", "until") for part in ("day", "month", "year"))}
)  # fmt: skip


def without(answers, name, right):
    """Return the answers whose header is not right."""
    return [str(one) for one in answers if not right(one.headers.get(name, ""))]


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def tags(page, *kinds):
    """Return the tags of these kinds on a page, as (kind, attributes)."""
    return [(kind, given) for kind, given in Tags(page.text).found if kind in kinds]


def test_the_walk_is_worth_something(answers, pages):
    assert {one.who for one in answers} == set(READERS)
    assert {one.status for one in answers} >= {200, 302, 403, 404}
    assert len(pages) > 400


def test_no_answer_is_a_fault(answers):
    assert [str(one) for one in answers if one.status >= 500] == []


def test_no_answer_is_kept_by_a_browser_or_a_proxy(answers):
    assert without(answers, "Cache-Control", lambda said: "no-store" in said) == []


def test_no_answer_is_shown_inside_another_site(answers):
    assert without(answers, "X-Frame-Options", lambda said: said == "DENY") == []
    framing = "frame-ancestors 'none'"
    assert without(answers, "Content-Security-Policy", lambda said: framing in said) == []


def test_no_answer_is_taken_for_another_kind_of_thing(answers):
    assert without(answers, "X-Content-Type-Options", lambda said: said == "nosniff") == []


def test_no_answer_leaves_its_group_of_windows_or_is_read_by_another_origin(answers):
    assert without(answers, "Cross-Origin-Opener-Policy", lambda said: said == "same-origin") == []
    own = ("same-origin",)
    assert without(answers, "Cross-Origin-Resource-Policy", lambda said: said in own) == []


def test_no_answer_tells_other_sites_an_address(answers):
    assert without(answers, "Referrer-Policy", lambda said: said == "same-origin") == []


def test_no_answer_opens_itself_to_other_origins(answers):
    opened = [name for one in answers for name in one.headers if name.startswith("Access-Control")]
    assert opened == []


def test_no_page_may_run_what_it_was_not_given(pages):
    def is_strict(policy):
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        scripts = rules.get("script-src", "").split()
        return (
            rules.get("default-src") == "'none'"
            and rules.get("object-src") == "'none'"
            and rules.get("base-uri") == "'none'"
            and rules.get("form-action") == "'self'"
            and all(one == "'self'" or one.startswith("'nonce-") for one in scripts)
            and "unsafe" not in policy
        )

    assert without(pages, "Content-Security-Policy", is_strict) == []


def test_a_nonce_is_never_given_twice(pages):
    given = [found for one in pages for found in set(re.findall(r'nonce="([^"]+)"', one.text))]
    assert len(given) == len(set(given)) > 100
    assert all(len(nonce) >= 16 for nonce in given)


def test_every_answer_with_words_says_what_it_is_and_in_which_letters(answers):
    kinds = re.compile(
        r"(text/(html|plain|csv)|application/(json|problem\+json)); charset=utf-8"
        r"|application/(json|pdf|octet-stream|vnd\.openxml[\w.-]+)|image/\w+"
    )
    spoken = [one for one in answers if one.body]
    assert without(spoken, "Content-Type", lambda said: kinds.fullmatch(said.lower())) == []


def test_no_answer_says_what_software_it_comes_from(answers):
    assert [str(one) for one in answers if set(TELLING) & set(one.headers)] == []
    assert [
        str(one) for one in answers if re.search(r"Django/|gunicorn|PostgreSQL \d", one.text)
    ] == []


def test_errors_and_refusals_tell_nothing_of_the_inside(answers):
    refused = [one for one in answers if one.status >= 400]
    assert len(refused) > 100
    assert [str(one) for one in refused if FAULTY.search(one.text)] == []


def test_pages_load_nothing_from_elsewhere(pages):
    outside = [
        f"{one}: {given.get('src') or given.get('href')}"
        for one in pages
        for kind, given in tags(one, "script", "link", "img", "iframe", "object", "embed", "video")
        if urlsplit(given.get("src") or given.get("href") or "").netloc
    ]
    assert outside == []


def test_pages_frame_nothing_and_set_no_base(pages):
    kinds = ("iframe", "frame", "object", "embed", "applet", "base")
    assert [str(one) for one in pages if tags(one, *kinds)] == []


def test_every_form_that_changes_something_goes_to_us_with_a_token(pages):
    wrong = []
    for one in pages:
        forms = re.findall(r"<form\b.*?</form>", one.text, re.DOTALL)
        for form in forms:
            action = re.search(r'\baction="([^"]*)"', form)
            if action and urlsplit(action[1]).netloc:
                wrong.append(f"{one}: goes to {action[1]}")
            is_post = re.match(r'<form\b[^>]*\bmethod="post"', form, re.IGNORECASE)
            # The way back in after a session has ended asks for a fresh token when it is shown.
            if "data-said" in form:
                continue
            if is_post and 'name="csrfmiddlewaretoken"' not in form:
                wrong.append(f"{one}: no token")
    assert wrong == []


def test_every_page_of_somebody_signed_in_offers_to_sign_out(pages):
    missing = [
        str(one)
        for one in pages
        if one.who != "anonymous"
        and not one.name.startswith("gallery:")
        and 'action="/accounts/logout/"' not in one.text
    ]
    assert missing == []


def test_links_carry_keys_and_states_but_nothing_about_a_person(pages):
    """A key is random and means nothing; names, dates of birth and numbers stay out (V14.2.1)."""
    said = [
        f"{one}: {name}={value}"
        for one in pages
        for kind, given in tags(one, "a", "link", "form")
        for name, value in parse_qsl(urlsplit(given.get("href") or given.get("action", "")).query)
        if name not in STATES_OF_A_LIST or re.search(OF_A_PERSON, value)
    ]
    assert said == []


def test_no_address_on_a_page_runs_a_script(pages):
    wrong = [
        f"{one}: {value}"
        for one in pages
        for _, given in Tags(one.text).found
        for name, value in given.items()
        if name in ("href", "src", "action", "formaction", "data")
        and re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE)
    ]
    assert wrong == []


def test_links_that_leave_concord_give_no_window_back(pages):
    wrong = [
        f"{one}: {given['href']}"
        for one in pages
        for _, given in tags(one, "a")
        if given.get("target") and "noopener" not in given.get("rel", "")
    ]
    assert wrong == []


@pytest.mark.parametrize("wanted", ["callback", "jsonp", "cb"])
def test_no_answer_becomes_a_script_for_whoever_asks(client, db, wanted):
    for path in ("/session", "/health/ready", "/health/live"):
        answer = client.get(path, {wanted: "steal"})
        assert b"steal(" not in answer.content
        assert "javascript" not in answer.headers["Content-Type"]


def test_data_in_a_page_is_never_run_as_a_script(pages):
    """Data for a script stands in a block that no browser runs (V3.5.7)."""
    wrong = [
        f"{one}: {given}"
        for one in pages
        for _, given in tags(one, "script")
        if not given.get("src") and given.get("type") != "application/json"
        and given.get("type") != "importmap" and "nonce" not in given
    ]  # fmt: skip
    assert wrong == []


def test_cookies_are_small_and_closed_to_scripts(answers):
    baked = [(str(one), name, cookie) for one in answers for name, cookie in one.cookies.items()]
    assert baked
    for where, name, cookie in baked:
        assert len(name) + len(cookie["value"]) < 4096, where
        assert cookie["httponly"] or not cookie["value"], (where, name)
        assert cookie["samesite"] in ("Lax", "Strict"), (where, name)
        assert not cookie["domain"], (where, name)
        assert cookie["path"] == "/", (where, name)


OUTWARD = re.compile(r"<a [^>]*href=\"https?://[^>]*>([^<]*)</a>")


def test_no_page_leads_out_of_concord_unasked(answers, pages):
    """A link to another website says so; forms and redirects stay here (V3.7.3).

    Only an agency's own sign-in leads away, by a button that names it.
    """
    outward = [(str(page), words) for page in pages for words in OUTWARD.findall(page.text)]
    assert outward
    assert [found for found in outward if "another website" not in found[1]] == []
    forms = [
        given["action"] for page in pages for _, given in tags(page, "form") if given.get("action")
    ]
    moved = [one.headers["Location"] for one in answers if "Location" in one.headers]
    assert len(moved) > 20
    assert [place for place in forms + moved if urlsplit(place).netloc] == []
