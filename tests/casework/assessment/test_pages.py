"""Writing, submitting and agreeing an assessment in the browser, without scripts."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.casework.assessment import commands
from concord.casework.assessment.models import Assessment
from concord.casework.assessment.queries.answers import answers_of
from concord.casework.assessment.queries.computing import tool_of
from concord.casework.assessment.rules import AssessmentStatus
from concord.kernel.levels import Level
from tests.casework.assessment.making import (
    NO,
    REASON,
    agree,
    answer_all,
    codes_of,
    enter_child,
    fresh,
    request,
    submit,
    submitted,
    yes,
)


@pytest.fixture
def browse(client, partnership):
    """Open and send pages as one of the partnership's people."""

    class Browser:
        def as_(self, who):
            client.force_login(partnership.users[who])
            return self

        def get(self, name, *args):
            self.response = client.get(reverse(f"assessment:{name}", args=args))
            return unescape(self.response.content.decode())

        def post(self, name, *args, **said):
            hidden = self.hidden(name, *args) if "_once" not in said else {}
            path = reverse(f"assessment:{name}", args=args)
            self.response = client.post(path, hidden | said)
            return unescape(self.response.content.decode())

        def hidden(self, name, *args):
            """Return the hidden fields of a page's form, as the browser would send them."""
            page = self.get(name, *args)
            return dict(re.findall(r'type="hidden" name="(_\w+)" value="([^"]*)"', page))

    return Browser()


def said(assessment, domain, **changes):
    """Return a whole domain's fields, everything not asked but for the changes."""
    asked = tool_of(assessment).domain(domain)
    return {row.code: "not_asked" for row in asked.indicators} | {"note": ""} | changes


CONCLUSION = {
    "professional_level": "emerging",
    "override_reason": "",
    "harm_status": "suspected",
    "exploitation_types": ["CCE"],
    "child_words": "“They know where I live.”",
}


def today():
    on = timezone.localdate()
    return {"assessed_on_day": on.day, "assessed_on_month": on.month, "assessed_on_year": on.year}


def test_an_assessment_is_written_submitted_and_agreed_page_by_page(partnership, browse):
    assessment = request(partnership, enter_child(partnership))
    page = browse.as_("worker").get("assessment", assessment.pk)
    assert "0 of 17 parts answered" in page
    assert "Not enough known" in page
    browse.post("take_on", assessment.pk)
    for domain in tool_of(assessment).domains:
        no = {row.code: "no" for row in domain.indicators}
        if domain.code == "D3":
            no |= {row.code: "yes" for row in domain.indicators[:6]}
        browse.post("domain", assessment.pk, domain.code, **said(assessment, domain.code, **no))
        assert browse.response.status_code == 302
    assert browse.response.url == reverse("assessment:overall", args=[assessment.pk])
    page = browse.get("assessment", assessment.pk)
    assert "17 of 17 parts answered" in page
    assert "6 points. 0% of what the tool asks is not known." in page
    browse.post("submit", assessment.pk, **CONCLUSION, **today())
    assert browse.response.url == assessment.get_absolute_url()
    page = browse.as_("manager").get("agree", assessment.pk)
    assert "Computed by the tool" in page
    browse.post("agree", assessment.pk, final_level="emerging", reason="")
    found = fresh(partnership, assessment)
    assert (found.status, found.final_level) == (AssessmentStatus.AGREED, Level.EMERGING)
    assert found.child_words == "“They know where I live.”"


def test_saving_goes_on_to_the_next_part(partnership, browse):
    assessment = request(partnership, enter_child(partnership))
    browse.as_("worker").post("domain", assessment.pk, "D1", **said(assessment, "D1"))
    assert browse.response.url == reverse("assessment:domain", args=[assessment.pk, "D2"])


def test_one_box_says_of_all_the_rest_that_it_is_not_known(partnership, browse):
    assessment = request(partnership, enter_child(partnership))
    form = said(assessment, "D8", SUB01="no") | {"_rest_unknown": "yes"}
    browse.as_("worker").post("domain", assessment.pk, "D8", **form)
    with partnership.as_("worker"):
        states = {code: one.state for code, one in answers_of(assessment).items()}
    assert states == {"SUB01": "no"} | dict.fromkeys(
        ["SUB02", "SUB03", "SUB04", "SUB05"], "unknown"
    )


