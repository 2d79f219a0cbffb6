"""What people say of two entries that look alike: kept, seen by whoever sees both, asked again."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from concord.casework.frontdoor.commands import settle_identity
from concord.engines import worklist
from concord.registers.identity.commands import judge_pair
from concord.registers.identity.models import PairVerdict
from concord.registers.identity.queries import history_of, pairs_of, unsure
from concord.registers.identity.rules import WORTH_LOOKING_AGAIN, Says, still_settles
from concord.registers.subjects.queries import person
from concord.trust.access.commands import end_sight
from concord.trust.actors import on_behalf_of
from concord.trust.commands import Refused
from tests.casework.assessment import making
from tests.factories import new_key
from tests.factories.cases import make_referral

BORN = date(2011, 3, 4)


@pytest.fixture
def two(partnership):
    """The keys of two entries with nearly one name and one birth date."""
    return [
        making.enter_child(partnership, name=name, born_on=BORN)
        for name in ("Mohammed Khan", "Muhammad Khaan")
    ]


def say(partnership, two, says, who="worker", because="The school has confirmed it."):
    """Have somebody say whether two entries are one person."""
    with partnership.as_(who) as by:
        one, other = (person(by, key) for key in two)
        return judge_pair(one, by=by, other=other, says=says, because=because, at=timezone.now())


def pairs(partnership, key, who="worker"):
    with partnership.as_(who) as reader:
        return pairs_of(reader, person(reader, key))


def test_an_entry_that_looks_alike_is_proposed_with_its_reasons_until_somebody_answers(
    partnership, two
):
    [pair] = pairs(partnership, two[0])
    assert (pair.candidate.subject.pk, pair.verdict, pair.is_settled) == (two[1], None, False)
    assert pair.candidate.likeness.reasons
    say(partnership, two, Says.DIFFERENT)
    [pair] = pairs(partnership, two[1])
    assert (pair.verdict.says, pair.is_settled) == ("different", True)


def test_a_verdict_keeps_the_evidence_as_it_stood_and_a_later_one_is_added(partnership, two):
    say(partnership, two, Says.NOT_SURE)
    say(partnership, list(reversed(two)), Says.SAME, because="Their mother says so.")
    with partnership.as_("worker") as reader:
        last, first = history_of(reader, *two)
    assert [last.says, first.says] == ["same", "not_sure"]
    assert first.reasons
    assert first.weight == last.weight > 0


@pytest.mark.parametrize("because", ["", "   ", "yes"])
def test_a_verdict_says_why(partnership, two, because):
    with pytest.raises(Refused, match="Explain"):
        say(partnership, two, Says.SAME, because=because)


def test_one_entry_is_no_pair(partnership, two):
    with pytest.raises(Refused, match="another entry"):
        say(partnership, [two[0], two[0]], Says.SAME)


def test_what_somebody_is_not_sure_of_waits_for_the_data_steward(partnership, two):
    say(partnership, two, Says.NOT_SURE)
    with partnership.as_("steward") as steward:
        if not unsure(steward):
            pytest.fail("the steward sees both and is not asked")
        titles = [task.title for task in worklist.tasks_for(steward)]
    assert "Are these two the same person?" in titles
    say(partnership, two, Says.DIFFERENT, who="steward")
    with partnership.as_("steward") as steward:
        assert unsure(steward) == []


def test_whoever_sees_only_one_of_the_two_learns_nothing_of_the_pair(partnership, two):
    say(partnership, two, Says.SAME)
    with partnership.as_("manager") as manager:
        end_sight(
            two[1], by=on_behalf_of(manager), principal_id=partnership.social_care.pk,
            at=timezone.now(),
        )  # fmt: skip
    assert pairs(partnership, two[0]) == []
    with partnership.as_("worker") as reader:
        assert history_of(reader, *two) == []
        assert not PairVerdict.objects.exists()


@given(st.floats(-10, 30), st.floats(-10, 30))
def test_not_the_same_holds_until_enough_has_become_known_since(then, now):
    assert still_settles(then, now) == (now - then < WORTH_LOOKING_AGAIN)


def test_the_page_compares_and_takes_the_answer(client, partnership, two):
    client.force_login(partnership.users["worker"])
    shown = client.get(reverse("desk:alike", args=[two[0]])).text
    assert "Muhammad Khaan" in shown
    assert "Compare and answer" in shown
    address = f"{reverse('desk:judge', args=[two[0]])}?other={two[1]}"
    page = client.get(address)
    assert "What is known of both" in page.text
    missing = client.post(address, {"says": "", "because": ""}).text
    assert "Select what you think" in missing
    answers = {"says": "same", "because": "Their mother says so.", "_once": str(new_key())}
    assert client.post(address, answers).status_code == 302
    assert "Their mother says so." in client.get(reverse("desk:alike", args=[two[1]])).text


def test_a_hidden_entry_is_not_there_to_compare_with(client, partnership, two):
    with partnership.as_("manager") as manager:
        end_sight(
            two[1], by=on_behalf_of(manager), principal_id=partnership.social_care.pk,
            at=timezone.now(),
        )  # fmt: skip
    client.force_login(partnership.users["worker"])
    address = reverse("desk:judge", args=[two[0]])
    assert client.get(f"{address}?other={two[1]}").status_code == 404
    assert client.get(f"{address}?other=nonsense").status_code == 404
    assert client.get(address).url == reverse("desk:alike", args=[two[0]])


def referred_again(partnership):
    """Return a referral whose entry looks like somebody known, and that person's key."""
    with partnership.as_("dsl"):
        known = make_referral(partnership).subject_id
        return make_referral(partnership), known


@pytest.mark.parametrize(("is_known", "says"), [(True, "same"), (False, "different")])
def test_whom_a_referral_is_about_is_a_verdict_on_the_pair(partnership, is_known, says):
    referral, known = referred_again(partnership)
    entry = referral.subject_id
    with partnership.as_("worker") as worker:
        other = person(worker, known)
        settle_identity(
            referral, by=worker, same_as=other if is_known else None,
            none_of=() if is_known else (other,), at=timezone.now(),
        )  # fmt: skip
        [verdict] = history_of(worker, entry, known)
    assert verdict.says == says
    assert referral.reference in verdict.because
