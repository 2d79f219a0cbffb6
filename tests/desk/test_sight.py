"""Who sees a record: restricted by one person, sealed and unsealed by two, held, and questioned."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking.commands import name_lead_worker
from concord.engines.notices.models import Notice
from concord.registers.subjects.commands import recognise
from concord.registers.subjects.models import Subject
from concord.trust.access import commands
from concord.trust.access.models import Block, Grant, Restriction, SealProposal
from concord.trust.commands import Refused
from tests.casework.assessment import making
from tests.casework.tracking.making import track
from tests.factories.proof import prove

WHY = "A member of the family works in the team."


@pytest.fixture
def child(partnership):
    """A child whom social care sees."""
    return making.enter_child(partnership)


@pytest.fixture
def sign_in(partnership):
    """Return a client of somebody who has just shown who they are."""

    def signed_in(who):
        client = Client()
        client.force_login(partnership.users[who])
        prove(client)
        return client

    return signed_in


def go(client, name, key, **answers):
    return client.post(reverse(f"desk:{name}", args=[key]), answers, follow=True)


def opens(client, child):
    return client.get(reverse("desk:child", args=[child])).status_code == 200


def people(partnership, *who):
    return [str(partnership.users[one].pk) for one in who]


def test_a_restricted_record_opens_for_those_named_and_nobody_else(partnership, child, sign_in):
    manager, worker = sign_in("manager"), sign_in("worker")
    second = sign_in("second_worker")
    page = go(manager, "restrict", child, open_to=people(partnership, "manager", "worker"),
              reason=WHY)  # fmt: skip
    assert "The record is restricted" in page.text
    assert WHY in page.text
    assert opens(worker, child)
    assert not opens(second, child)
    page = go(manager, "lift_restriction", child, reason="They have moved to another team.")
    assert "The restriction is lifted" in page.text
    assert "They have moved to another team." in page.text
    assert opens(second, child)


def test_whoever_names_only_others_is_led_home(partnership, child, sign_in):
    manager = sign_in("manager")
    page = go(manager, "restrict", child, open_to=people(partnership, "worker"), reason=WHY)
    assert page.request["PATH_INFO"] == "/"
    assert not opens(manager, child)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"reason": WHY}, "Select who may still see this record"),
        ({"open_to": True, "reason": " "}, "Enter why"),
        ({"open_to": True, "reason": "Family"}, "Explain in at least 20 characters why."),
    ],
)
def test_what_is_missing_is_said_beside_the_question(partnership, child, sign_in, answers, said):
    if answers.get("open_to"):
        answers = answers | {"open_to": people(partnership, "manager")}
    assert said in go(sign_in("manager"), "restrict", child, **answers).text


def seal(partnership, child, manager, second, *, answer="agree"):
    page = go(manager, "propose_seal", child, reason=WHY,
              open_to=people(partnership, "manager", "worker"))  # fmt: skip
    assert "The record is sealed when a second person agrees" in page.text
    proposal = SealProposal.objects.get(answer="waiting")
    return go(second, "answer_seal", proposal.pk, answer=answer)


def test_a_record_is_sealed_by_two_and_then_exists_for_the_named_alone(partnership, child, sign_in):
    manager, steward = sign_in("manager"), sign_in("steward")
    with partnership.as_("manager"):
        seal(partnership, child, manager, steward)
    assert opens(manager, child)
    assert opens(sign_in("worker"), child)
    assert not opens(steward, child)
    assert not opens(sign_in("second_worker"), child)


def test_those_a_seal_would_shut_out_are_not_told_that_it_is_proposed(partnership, child, sign_in):
    go(sign_in("manager"), "propose_seal", child, reason=WHY,
       open_to=people(partnership, "manager", "worker"))  # fmt: skip
    for who, told in (("second_worker", False), ("steward", True)):
        page = sign_in(who).get(reverse("desk:child_access", args=[child])).text
        assert ("waiting for a second person" in page) is told
        with partnership.as_(who):
            assert SealProposal.objects.exists() is told


def test_the_lead_worker_reads_who_looked_without_hearing_of_a_seal(partnership, child, sign_in):
    lead = partnership.users["second_worker"]
    period = track(partnership, child)
    with partnership.as_("manager") as manager:
        name_lead_worker(period, by=manager, user_id=lead.pk)
    sign_in("manager").get(reverse("desk:propose_seal", args=[child]))
    for who, told in (("second_worker", False), ("manager", True)):
        page = sign_in(who).get(reverse("desk:child_readers", args=[child])).text
        assert "Mia" in page
        assert ("Propose seal" in page) is told


def test_that_a_colleague_is_kept_from_a_record_is_for_managers_alone(partnership, child, sign_in):
    with partnership.as_("manager") as manager:
        commands.block_sight(
            child, by=manager, user_id=partnership.users["second_worker"].pk, reason="Her aunt.",
            at=timezone.now(),
        )  # fmt: skip
    for who, told in (("worker", False), ("manager", True)):
        page = sign_in(who).get(reverse("desk:child_access", args=[child])).text
        assert ("Win never sees it: a conflict of interest" in page) is told
        with partnership.as_(who):
            assert Block.objects.exists() is told
    assert not opens(sign_in("second_worker"), child)


def test_an_agency_is_shown_as_the_people_it_opens_the_record_for(partnership, child, sign_in):
    worker, manager = (
        sign_in(who).get(reverse("desk:child_access", args=[child])).text
        for who in ("worker", "manager")
    )
    assert "Social worker: 2<" in worker
    assert "Team manager and chair: 1<" in worker
    assert "Win" not in worker
    assert "Social worker: Wes and Win<" in manager
    assert "Team manager and chair: Mia<" in manager
    assert "Lead for their agency’s people" not in manager


def test_a_sealed_record_is_not_sealed_anew(partnership, child, sign_in):
    with partnership.as_("manager"):
        seal(partnership, child, sign_in("manager"), sign_in("steward"))
    page = go(sign_in("manager"), "propose_seal", child, reason=WHY,
              open_to=people(partnership, "manager", "worker"))  # fmt: skip
    assert "This record is sealed already" in page.text


def test_a_second_person_may_decline(partnership, child, sign_in):
    with partnership.as_("manager"):
        seal(partnership, child, sign_in("manager"), sign_in("steward"), answer="decline")
    with partnership.as_("manager"):
        assert not Restriction.objects.exists()
    assert opens(sign_in("second_worker"), child)


def test_nobody_is_their_own_second_person(partnership, child, sign_in):
    manager = sign_in("manager")
    with partnership.as_("manager"):
        assert seal(partnership, child, manager, manager).status_code == 404
    with partnership.as_("manager"):
        assert not Restriction.objects.exists()


def test_a_seal_names_two_people_so_that_two_can_unseal(partnership, child, sign_in):
    page = go(sign_in("manager"), "propose_seal", child, reason=WHY,
              open_to=people(partnership, "manager"))  # fmt: skip
    assert "one alone could never unseal the record" in page.text


def test_information_governance_hears_of_a_seal_and_may_be_the_second(partnership, child, sign_in):
    governance = sign_in("governance")
    with partnership.as_("manager"):
        seal(partnership, child, sign_in("manager"), governance)
    with partnership.as_("manager"):
        assert Restriction.objects.get().level == "sealed"


def test_a_sealed_record_is_unsealed_by_two(partnership, child, sign_in):
    manager, steward = sign_in("manager"), sign_in("steward")
    with partnership.as_("manager"):
        go(manager, "propose_seal", child, reason=WHY,
           open_to=people(partnership, "manager", "steward"))  # fmt: skip
        go(steward, "answer_seal", SealProposal.objects.get().pk, answer="agree")
    assert not opens(sign_in("worker"), child)
    refused = go(manager, "lift_restriction", child, reason="They have moved to another team.")
    assert "Two people unseal a record" in refused.text
    with partnership.as_("manager"):
        go(manager, "propose_unsealing", child, reason="They have moved to another team.")
        go(steward, "answer_seal", SealProposal.objects.get(answer="waiting").pk, answer="agree")
    assert opens(sign_in("worker"), child)


@pytest.mark.parametrize(("first", "second"), [("worker", "manager"), ("manager", "worker")])
def test_any_two_whom_a_seal_names_unseal(partnership, child, sign_in, first, second):
    with partnership.as_("manager"):
        seal(partnership, child, sign_in("manager"), sign_in("steward"))
        go(sign_in(first), "propose_unsealing", child, reason="They have moved to another team.")
    with partnership.as_(second):
        proposal = SealProposal.objects.get(answer="waiting").pk
    go(sign_in(second), "answer_seal", proposal, answer="agree")
    assert opens(sign_in("second_worker"), child)


def test_what_is_not_sealed_is_not_unsealed(partnership, child, sign_in):
    page = go(sign_in("manager"), "propose_unsealing", child, reason="It was sealed by mistake.")
    assert "This record is not sealed" in page.text


def test_those_named_see_it_in_their_own_name_until_it_is_lifted(partnership, child, sign_in):
    manager = sign_in("manager")
    go(manager, "restrict", child, open_to=people(partnership, "manager"), reason=WHY)
    with partnership.as_("manager"):
        named = Grant.objects.get(source_type="restriction")
        assert named.principal_id == partnership.users["manager"].pk
    go(manager, "lift_restriction", child, reason="They have moved to another team.")
    page = manager.get(reverse("desk:child_access", args=[child])).text
    assert "Mia saw it from" in page


def test_a_held_record_is_made_one_with_no_other(partnership, child, sign_in):
    other = making.enter_child(partnership, name="Robin Practice")
    page = go(sign_in("steward"), "place_hold", child, reference="IICSA 12",
              reason="The inquiry has asked for everything.")  # fmt: skip
    assert "Under a legal hold" in page.text
    again = sign_in("steward").get(reverse("desk:place_hold", args=[child]))
    assert (again.status_code, "This record is held already" in again.text) == (403, True)
    with partnership.as_("worker") as worker:
        held, twin = Subject.objects.get(pk=child), Subject.objects.get(pk=other)
        with pytest.raises(Refused, match="under a legal hold"):
            recognise(twin, by=worker, same_as=held)
    page = go(sign_in("manager"), "lift_hold", child, reason="The inquiry has reported and closed.")
    assert "The hold is lifted" in page.text
    with partnership.as_("worker") as worker:
        recognise(twin, by=worker, same_as=held)


def test_the_reader_is_told_why_they_see_it_and_may_say_that_they_should_not(
    partnership, child, sign_in
):
    worker = sign_in("worker")
    page = worker.get(reverse("desk:child_access", args=[child])).text
    assert "Why you can see this record" in page
    assert "your role (Social worker) opens: who the person is" in page
    done = go(worker, "should_not_see", child, reason="I know the family from my street.")
    assert "The information-governance lead has been told" in done.text
    with partnership.as_("governance"):
        notice = Notice.objects.get(owner_id=partnership.users["governance"].pk)
        assert "Wes says that they see a record and should not" in notice.text


@pytest.mark.parametrize("name", ["restrict", "propose_seal", "place_hold"])
def test_a_worker_is_told_who_may(child, sign_in, name):
    answer = sign_in("worker").get(reverse(f"desk:{name}", args=[child]))
    assert answer.status_code == 403
    assert "Only a team manager" in answer.text