def test_a_yes_without_a_time_is_marked_at_its_question_and_keeps_what_was_typed(
    partnership, browse
):
    assessment = request(partnership, enter_child(partnership))
    form = said(assessment, "D1", MIS01="yes", MIS01_how="Mother says so", note="Ask the school")
    page = browse.as_("worker").post("domain", assessment.pk, "D1", **form)
    assert browse.response.status_code == 200
    assert "<title>Error: " in page.replace("\n", "").replace("  ", "")
    assert 'href="#id_MIS01_when"' in page
    assert "Mother says so" in page
    assert "Ask the school" in page
    with partnership.as_("worker"):
        assert answers_of(assessment) == {}


def test_a_form_that_lost_its_answers_on_the_way_erases_nothing(partnership, browse):
    assessment = request(partnership, enter_child(partnership))
    browse.as_("worker").post("domain", assessment.pk, "D1", **said(assessment, "D1", MIS02="no"))
    browse.post("domain", assessment.pk, "D1", note="cut off")
    assert browse.response.status_code == 200
    with partnership.as_("worker"):
        assert answers_of(assessment)["MIS02"].state == "no"


def test_another_level_without_a_reason_is_marked_at_the_reason_and_keeps_the_words(
    partnership, browse
):
    assessment = request(partnership, enter_child(partnership))
    answer_all(partnership, assessment, {code: yes() for code in codes_of(assessment, "V")[:6]})
    form = CONCLUSION | today() | {"professional_level": "moderate", "override_reason": "Because."}
    page = browse.as_("worker").post("submit", assessment.pk, **form)
    assert 'href="#id_override_reason"' in page
    assert "Explain why in at least 30 characters" in page
    assert "Because.</textarea>" in page
    assert "“They know where I live.”</textarea>" in page
    assert fresh(partnership, assessment).status == AssessmentStatus.DRAFT
    form["override_reason"] = REASON
    browse.post("submit", assessment.pk, **form)
    assert fresh(partnership, assessment).professional_level == Level.MODERATE


@pytest.mark.parametrize(
    ("changes", "target"),
    [
        ({"exploitation_types": []}, "#id_exploitation_types"),
        ({"assessed_on_year": "2999"}, "#id_assessed_on"),
        ({"assessed_on_day": "31", "assessed_on_month": "2"}, "#id_assessed_on"),
        ({"harm_status": ""}, "#id_harm_status"),
    ],
)
def test_what_is_missing_or_impossible_is_marked_at_its_field(partnership, browse, changes, target):
    assessment = request(partnership, enter_child(partnership))
    answer_all(partnership, assessment, {code: yes() for code in codes_of(assessment, "V")[:6]})
    page = browse.as_("worker").post("submit", assessment.pk, **(CONCLUSION | today() | changes))
    assert f'href="{target}' in page


def test_submitting_with_a_part_unanswered_names_the_part(partnership, browse):
    assessment = request(partnership, enter_child(partnership))
    page = browse.as_("worker").get("submit", assessment.pk)
    assert "Answer these first, or say that they are not known: Missing and movement" in page
    form = CONCLUSION | today() | {"professional_level": "insufficient_information"}
    page = browse.post("submit", assessment.pk, **form)
    assert browse.response.status_code == 200
    assert fresh(partnership, assessment).status == AssessmentStatus.DRAFT


def conflict(partnership, browse, **mine):
    """Let two people open the same part; return the second one's form and page."""
    assessment = request(partnership, enter_child(partnership, partnership.police))
    opened = browse.as_("officer").hidden("domain", assessment.pk, "D1")
    theirs = said(
        assessment, "D1", MIS01="yes", MIS01_when=["current"], MIS01_how="Seen at 11pm", note="A"
    )
    browse.as_("worker").post("domain", assessment.pk, "D1", **theirs)
    form = opened | said(assessment, "D1", MIS01="no", MIS01_how="Home by 9", note="B") | mine
    page = browse.as_("officer").post("domain", assessment.pk, "D1", **form)
    return assessment, form, page


