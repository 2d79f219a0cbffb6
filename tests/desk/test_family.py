"""The mother on the phone: who the family is, who is responsible, and whom nobody must ring."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.registers.links.commands import Connection, link_subjects
from concord.registers.links.models import Link
from concord.registers.links.rules import Kind, SafeToContact, relation, safest
from concord.registers.subjects.commands import Description, describe_person, register_thing
from concord.registers.subjects.models import Subject
from concord.registers.subjects.things import PhoneThing
from tests.casework.assessment import making
from tests.desk.counting import queries_of
from tests.desk.test_child import text
from tests.factories import new_key

# How long a busy machine takes says nothing about the rule.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MOTHER = {
    "descriptor": "Nasreen Practice", "also_known_as": "", "sex": "F", "kind": "parent",
    "born_year": "1988", "parental_responsibility": "yes", "safe_to_contact": "yes",
    "contact_note": "", "because": "The school",
}  # fmt: skip
UNSAFE = {"safe_to_contact": "no", "contact_note": "Her partner answers her phone."}


@pytest.fixture
def sam(partnership):
    return making.enter_child(partnership, partnership.police)


@pytest.fixture
def worker(client, partnership):
    client.force_login(partnership.users["worker"])
    return client


def enter(client, sam, **answers):
    page = reverse("desk:add_relative", args=[sam])
    return client.post(page, MOTHER | answers, follow=True)


def shown(client, sam):
    return text(client.get(f"/children/{sam}").text)


def join(partnership, person, child, **said):
    """Link somebody who is on the register with a child, as parent."""
    with partnership.as_("worker") as actor:
        one, other = (Subject.objects.get(pk=key) for key in (person, child))
        connection = Connection(said.pop("kind", "parent"), "The school", **said)
        return link_subjects(one, by=actor, other=other, connection=connection, at=timezone.now())


def test_a_mother_is_entered_and_stands_on_the_childs_page(worker, sam):
    assert "recorded with the child’s family" in text(enter(worker, sam).text)
    said = shown(worker, sam)
    assert "Nasreen Practice , parent Safe to contact Has parental responsibility." in said
    assert "The school, " in said


def test_whom_nobody_must_ring_is_said_before_anything_else(worker, sam):
    enter(worker, sam, **UNSAFE)
    said = shown(worker, sam)
    loud = "Do not ring Nasreen Practice (parent). Her partner answers her phone."
    assert said.index("Sam Practice") < said.index(loud) < said.index("Family and household")
    assert "Nasreen Practice , parent Do not contact" in said


@pytest.mark.parametrize(
    ("answer", "words"),
    [("unknown", "Not known if it is safe to contact them"), ("yes", "Safe to contact")],
)
def test_every_answer_is_said_in_words(worker, sam, answer, words):
    enter(worker, sam, safe_to_contact=answer)
    assert words in shown(worker, sam)
    assert "Do not ring" not in shown(worker, sam)


def test_it_is_said_that_nobody_has_asked(worker, partnership, sam):
    join(partnership, making.enter_child(partnership, name="Lee Other"), sam)
    assert "Nobody has asked if it is safe to contact them" in shown(worker, sam)


def test_somebody_like_that_on_the_register_is_offered_before_anybody_is_entered(
    worker, partnership, sam
):
    born = date(1988, 4, 5)
    known = making.enter_child(partnership, name="Nasreen Practice", born_on=born)
    typed = {"born_day": "5", "born_month": "4"}
    asked = enter(worker, sam, **typed).text
    assert "Somebody like this is on the register already" in asked
    assert str(known) in asked
    assert 'value="The school"' in asked
    with partnership.as_("worker"):
        assert Subject.objects.filter(descriptor="Nasreen Practice").count() == 1
    enter(worker, sam, **typed, who=str(known))
    with partnership.as_("worker"):
        assert Link.objects.get(one=known).other_id == sam
        assert Subject.objects.filter(descriptor="Nasreen Practice").count() == 1


def test_somebody_new_may_be_entered_beside_somebody_alike(worker, partnership, sam):
    making.enter_child(partnership, name="Nasreen Practice", born_on=date(1988, 1, 1))
    enter(worker, sam, who="new")
    with partnership.as_("worker"):
        assert Subject.objects.filter(descriptor="Nasreen Practice").count() == 2


def test_nobody_else_can_be_named_as_the_one_it_is(worker, partnership, sam):
    known = making.enter_child(partnership, name="Nasreen Practice", born_on=date(1988, 1, 1))
    hidden = making.enter_child(partnership, name="Quite Different", born_on=date(2001, 1, 1))
    refused = enter(worker, sam, who=str(hidden))
    assert "Select one of the answers shown" in refused.text
    with partnership.as_("worker"):
        assert not Link.objects.filter(one__in=[known, hidden]).exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"descriptor": ""}, "Enter what they are called"),
        ({"kind": ""}, "Select what they are to the child"),
        ({"safe_to_contact": ""}, "Select whether it is safe to contact them"),
        ({"parental_responsibility": ""}, "Select whether they have parental responsibility"),
        ({"because": ""}, "Enter who says so, or the record"),
        (UNSAFE | {"contact_note": ""}, "Enter why it is not safe to contact them"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(worker, sam, answers, words):
    page = enter(worker, sam, **answers).text
    assert words in page
    assert 'value="1988"' in page


def test_it_can_be_said_later_that_she_must_not_be_rung(worker, partnership, sam):
    enter(worker, sam)
    with partnership.as_("worker"):
        link = Link.objects.get(other=sam)
    page = reverse("desk:contact_relative", args=[link.pk])
    answers = UNSAFE | {"parental_responsibility": "no", "because": "Police", "_version": 1}
    worker.post(page, answers)
    assert "Do not ring Nasreen Practice" in shown(worker, sam)
    assert "No parental responsibility is recorded" in shown(worker, sam)
    assert worker.post(page, answers | {"safe_to_contact": "yes"}).status_code == 409


def test_of_two_links_to_one_person_the_safest_holds(worker, partnership, sam):
    kim = making.enter_child(partnership, name="Kim Other")
    join(partnership, kim, sam, safe_to_contact="yes", parental_responsibility=True)
    join(partnership, kim, sam, kind="household", safe_to_contact="no", contact_note="Not at home")
    said = shown(worker, sam)
    assert "Do not ring Kim Other (parent and same household). Not at home" in said
    assert len(re.findall("Kim Other , ", said)) == 1


def test_her_number_her_language_and_the_interpreter_stand_beside_her(worker, partnership, sam):
    kim = making.enter_child(partnership, name="Kim Other")
    join(partnership, kim, sam, safe_to_contact="yes")
    with partnership.as_("worker") as actor:
        phone = register_thing(
            new_key(), by=actor, thing=PhoneThing("07700 900123"), at=timezone.now()
        )
        said = Description(first_language="urd", language_source="self", interpreter="yes")
        describe_person(Subject.objects.get(pk=kim), by=actor, description=said)
    join(partnership, kim, phone.pk, kind="uses_phone")
    assert "Speaks Urdu. Needs an interpreter. Telephone: 07700 900123" in shown(worker, sam)


def test_the_number_of_whom_nobody_must_ring_is_not_offered(worker, partnership, sam):
    kim = making.enter_child(partnership, name="Kim Other")
    join(partnership, kim, sam, safe_to_contact="no", contact_note="He listens.")
    with partnership.as_("worker") as actor:
        phone = register_thing(
            new_key(), by=actor, thing=PhoneThing("07700 900123"), at=timezone.now()
        )
    join(partnership, kim, phone.pk, kind="uses_phone")
    assert "07700 900123" not in shown(worker, sam)


def test_family_whom_a_reader_may_not_see_is_not_on_their_page(client, partnership, worker, sam):
    enter(worker, sam)
    client.force_login(partnership.users["officer"])
    said = shown(client, sam)
    assert "Nasreen" not in said
    assert "No family is recorded that you may see" in said


def test_the_number_of_queries_does_not_grow_with_the_family(worker, partnership, sam):
    enter(worker, sam)
    few = queries_of(worker, f"/children/{sam}")
    for name in ("Ali", "Bea", "Cat", "Dan", "Eve", "Fay"):
        key = making.enter_child(partnership, name=f"{name} Other")
        join(partnership, key, sam, safe_to_contact="yes")
    assert queries_of(worker, f"/children/{sam}") <= few < 36


@untimed
@given(st.lists(st.sampled_from([each.value for each in SafeToContact]), max_size=4))
def test_no_is_never_outvoted(answers):
    assert (safest(answers) == "no") == ("no" in answers)
    assert (safest(answers) == "yes") == (set(answers) - {""} == {"yes"})


PARENT = Kind("parent", "Parent", "{one} is a parent of {other}", "{other} is a child of {one}",
              frozenset(), "identity")  # fmt: skip
SIBLING = Kind("sibling", "Brother or sister", "{one} and {other} are siblings",
               "{other} and {one} are siblings", frozenset(), "identity")  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "first", "words"),
    [
        (PARENT, True, "Parent"),
        (PARENT, False, "Kim is a child of Sam"),
        (SIBLING, True, "Brother or sister"),
        (SIBLING, False, "Brother or sister"),
    ],
)
def test_what_somebody_is_to_a_child_is_said_from_the_child(kind, first, words):
    assert relation(kind, of="Sam", person="Kim", person_first=first) == words
