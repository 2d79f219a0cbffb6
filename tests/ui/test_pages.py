"""The frame of every page, and the parts inside it, as they are served."""

import re

import pytest
from django.template import engines
from django.test import RequestFactory

pytestmark = pytest.mark.urls("tests.ui.urls")

PAGES = [
    *(f"components/{state}" for state in ("empty", "full")),
    *(f"fields/{state}" for state in ("empty", "full", "error")),
    *(f"question/{state}" for state in ("empty", "error")),
    *(f"conflict/{state}" for state in ("full", "error")),
    *(f"error/{status}" for status in (400, 403, 404, 409, 413, 429, 500)),
]


@pytest.fixture
def show(client, partnership):
    """Return a function that gives the HTML of a page of the gallery to a social worker."""
    client.force_login(partnership.users["worker"])
    return lambda path: client.get(f"/gallery/{path}").content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_heading_a_title_landmarks_and_its_marking(show, path):
    html = show(path)
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert re.search(r"<title>.+ – Concord – .+</title>", html)
    for landmark in ("<header", "<main", "<footer", 'href="#main-content"', 'lang="en"'):
        assert landmark in html
    assert "OFFICIAL-SENSITIVE" in html
    assert "All people are invented." in html


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_more_than_the_content_security_policy_allows(show, path):
    html = show(path)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", html)
    for script in re.findall(r"<script[^>]*>", html):
        assert re.search(r'nonce="[^"]{10,}"', script)


def test_the_nonce_of_the_page_is_the_one_in_its_policy_and_is_new_each_time(client, partnership):
    client.force_login(partnership.users["worker"])
    nonces = set()
    for _ in range(2):
        response = client.get("/gallery/components/empty")
        (used,) = set(re.findall(r'nonce="([^"]+)"', response.content.decode()))
        assert f"'nonce-{used}'" in response.headers["Content-Security-Policy"]
        nonces.add(used)
    assert len(nonces) == 2


def test_an_error_page_says_so_in_its_title_first(show):
    assert "<title>Error: Every kind of field" in show("fields/error")
    assert "<title>Every kind of field" in show("fields/empty")


def test_the_one_question_of_a_page_is_its_heading(show):
    html = show("question/empty")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert heading.group(1).strip() == "When did you last see the child?"
    assert "govuk-fieldset__heading" in html


def test_every_form_carries_its_token_its_key_and_the_version_its_reader_saw(show):
    html = show("fields/empty")
    for name in ("csrfmiddlewaretoken", "_once", "_version"):
        assert re.search(rf'type="hidden" name="{name}" value="[^"]+"', html)


def test_the_page_says_who_is_signed_in_and_signs_out_by_a_form(show):
    html = show("components/empty")
    assert "Wes, Social worker, Children’s social care" in html
    form = re.search(r'<form method="post" action="/accounts/logout/">.*?</form>', html, re.DOTALL)
    assert "csrfmiddlewaretoken" in form.group(0)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500])
def test_an_error_page_says_what_to_do_and_leads_home(client, partnership, status):
    client.force_login(partnership.users["worker"])
    client.raise_request_exception = False
    response = client.get(f"/gallery/error/{status}")
    assert response.status_code == status
    html = response.content.decode()
    assert "Go to your home page" in html
    assert not re.search(r"oops|sorry|invalid|please", html, re.IGNORECASE)


def test_news_of_success_stands_apart_from_other_news(show):
    html = show("components/full")
    assert html.count('data-module="govuk-notification-banner"') == 2
    assert html.index("Referral sent") < html.index("The meeting has moved to 3pm")


def part(source, **context):
    """Return the HTML of a call of a macro."""
    return engines["jinja2"].from_string(source).render(context, RequestFactory().get("/"))


@pytest.mark.parametrize(
    "level", ["significant", "moderate", "emerging", "no_identified_risk", "?"]
)
def test_a_level_says_itself_in_words_and_not_by_colour_alone(level):
    html = part(
        '{% from "ui/parts.html" import level_tag %}{{ level_tag(l, "In words") }}', l=level
    )
    assert "In words" in html


def test_a_table_has_a_caption_headings_and_a_region_of_its_own():
    html = part(
        '{% from "ui/lists.html" import table %}{{ table("Children", ["Name", "Age"], rows) }}',
        rows=[[{"text": "Sam <b>", "href": "/sam"}, 14], ["Jo", 0]],
    )
    assert 'role="region" aria-label="Children" tabindex="0"' in html
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 2
    assert "Sam &lt;b&gt;" in html
    assert ">0</td>" in html


def test_a_table_of_nothing_says_that_there_is_nothing():
    html = part(
        '{% from "ui/lists.html" import table %}{{ table("C", ["N"], [], empty="No child.") }}'
    )
    assert "No child." in html
    assert "<table" not in html


def test_pages_before_and_after_give_no_totals_and_are_left_out_where_there_are_none():
    both = part('{% from "ui/parts.html" import pages %}{{ pages("/a?after=1&b", "/c") }}')
    assert both.count("<a ") == 2
    assert "/a?after=1&amp;b" in both
    assert part('{% from "ui/parts.html" import pages %}{{ pages(None, None) }}').strip() == ""


def test_a_task_that_cannot_start_has_no_link():
    html = part(
        '{% from "ui/lists.html" import task_list %}{{ task_list(tasks) }}',
        tasks=[{"title": "Now", "href": "/now"}, {"title": "Later"}, {"title": "D", "done": True}],
    )
    assert html.count("<a ") == 1
    assert "Cannot start yet" in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\"' onload=x"])
def test_parts_show_markup_as_text(text):
    row = {"key": text, "value": text, "action": {"href": "/x", "text": text}}
    html = part(
        '{% from "ui/parts.html" import alert, level_tag, summary, tag, written %}'
        '{% from "ui/ways.html" import sub_navigation %}'
        "{{ alert(t) }}{{ level_tag(t, t) }}{{ tag(t) }}{{ written(t) }}{{ summary([row]) }}"
        "{{ sub_navigation(t, [{'label': t, 'href': t}]) }}",
        t=text,
        row=row,
    )
    assert text not in html


def test_a_message_that_holds_markup_is_text(show):
    html = show("components/full")
    assert "&lt;b&gt;bold&lt;/b&gt; is a name too" in html
    assert "<script>alert" not in html


def test_a_tag_stands_in_a_sentence_and_in_a_summary_without_stray_space():
    html = part(
        '{% from "ui/parts.html" import level_tag, summary %}Level: {{ level_tag("e", "Low") }}.'
        '{{ summary([{"key": "Level", "value": level_tag("e", "Low")}]) }}'
    )
    assert "</strong>." in html
    assert html.count("concord-written") == 0


def test_what_is_not_given_says_so_and_nought_is_an_answer():
    html = part(
        '{% from "ui/parts.html" import summary %}{{ summary(rows) }}',
        rows=[{"key": "A", "value": ""}, {"key": "B", "value": 0}, None],
    )
    assert html.count("Not given") == 1
    assert ">0</dd>" in html


def test_the_sign_in_finds_a_page_for_too_many_attempts(rf):
    request = rf.get("/")
    request.csp_nonce = "abc"
    html = engines["jinja2"].get_template("429.html").render({}, request)
    assert "<h1" in html
    assert "Too many attempts" in html
