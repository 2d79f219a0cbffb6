"""A register teaches its own weights, and the look-up goes by them."""

import uuid
from datetime import date, timedelta
from random import Random

import pyarrow
import pytest
from django.utils import timezone
from splink import DuckDBAPI

from concord.engines.linkage.batch import Batch
from concord.practice import children
from concord.registers.subjects.learning import FEWEST, TooFew, learn_matching, records
from concord.registers.subjects.matching import weights
from concord.registers.subjects.matching.comparisons import BLOCKING
from concord.registers.subjects.matching.traits import rows_of
from concord.registers.subjects.models import Address, Identifier, MatchingWeights, Name, Subject
from concord.registers.subjects.queries import likeness_of, person, who_it_may_be
from concord.registers.subjects.tokens import traits_of
from concord.trust.access.models import Grant
from concord.trust.records import changes_allowed
from tests.casework.tracking.making import EVERYTHING
from tests.factories import Partnership

TODAY = date(2026, 3, 1)


def entries(many):
    """Return invented children as agencies enter them; one in five comes a second time, respelt."""
    chance = Random(7)  # noqa: S311 - invented children
    for _ in range(many):
        family = children.new_family(chance)
        child = children.new_child(chance, family=family, on=TODAY, ages=(10, 17))
        yield child.known_to("nurse")
        if chance.random() < 0.2:
            yield children.respelt(child).known_to("nurse")


def fill(partnership, details):
    """Put people into the tables at once; social care can see them. Returns their keys."""
    keyed = [(uuid.uuid4(), one) for one in details]
    now = timezone.now()
    sight = {"principal_kind": "agency", "principal_id": partnership.social_care.pk,
             "compartments": list(EVERYTHING), "starts_at": now, "because": "a test",
             "ends_at": now + timedelta(days=1), "source_type": "test"}  # fmt: skip
    with partnership.as_("worker"), changes_allowed():
        Grant.objects.bulk_create(Grant(subject_id=key, **sight) for key, _ in keyed)
        Subject.objects.bulk_create(
            Subject(id=key, descriptor=one.descriptor, born_on=one.born_on, sex=one.sex)
            for key, one in keyed
        )
        Name.objects.bulk_create(
            Name(subject_id=key, kind="known_as", full=one.descriptor) for key, one in keyed
        )
        Identifier.objects.bulk_create(
            Identifier(subject_id=key, type=number.type, value=number.value)
            for key, one in keyed
            for number in one.numbers
        )
        Address.objects.bulk_create(
            Address(subject_id=key, lines=one.address, postcode=one.postcode, from_on=TODAY)
            for key, one in keyed
        )
    return [key for key, _ in keyed]


def test_what_a_register_taught_holds_from_then_on_and_names_nobody(own_database):
    partnership = Partnership()
    fill(partnership, entries(FEWEST))
    kept = learn_matching(at=timezone.now())

    assert kept.people > FEWEST
    assert weights.weighed(kept.stated).prior != weights.shipped().prior
    common = kept.stated["frequencies"]["surname_sound"]
    assert common
    assert all(share * kept.people >= weights.LEAST_SHARED * 0.99 for share in common.values())

    with partnership.as_("worker"):
        worker = partnership.actor("worker")
        some = Subject.objects.order_by("pk").first()
        assert MatchingWeights.objects.get().pk == kept.pk
        assert all(one.likeness for one in who_it_may_be(worker, person(worker, some.pk)))


def test_the_batch_weighs_a_pair_as_the_look_up_does(own_database):
    """With what the register taught, over the register's own rows: to the last decimal."""
    partnership = Partnership()
    fill(partnership, entries(FEWEST))
    model = weights.weighed(learn_matching(at=timezone.now()).stated)
    rows = list(records("owner"))
    batch = Batch(model, BLOCKING, DuckDBAPI(), [pyarrow.Table.from_pylist(rows)])
    pairs = list(batch.pairs())
    sample = Random(11).sample(pairs, min(len(pairs), 150))  # noqa: S311 - any pairs will do
    assert len(sample) > 100
    with partnership.as_("worker"):
        worker = partnership.actor("worker")
        for pair in sample:
            one, other = (person(worker, uuid.UUID(key)) for key in (pair.left, pair.right))
            mine, theirs = (rows_of(traits_of(each)) for each in (one, other))
            live = model.compare(mine[0], theirs[0]).weight
            assert live == pytest.approx(pair.weight, abs=1e-6)
            if len(mine) == len(theirs) == 1:
                # What the page says, too: with one reading of each name nothing else is tried.
                assert likeness_of(worker, one, other).weight == pytest.approx(live)


def test_a_small_register_keeps_the_weights_that_came(own_database):
    partnership = Partnership()
    fill(partnership, entries(20))
    with pytest.raises(TooFew, match="too few to learn from"):
        learn_matching(at=timezone.now())
    assert not MatchingWeights.objects.exists()


def test_what_is_kept_of_a_model_gives_the_same_model_back():
    assert weights.weighed(weights.stated(weights.shipped())) == weights.shipped()