def test_two_who_save_the_same_part_see_both_answers_and_nothing_is_lost(partnership, browse):
    assessment, _, page = conflict(partnership, browse)
    assert browse.response.status_code == 409
    assert "Saved by Wes" in page
    assert "Yes. In the last 6 months. Seen at 11pm" in page
    assert "No. Home by 9" in page
    with partnership.as_("worker"):
        assert answers_of(assessment)["MIS01"].state == "yes"


def test_two_who_save_the_same_answers_have_nothing_to_choose(partnership, browse):
    same = {"MIS01": "yes", "MIS01_when": ["current"], "MIS01_how": "Seen at 11pm", "note": "A"}
    conflict(partnership, browse, **same)
    assert browse.response.status_code == 302


def resend(browse, assessment, form, page, **choices):
    fresh_keys = dict(re.findall(r'type="hidden" name="(_\w+)" value="([^"]*)"', page))
    return browse.post("domain", assessment.pk, "D1", **(form | fresh_keys | choices))


@pytest.mark.parametrize(("keep", "state"), [("saved", "yes"), ("typed", "no")])
def test_after_a_conflict_the_person_chooses_question_by_question(partnership, browse, keep, state):
    assessment, form, page = conflict(partnership, browse, MIS02="no")
    choices = {"_keep_MIS01": keep, "_keep_MIS02": "typed", "_keep_note": "both"}
    resend(browse, assessment, form, page, **choices)
    assert browse.response.status_code == 302
    with partnership.as_("worker"):
        found = answers_of(assessment)
    assert (found["MIS01"].state, found["MIS02"].state) == (state, "no")
    assert fresh(partnership, assessment).notes["D1"] == "A\n\nB"


def test_a_conflict_without_a_choice_asks_again_and_saves_nothing(partnership, browse):
    assessment, form, page = conflict(partnership, browse)
    page = resend(browse, assessment, form, page, _keep_MIS01="typed")
    assert browse.response.status_code == 409
    assert 'href="#_keep_note"' in page
    assert 'href="#_keep_MIS01"' not in page
    assert fresh(partnership, assessment).notes["D1"] == "A"


def test_the_same_form_sent_twice_is_carried_out_once(partnership, browse):
    assessment = submitted(partnership, enter_child(partnership))
    form = browse.as_("manager").hidden("agree", assessment.pk)
    for _ in range(2):
        browse.post("agree", assessment.pk, **form, final_level="emerging", reason="")
        assert browse.response.status_code == 302
    assert fresh(partnership, assessment).status == AssessmentStatus.AGREED


def test_answers_saved_while_concluding_are_shown_before_submitting_again(partnership, browse):
    assessment = request(partnership, enter_child(partnership))
    answer_all(partnership, assessment, {code: yes() for code in codes_of(assessment, "V")[:6]})
    opened = browse.as_("worker").hidden("submit", assessment.pk)
    with partnership.as_("second_worker"):
        commands.record_overall(
            assessment,
            by=partnership.actor("second_worker"),
            child_words="“I want it to stop.”",
            analysis="",
            exploitation_types=["CSE"],
            harm_status="",
            at=timezone.now(),
        )
    page = browse.post("submit", assessment.pk, **(opened | CONCLUSION | today()))
    assert browse.response.status_code == 409
    assert "“I want it to stop.”" in page
    assert "“They know where I live.”" in page
    assert fresh(partnership, assessment).status == AssessmentStatus.DRAFT


@pytest.mark.parametrize("name", ["assessment", "submit", "agree", "send_back", "overall"])
def test_an_agency_without_sight_finds_no_page(partnership, browse, name):
    assessment = submitted(partnership, enter_child(partnership))
    browse.as_("officer").get(name, assessment.pk)
    assert browse.response.status_code == 404


def test_the_list_is_for_those_who_may_read_assessments(partnership, browse):
    request(partnership, enter_child(partnership, partnership.police))
    assert "Sam Practice" in browse.as_("officer").get("list")
    assert "Sam Practice" not in browse.as_("nurse").get("list")
    browse.as_("analyst").get("list")
    assert browse.response.status_code == 403


def test_a_part_that_the_tool_does_not_have_is_not_found(partnership, browse):
    assessment = request(partnership, enter_child(partnership))
    browse.as_("worker").get("domain", assessment.pk, "D99")
    assert browse.response.status_code == 404


