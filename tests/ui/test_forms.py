"""Forms as people meet them: errors that lead to their box, and what was typed still there."""

from datetime import date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from concord.kernel.clocks import LONDON
from concord.ui.dates import PartialDate
from concord.ui.fields import DateField, DateTimeField, PartialDateField, TextAreaField, TextField
from concord.ui.forms import Form, error_list
from concord.ui.gallery.forms import TYPED, WRONG, EveryField, answers, posted

PROBE = "\"><script>alert(1)</script>' onmouseover=x {{7*7}}"
GOOD = TYPED | {"name": "Sam Example"}


def drawn(form, extra=""):
    """Return the HTML of a form's errors and fields."""
    source = (
        '{% from "ui/fields.html" import all_fields, errors with context %}'
        "{{ errors(form) }}{{ all_fields(form) }}" + extra
    )
    template = engines["jinja2"].from_string(source)
    return template.render({"form": form}, RequestFactory().get("/"))


class Boxes(HTMLParser):
    """What a browser would send back: the value of each box, as the HTML standard reads it."""

    def __init__(self, html):
        super().__init__(convert_charrefs=False)
        self.values, self._inside = {}, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "textarea":
            self._inside = found["name"]
            self.values[self._inside] = ""
        elif tag == "input" and found.get("type") not in ("radio", "checkbox"):
            self.values[found["name"]] = found.get("value") or ""

    def handle_data(self, data):
        if self._inside:
            self.values[self._inside] += data

    def handle_charref(self, name):
        self.handle_data(self.unescape_one(f"&#{name};"))

    def handle_entityref(self, name):
        self.handle_data(self.unescape_one(f"&{name};"))

    def handle_endtag(self, tag):
        if tag == "textarea" and self._inside:
            # The first line end after <textarea> is not part of the text.
            self.values[self._inside] = self.values[self._inside].removeprefix("\n")
            self._inside = None

    @staticmethod
    def unescape_one(reference):
        from html import unescape

        return unescape(reference)


def test_a_whole_form_reads_as_typed():
    form = EveryField(posted(GOOD, story="  two\r\nlines "))
    assert form.is_valid(), form.errors
    said = form.cleaned_data
    assert said["seen_on"] == date(2026, 3, 7)
    assert said["born"] == PartialDate(date(2011, 3, 1), "month")
    assert said["found_at"] == datetime(2026, 3, 3, 14, 5, tzinfo=LONDON)
    assert (said["kinds"], said["danger"], said["area"]) == (["criminal"], "no", "north")
    assert said["story"] == "  two\nlines "


def test_errors_stand_in_the_order_of_the_page_and_lead_to_the_first_bad_box():
    wrong = GOOD | {"name": "", "seen_on_month": "", "kinds": [], "found_at_time": "late"}
    assert error_list(EveryField(posted(wrong))) == [
        {"text": "Enter the child’s full name", "href": "#id_name"},
        {
            "text": "The date you last saw the child must include a month",
            "href": "#id_seen_on_month",
        },
        {
            "text": "The time the child was found must have a real time, like 2:05pm",
            "href": "#id_found_at_time",
        },
        {"text": "Select what you are worried about", "href": "#id_kinds"},
    ]


@pytest.mark.parametrize("typed", [{}, WRONG])
def test_every_error_has_its_box_on_the_page_and_says_what_to_do(typed):
    form = EveryField(posted(typed))
    html = drawn(form)
    assert len(error_list(form)) > 5
    for error in error_list(form):
        assert f'id="{error["href"][1:]}"' in html
        assert html.count(error["text"]) >= 2
        assert "required" not in error["text"]
        assert "valid" not in error["text"]


def test_only_the_boxes_that_are_wrong_are_marked():
    html = drawn(EveryField(posted(GOOD, seen_on_year="")))
    marked = [box for box in ("day", "month", "year") if _is_marked(html, f"id_seen_on_{box}")]
    assert marked == ["year"]


def _is_marked(html, identity):
    tag = html[html.rindex("<input", 0, html.index(f'id="{identity}"')) :].partition(">")[0]
    return "govuk-input--error" in tag


@pytest.mark.parametrize(
    ("typed", "says"),
    [("2199", "must be today or in the past"), ("", "must include a year")],
)
def test_a_date_that_cannot_be_says_so_in_the_words_of_its_question(typed, says):
    form = EveryField(posted(GOOD, seen_on_year=typed))
    assert error_list(form)[0]["text"] == f"The date you last saw the child {says}"


def test_today_is_neither_past_nor_future_too_far():
    class Days(Form):
        past = DateField(past=True, label="Past")
        future = DateField(future=True, label="Future")
        year = PartialDateField(future=True, label="Year")

    today = timezone.localdate()
    boxes = {"day": today.day, "month": today.month, "year": today.year}
    typed = {
        f"{name}_{box}": str(value) for name in ("past", "future") for box, value in boxes.items()
    }
    form = Days(posted(typed, year_year=str(today.year)))
    assert form.is_valid(), form.errors


def test_an_hour_from_now_is_not_in_the_past():
    class Found(Form):
        at = DateTimeField(past=True, label="Found")

    later = timezone.now().astimezone(LONDON) + timedelta(hours=1)
    typed = {"at_day": later.day, "at_month": later.month, "at_year": later.year}
    form = Found(posted({k: str(v) for k, v in typed.items()}, at_time=f"{later:%H:%M}"))
    assert error_list(form) == [{"text": "Found must be in the past", "href": "#id_at_day"}]


