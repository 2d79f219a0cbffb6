"""The matrix is shown to everybody as of a day; two people change it on its pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from concord.trust.access.models import CeilingProposal
from tests.factories.proof import prove

MATRIX = reverse("desk:role_matrix")
CHANGE = reverse("desk:propose_ceiling")
WHY = "The sharing agreement was signed anew in June."


@pytest.fixture
def sign_in(partnership):
    """Return a client of somebody who has just shown who they are."""

    def signed_in(who, *, proved=True):
        client = Client()
        client.force_login(partnership.users[who])
        if proved:
            prove(client)
        return client

    return signed_in


def change(*, days=0, **answers):
    """Return a form's answers: the named nurse reads no meeting any more, unless said otherwise."""
    on = timezone.localdate() + timedelta(days=days)
    return {
        "role": "health", "part": "meeting", "ability": "none", "scope": "", "reason": WHY,
        "from_on_day": on.day, "from_on_month": on.month, "from_on_year": on.year,
    } | answers  # fmt: skip


def cell(page, role, part):
    """Return what the first table of a page says that a role opens of a part."""
    table = html.fromstring(page.text).xpath("//table")[0]
    columns = [one.text_content() for one in table.xpath(".//thead//th")]
    for row in table.xpath(".//tbody/tr"):
        cells = [one.text_content().strip() for one in row.xpath("./th | ./td")]
        if cells[0] == role:
            return cells[columns.index(part)]
    raise LookupError(role)


def as_on(days):
    on = timezone.localdate() + timedelta(days=days)
    return {"on_day": on.day, "on_month": on.month, "on_year": on.year}


def test_a_change_is_proposed_agreed_shown_from_its_day_and_kept_with_who_and_why(sign_in):
    governance, administrator, nurse = map(sign_in, ("governance", "administrator", "nurse"))
    page = governance.post(CHANGE, change(days=5), follow=True)
    assert "once a second person agrees" in page.text
    key = CeilingProposal.objects.get().pk
    answer = reverse("desk:answer_ceiling", args=[key])
    assert answer in administrator.get("/").text
    assert answer not in governance.get("/").text
    assert WHY in administrator.get(answer).text
    assert "Your answer is recorded" in administrator.post(
        answer, {"agreed": "yes", "_version": 1}, follow=True
    ).text  # fmt: skip
    part = "Meeting records"
    assert cell(nurse.get(MATRIX), "Named nurse", part) == "Read"
    assert cell(nurse.get(MATRIX, as_on(4)), "Named nurse", part) == "Read"
    assert cell(nurse.get(MATRIX, as_on(5)), "Named nurse", part) == "Nothing"
    history = nurse.get(MATRIX).text
    for said in (WHY, "Ivy", "Agreed by Ada"):
        assert said in history


def test_a_day_that_is_none_is_said_beside_the_box(sign_in):
    page = sign_in("nurse").get(MATRIX, {"on_day": "31", "on_month": "2", "on_year": "2026"})
    assert page.status_code == 200
    assert "The day must be a real date" in page.text
    assert cell(page, "Named nurse", "Meeting records") == "Read"


def test_what_no_decision_can_give_is_said_beside_the_question_and_nothing_typed_is_lost(sign_in):
    page = sign_in("governance").post(
        CHANGE, change(part="intelligence_raw", ability="read", scope="what is urgent")
    )
    form = html.fromstring(page.text)
    assert "stays with the police" in form.get_element_by_id("id_ability-error").text_content()
    assert form.xpath('//*[@name="scope"]/@value') == ["what is urgent"]
    assert WHY in form.xpath('//*[@name="reason"]')[0].text_content()
    assert not CeilingProposal.objects.exists()


def test_declining_asks_why_and_changes_nothing(sign_in):
    governance, administrator = sign_in("governance"), sign_in("administrator")
    governance.post(CHANGE, change())
    answer = reverse("desk:answer_ceiling", args=[CeilingProposal.objects.get().pk])
    assert "Enter the reason" in administrator.post(answer, {"agreed": "no"}).text
    because = "Health takes part in every meeting."
    page = administrator.post(answer, {"agreed": "no", "because": because}, follow=True)
    assert because in page.text
    assert cell(page, "Named nurse", "Meeting records") == "Read"


def test_both_pages_ask_again_who_it_is(sign_in):
    proposed = sign_in("governance").post(CHANGE, change(), follow=True)
    answer = reverse("desk:answer_ceiling", args=[CeilingProposal.objects.get().pk])
    assert proposed.status_code == 200
    for who, path in (("governance", CHANGE), ("administrator", answer)):
        client = sign_in(who, proved=False)
        assert client.get(path).url.startswith("/accounts/reauthenticate/")
        assert client.post(path, change(agreed="yes")).url.startswith("/accounts/reauthenticate/")
    assert CeilingProposal.objects.get().answer == "waiting"


def test_the_proposer_is_told_that_somebody_else_must_agree(sign_in):
    governance = sign_in("governance")
    governance.post(CHANGE, change())
    answer = reverse("desk:answer_ceiling", args=[CeilingProposal.objects.get().pk])
    page = governance.get(answer)
    assert page.status_code == 403
    assert "Somebody else must agree to your proposal." in page.text