@pytest.mark.parametrize(
    ("who", "name", "args", "says"),
    [
        ("worker", "domain", ["D1"], "has been submitted and can no longer be changed"),
        ("worker", "overall", [], "has been submitted and can no longer be changed"),
        ("worker", "submit", [], "cannot become"),
        ("worker", "agree", [], "Only a team manager may agree"),
        ("worker", "send_back", [], "Only a team manager may agree"),
    ],
)
def test_a_form_that_could_not_be_sent_says_why_when_it_is_opened(
    partnership, browse, who, name, args, says
):
    assessment = submitted(partnership, enter_child(partnership))
    page = browse.as_(who).get(name, assessment.pk, *args)
    assert browse.response.status_code == 403
    assert says in page


def test_what_was_sent_back_is_said_above_the_assessment(partnership, browse):
    assessment = submitted(partnership, enter_child(partnership))
    browse.as_("manager").post("send_back", assessment.pk, because="Ask about the new phone.")
    page = browse.as_("worker").get("assessment", assessment.pk)
    assert "Ask about the new phone." in page
    assert "Give your level and submit" in page


def test_an_agreed_assessment_explains_its_level_from_answers_version_and_rules(
    partnership, browse
):
    assessment = request(partnership, enter_child(partnership))
    critical = codes_of(assessment, "C")[0]
    answers = {critical: yes(text="Police log 14"), "PRO01": yes()}
    answer_all(partnership, assessment, answers)
    submit(partnership, assessment, Level.MODERATE, reason=REASON)
    agree(partnership, assessment, Level.MODERATE)
    page = browse.as_("worker").get("assessment", assessment.pk)
    for words in (
        "A critical indicator is current.",
        "(5 points)",
        "Police log 14",
        "Has an adult they trust",
        "Exploitation risk assessment, version 1",
        "Hold a strategy discussion (section 47).",
        REASON,
    ):
        assert words in page


@pytest.mark.parametrize("name", ["assessment", "domain"])
def test_the_pages_ask_the_database_no_more_when_everything_is_answered(
    partnership, browse, name, django_assert_max_num_queries
):
    assessment = request(partnership, enter_child(partnership))
    args = ["D1"] if name == "domain" else []
    browse.as_("worker")
    browse.get(name, assessment.pk, *args)
    with django_assert_max_num_queries(26) as empty:
        browse.get(name, assessment.pk, *args)
    asked = len(empty)
    answer_all(partnership, assessment, {}, rest=NO)
    # One more: who saved the part that is shown.
    with django_assert_max_num_queries(asked + 1):
        browse.get(name, assessment.pk, *args)


def test_saving_a_part_costs_the_same_however_many_answers_change(
    partnership, browse, django_assert_max_num_queries
):
    assessment = request(partnership, enter_child(partnership))
    keys = browse.as_("worker").hidden("domain", assessment.pk, "D1")
    with django_assert_max_num_queries(60) as one:
        browse.post("domain", assessment.pk, "D1", **keys, **said(assessment, "D1", MIS01="no"))
    asked = len(one)
    keys = browse.hidden("domain", assessment.pk, "D1")
    every = {row.code: "unknown" for row in tool_of(assessment).domain("D1").indicators}
    with django_assert_max_num_queries(asked):
        browse.post("domain", assessment.pk, "D1", **keys, **said(assessment, "D1", **every))


def test_the_list_asks_the_database_no_more_for_thirty_than_for_three(
    partnership, browse, django_assert_max_num_queries
):
    def add(count):
        for _ in range(count):
            request(partnership, enter_child(partnership))

    add(3)
    browse.as_("worker").get("list")
    with django_assert_max_num_queries(26) as three:
        browse.get("list")
    asked = len(three)
    add(27)
    with django_assert_max_num_queries(asked):
        browse.get("list")
    with partnership.as_("worker"):
        assert Assessment.objects.count() == 30


def test_taking_on_what_a_manager_may_not_take_on_says_so(partnership, browse):
    assessment = request(partnership, enter_child(partnership))
    page = browse.as_("manager").post("take_on", assessment.pk, _once="")
    assert "Only a social worker may take on an assessment." in page
    assert fresh(partnership, assessment).assessor_id is None