def test_an_empty_optional_date_is_nothing():
    class Perhaps(Form):
        on = DateField(required=False, label="On")

    form = Perhaps(posted({"on_day": " ", "on_month": "", "on_year": ""}))
    assert form.is_valid()
    assert form.cleaned_data["on"] is None


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=300).filter(lambda text: "\x00" not in text))
@example("\n\nfirst lines empty")
@example("  leading and trailing  ")
@example("two\n  lines, the second indented")
@example("é" * 9_990 + "🚗 ٣ \u202e end")
@example("</textarea><script>alert(1)</script>")
@example("&amp; &#10; &lt;")
def test_what_was_typed_comes_back_exactly_beside_the_error(typed):
    # Lines within one box come back with plain line ends, as a browser holds them.
    typed = typed.replace("\r\n", "\n").replace("\r", "\n")
    form = EveryField(posted({"story": typed, "danger": "yes", "danger_why": typed}))
    boxes = Boxes(drawn(form)).values
    assert boxes["story"] == typed
    assert boxes["danger_why"] == typed


@pytest.mark.parametrize("box", ["name", "seen_on_day", "found_at_time", "postcode"])
def test_one_line_of_text_comes_back_exactly(box):
    typed = '  Zoë "Z" O’Neill & <co> 👍 '
    boxes = Boxes(drawn(EveryField(posted({box: typed})))).values
    assert boxes[box] == typed


@pytest.mark.parametrize("name", [*GOOD, "danger_why", "born_day", "carried"])
def test_markup_that_somebody_types_is_only_text(name):
    value = [PROBE] if name == "kinds" else PROBE
    html = drawn(EveryField(posted(GOOD | {"danger": "yes", name: value})))
    assert "<script" not in html
    assert PROBE not in html


def test_markup_in_labels_hints_and_choices_is_only_text():
    class Hostile(Form):
        text = TextField(label=PROBE, help_text=PROBE)
        long = TextAreaField(label=PROBE, max_length=9, count=True, initial=PROBE)
        day = DateField(label=PROBE, help_text=PROBE)

    for form in (Hostile(), Hostile(posted({}))):
        assert "<script" not in drawn(form)


def test_check_boxes_are_drawn_as_check_boxes_and_radios_as_radios():
    html = drawn(EveryField(initial=answers()))
    assert html.count('type="checkbox"') == 3
    assert html.count('type="radio"') == 7
    assert html.count("checked") == 2 + 3


def test_answers_given_before_are_shown_in_their_boxes():
    boxes = Boxes(drawn(EveryField(initial=answers()))).values
    assert [boxes[f"found_at_{box}"] for box in ("day", "month", "year", "time")] == [
        "3", "3", "2026", "2:05pm",
    ]  # fmt: skip
    assert [boxes[f"born_{box}"] for box in ("day", "month", "year")] == ["", "3", "2011"]
    assert boxes["carried"] == "carried"


def test_a_field_that_belongs_to_a_choice_is_drawn_inside_it_and_only_once():
    html = drawn(EveryField(posted(GOOD)))
    assert html.count('name="danger_why"') == 1
    assert html.index("govuk-radios__conditional") < html.index('name="danger_why"')


@pytest.mark.parametrize(("danger", "is_asked"), [("yes", True), ("no", False), ("", False)])
def test_a_field_that_belongs_to_a_choice_is_required_only_with_that_choice(danger, is_asked):
    form = EveryField(posted(GOOD, danger=danger))
    form.is_valid()
    assert ("danger_why" in form.errors) == is_asked


def test_nothing_but_space_is_no_answer():
    form = EveryField(posted(GOOD, story=" \r\n\t "))
    assert error_list(form) == [{"text": "Describe what has happened", "href": "#id_story"}]


def test_line_ends_count_as_one_character_as_the_counter_on_the_page_counts_them():
    assert EveryField(posted(GOOD, story="\r\n".join("a" * 200))).errors.get("story") is None
    long = EveryField(posted(GOOD, story="a" * 401))
    assert long.errors["story"] == ["Your answer must be 400 characters or fewer"]


def test_messages_name_their_field_where_a_form_says_nothing_better():
    class Plain(Form):
        nhs = TextField(label="NHS number")
        place = TextField(label="Place of birth (optional)", required=False, max_length=5)

    form = Plain(posted({"place": "Far away"}))
    assert [error["text"] for error in form.error_summary] == [
        "Enter NHS number",
        "Place of birth must be 5 characters or fewer",
    ]


def test_an_answer_that_was_not_offered_is_refused_in_plain_words():
    form = EveryField(posted(GOOD, kinds=["arson"], source="dream", area="west"))
    assert {error["text"] for error in error_list(form)} == {"Select one of the answers shown"}


def test_a_character_that_cannot_be_kept_is_refused_and_never_an_error():
    form = EveryField(posted(GOOD, name="Sam\x00"))
    assert error_list(form)[0]["text"] == "Full name holds a character that cannot be kept"


def test_answers_are_shown_in_words():
    form = EveryField()
    assert form.shown("kinds", ["sexual", "labour"]) == "Sexual and Labour"
    assert form.shown("danger", "unknown") == "I do not know"
    assert form.shown("seen_on", ("3", "mar", "")) == "3 mar"
    assert form.shown("born", answers()["born"]) == "March 2011"
