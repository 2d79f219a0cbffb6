"""The one gate for change: nothing is written outside it, and it never acts in silence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from concord.casework.frontdoor.models import Referral
from concord.kernel.verdicts import ALLOWED
from concord.registers.subjects.commands import PersonDetails
from concord.registers.subjects.models import Subject
from concord.trust.commands import Refused, SilentCommand, Stale, command
from concord.trust.records import StrayChange
from tests.factories.cases import make_referral


@pytest.fixture
def referral(partnership):
    with partnership.as_("dsl"):
        key = make_referral(partnership).pk
    with partnership.as_("worker"):
        yield Referral.objects.get(pk=key)


def test_a_record_cannot_be_saved_changed_or_deleted_outside_a_command(referral):
    with pytest.raises(StrayChange):
        referral.save()
    with pytest.raises(StrayChange):
        Referral.objects.update(concern="x")
    with pytest.raises(StrayChange):
        referral.delete()
    with pytest.raises(StrayChange):
        Subject.objects.bulk_create([Subject(descriptor="x")])


def test_a_command_that_says_nothing_is_undone(partnership, referral):
    @command(may=lambda actor, subject: ALLOWED)
    def forgetful(referral, /, *, by):
        referral.acknowledged_at = timezone.now()
        referral.save()

    with pytest.raises(SilentCommand):
        forgetful(referral, by=partnership.actor("worker"))
    assert Referral.objects.get(pk=referral.pk).acknowledged_at is None


def test_a_refusal_changes_nothing(partnership, referral):
    from concord.casework.frontdoor.commands import acknowledge_referral

    with pytest.raises(Refused, match="Only a qualified"):
        acknowledge_referral(referral, by=partnership.actor("dsl"), at=timezone.now())
    assert Referral.objects.get(pk=referral.pk).status == "received"


def test_a_change_raises_the_version_and_an_older_version_is_stale(partnership, referral):
    from concord.casework.frontdoor.commands import acknowledge_referral, settle_identity

    seen, worker = referral.version, partnership.actor("worker")
    acknowledge_referral(referral, by=worker, at=timezone.now(), seen=seen)
    assert referral.version == seen + 1
    with pytest.raises(Stale) as stale:
        settle_identity(referral, by=worker, same_as=None, at=timezone.now(), seen=seen)
    assert stale.value.record.status == "acknowledged"


def test_a_person_cannot_be_born_tomorrow(partnership):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with partnership.as_("dsl"), pytest.raises(Refused, match="today or in the past"):
        make_referral(partnership, child=PersonDetails("Sam", born_on=tomorrow))
