"""Conflicts of interest: in force at once, above every grant, lifted only by their keepers."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.engines.notices.models import Notice
from concord.registers.subjects.access import visible_to
from concord.registers.subjects.commands import PersonDetails, recognise
from concord.registers.subjects.models import Subject
from concord.trust.access.models import Block
from concord.trust.interests.models import Interest, InterestBlock
from tests.audit_reading import lines
from tests.casework.assessment import making
from tests.factories import new_key
from tests.factories.cases import make_referral
from tests.factories.sealing import restrict
from tests.trust.interests.work import do_the_work

SAM = {
    "name": "Sam Practice",
    "born_on_day": "27",
    "born_on_month": "3",
    "born_on_year": "2011",
    "number_type": "",
    "number": "",
    "relation": "family",
    "reason": "He is the son of my sister.",
}


@pytest.fixture
def child(partnership):
    """A child whom social care sees, with the police."""
    return making.enter_child(partnership, partnership.police)


def page_of(child):
    return reverse("desk:child", args=[child])


def declare(client, **changes):
    return client.post(reverse("desk:declare_interest"), SAM | changes, follow=True)


def sees(partnership, who, child):
    with partnership.as_(who) as actor:
        return visible_to(actor).filter(pk=child).exists()


def as_(client, partnership, who):
    client.force_login(partnership.users[who])
    return client


def test_it_closes_the_record_on_the_next_page_whatever_was_granted(client, partnership, child):
    as_(client, partnership, "worker")
    assert client.get(page_of(child)).status_code == 200
    assert "Your declaration is in force" in declare(client).text
    assert client.get(page_of(child)).status_code == 404
    assert "Sam Practice" not in client.get("/children").text
    assert sees(partnership, "second_worker", child)


@pytest.mark.parametrize("how", ["seen", "hidden", "sealed", "absent"])
def test_whoever_declares_hears_the_same_whoever_they_named(client, partnership, child, how):
    who = "worker" if how == "seen" else "nurse"
    changes = {"name": "Nobody Known"} if how == "absent" else {}
    if how == "sealed":
        with partnership.as_("manager") as manager:
            restrict(
                child, by=manager, level="sealed", open_to=[new_key()], at=timezone.now(),
                reason="A witness is protected.",
            )  # fmt: skip
    answer = declare(as_(client, partnership, who), **changes)
    assert answer.redirect_chain == [(reverse("desk:interests"), 302)]
    assert "Your declaration is in force. If we hold a record of them, it is closed" in answer.text
    assert f"{changes.get('name', 'Sam Practice')}, born 27 March 2011" in answer.text
    with partnership.as_(who) as declarer:
        closed = Block.objects.filter(user_id=declarer.user_id).count()
    assert closed == (0 if how == "absent" else 1)
    with partnership.as_("governance"):
        known = InterestBlock.objects.count()
    assert known == (0 if how in ("absent", "sealed") else 1)


@pytest.mark.parametrize(
    "name", ["sam practice", "Practice, Sam", "  Sám   PRACTICE "]
)  # fmt: skip
def test_the_name_may_be_written_in_any_order_and_case(client, partnership, child, name):
    declare(as_(client, partnership, "worker"), name=name)
    assert not sees(partnership, "worker", child)


def test_another_child_of_the_same_name_stays_open(client, partnership, child):
    other = making.enter_child(partnership, born_on=date(2012, 3, 27))
    declare(as_(client, partnership, "worker"))
    assert sees(partnership, "worker", other)


def test_a_child_who_is_entered_later_is_closed_too(client, partnership):
    declare(as_(client, partnership, "worker"))
    child = making.enter_child(partnership)
    do_the_work()
    assert not sees(partnership, "worker", child)
    assert sees(partnership, "manager", child)


def test_an_entry_that_is_found_to_be_the_same_person_is_closed_too(client, partnership, child):
    declare(as_(client, partnership, "worker"))
    with partnership.as_("dsl"):
        key = make_referral(partnership, child=PersonDetails("Sammy P")).subject_id
    assert sees(partnership, "worker", key)
    with partnership.as_("manager") as manager:
        entry, known = Subject.objects.get(pk=key), Subject.objects.get(pk=child)
        recognise(entry, by=manager, same_as=known)
    do_the_work()
    assert not sees(partnership, "worker", key)
    assert sees(partnership, "manager", key)


def test_neither_birth_date_nor_number_is_asked_for_beside_its_field(client, partnership):
    unknown = {"born_on_day": "", "born_on_month": "", "born_on_year": ""}
    page = declare(as_(client, partnership, "worker"), **unknown)
    assert "Enter the person’s date of birth, or a number of theirs" in page.text
    assert 'value="Sam Practice"' in page.text
    assert "Explain in at least 10 characters" in declare(client, reason="Kin.").text


def test_a_manager_declares_it_of_a_colleague_of_the_agency(client, partnership, child):
    colleague = str(partnership.users["worker"].pk)
    about = reverse("desk:declare_about")
    as_(client, partnership, "manager").post(about, SAM | {"colleague": colleague})
    assert not sees(partnership, "worker", child)
    assert sees(partnership, "manager", child)
    own = as_(client, partnership, "worker").get(reverse("desk:interests"))
    assert "Sam Practice" not in own.text


def test_nobody_else_closes_a_record_to_a_colleague(client, partnership, child):
    about = reverse("desk:declare_about")
    officer = str(partnership.users["officer"].pk)
    page = as_(client, partnership, "manager").post(about, SAM | {"colleague": officer})
    assert "Select one of the answers shown" in page.text
    assert as_(client, partnership, "worker").get(about).status_code == 403
    assert sees(partnership, "officer", child)


def test_the_keepers_hear_of_it_and_alone_may_lift_it(client, partnership, child):
    declare(as_(client, partnership, "worker"))
    with partnership.as_("governance"):
        interest = Interest.objects.get()
        assert Notice.objects.get().text == "A conflict of interest was declared and is in force."
    lift = reverse("desk:lift_interest", args=[interest.pk])
    because = {"because": "His mother says that they are not related."}
    for who in ("worker", "manager", "administrator"):
        assert as_(client, partnership, who).post(lift, because).status_code == 404
    keeper = as_(client, partnership, "governance")
    assert "Sam Practice" in keeper.get(reverse("desk:interest_queue")).text
    assert "Explain in at least 10" in keeper.post(lift, {"because": "Fine."}).text
    assert not sees(partnership, "worker", child)
    done = keeper.post(lift, because, follow=True)
    assert because["because"] in done.text
    assert sees(partnership, "worker", child)
    with partnership.as_("governance"):
        interest.refresh_from_db()
        assert interest.lifted_by == partnership.users["governance"].pk
        assert interest.lifted_at is not None
    assert keeper.get(lift).status_code == 403


def test_lifting_one_leaves_what_another_closed(client, partnership, child):
    declare(as_(client, partnership, "worker"))
    declare(client, relation="neighbour", reason="They live next door to us.")
    with partnership.as_("governance"):
        first = Interest.objects.earliest("declared_at")
    lift = reverse("desk:lift_interest", args=[first.pk])
    because = {"because": "His mother says that they are not related."}
    as_(client, partnership, "governance").post(lift, because)
    assert not sees(partnership, "worker", child)


def test_a_keeper_lifts_none_of_their_own(client, partnership):
    declare(as_(client, partnership, "governance"))
    with partnership.as_("governance"):
        interest = Interest.objects.get()
    answer = client.get(reverse("desk:lift_interest", args=[interest.pk]))
    assert answer.status_code == 404


def test_it_stands_in_the_log_and_the_declaration_names_nobody(client, partnership, child):
    declare(as_(client, partnership, "worker"))
    (declared,) = lines("InterestDeclared")
    (blocked,) = lines("SightBlocked")
    assert declared.subject_ids == []
    assert "Sam" not in str(declared.details)
    assert blocked.subject_ids == [child]
