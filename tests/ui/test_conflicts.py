"""Two people answered the same questions: the second chooses, and loses nothing on the way."""

import pytest
from django.template import engines
from django.test import RequestFactory

from concord.ui.forms import error_list
from concord.ui.gallery.forms import TYPED, EveryField, answers, posted

THEIRS = answers() | {"name": "Sam Example"}
MINE = TYPED | {"name": "Sam Example"}
DIFFER = ["kinds", "seen_on", "story"]


def settling(**keep):
    """Return the form as the conflict page sends it, with these choices made."""
    choices = {f"_keep_{name}": choice for name, choice in keep.items()}
    return EveryField(posted(MINE, _differs=DIFFER, **choices), initial=THEIRS)


def panel(form):
    """Return the HTML of the two sides."""
    source = (
        '{% from "ui/conflict.html" import differences %}{{ differences(form.conflict, form) }}'
    )
    return engines["jinja2"].from_string(source).render({"form": form}, RequestFactory().get("/"))


def test_each_answer_is_kept_from_the_side_that_was_chosen():
    form = settling(kinds="theirs", seen_on="theirs", story="yours")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["kinds"] == THEIRS["kinds"]
    assert form.cleaned_data["seen_on"] == THEIRS["seen_on"]
    assert form.cleaned_data["story"] == MINE["story"]
    assert form.conflict == []


@pytest.mark.parametrize("keep", [{}, {"kinds": "theirs"}, {"kinds": "theirs", "seen_on": "maybe"}])
def test_until_all_is_chosen_nothing_is_replaced_and_the_page_asks_again(keep):
    form = settling(**keep)
    fields_order = ["seen_on", "kinds", "story"]
    missing = [name for name in fields_order if keep.get(name) not in ("theirs", "yours")]
    assert [error["href"] for error in error_list(form)] == [f"#keep_{name}" for name in missing]
    assert form["kinds"].value() == MINE["kinds"]
    html = panel(form)
    for error in error_list(form):
        assert f'id="{error["href"][1:]}"' in html


def test_both_sides_are_shown_in_words_and_a_choice_made_stays_made():
    html = panel(settling(kinds="theirs"))
    assert "Sexual and Criminal" in html
    assert "3 March 2026" in html
    assert "7 mar 2026" in html
    assert 'value="theirs" checked' in html


def test_an_ordinary_form_asks_about_no_conflict():
    form = EveryField(posted(MINE), initial=THEIRS)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["kinds"] == ["criminal"]
    assert form.conflict == []


def test_names_that_are_no_questions_are_passed_over():
    form = EveryField(posted(MINE, _differs=["password", "kinds"], _keep_kinds="yours"))
    assert form.is_valid(), form.errors


def test_what_either_side_wrote_is_only_text():
    probe = "<script>alert(1)</script>"
    form = EveryField(
        posted(MINE, story=probe, _differs=["story"]), initial=THEIRS | {"story": probe}
    )
    form.is_valid()
    assert "<script" not in panel(form)
