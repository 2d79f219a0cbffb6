"""Keys can be replaced while everything stays readable, and a broken-off walk goes on."""

import base64
import json

import pytest
from django.conf import settings as live
from django.db import connections
from django.utils import timezone

from concord.project.keys import (
    add_data_keys,
    make_ring,
    open_or_make_ring,
    replace_wrapping_key,
    retire_keys,
)
from concord.trust import vault
from concord.trust.context import acting_as
from concord.trust.safekeeping.models import Draft
from concord.trust.vault import DataClass
from concord.trust.vault.resealing import keys_in_use, reseal_columns, sealed_columns
from concord.trust.vault.ring import Ring
from concord.trust.vault.wrapping import KeyFile, KeyUnknown
from tests.factories import Partnership


@pytest.fixture
def ring(tmp_path, settings):
    """Keys of this test's own."""
    path, wrapping = tmp_path / "ring", tmp_path / "wrapping"
    make_ring(path, wrapping)
    settings.FIELD_KEYS = open_or_make_ring(path, wrapping, may_make=False)
    return settings.FIELD_KEYS


def seal(text):
    """Seal a text in a place of its own."""
    return vault.seal(text, label="t|1|c", data_class=DataClass.DRAFTS)


def test_a_new_wrapping_key_leaves_every_text_readable_and_the_old_one_opens_nothing(ring):
    wrapping = ring.wrapper.path
    before, sealed = wrapping.read_text(), seal("A new phone")
    replace_wrapping_key(ring, wrapping)
    assert vault.unseal(sealed, label="t|1|c") == "A new phone"
    wrapping.write_text(before)
    with pytest.raises(KeyUnknown):
        Ring(ring.path, KeyFile(wrapping)).held_keys()


@pytest.mark.parametrize("writes", [1, 2])
def test_a_failure_between_two_writes_leaves_keys_that_open(ring, monkeypatch, writes):
    from concord.project import keys

    sealed, real, made = seal("A new phone"), keys.write_private, []

    def fail_after(path, text):
        if len(made) == writes:
            raise OSError("No space left on device")
        made.append(path)
        real(path, text)

    monkeypatch.setattr(keys, "write_private", fail_after)
    with pytest.raises(OSError, match="No space"):
        replace_wrapping_key(ring, ring.wrapper.path)
    live.FIELD_KEYS = Ring(ring.path, KeyFile(ring.wrapper.path))
    assert vault.unseal(sealed, label="t|1|c") == "A new phone"


def test_a_running_worker_takes_up_new_keys_without_a_restart(ring):
    elsewhere = Ring(ring.path, KeyFile(ring.wrapper.path))
    add_data_keys(elsewhere)
    assert vault.key_id_of(seal("x")) == "drafts-2"


def test_keys_in_clear_are_wrapped_by_the_first_rotation(ring):

    ring.path.write_text(json.dumps({"1": base64.b64encode(b"k" * 32).decode()}))
    sealed = seal("A new phone")
    replace_wrapping_key(ring, ring.wrapper.path)
    assert ring.is_wrapped()
    assert vault.unseal(sealed, label="t|1|c") == "A new phone"


def test_sealed_columns_are_found_by_themselves():
    assert {model.__name__ for model, _ in sealed_columns()} >= {"Draft", "HeldForm"}


@pytest.fixture
def drafts(own_database, ring):
    """Seven drafts of two people."""
    partnership = Partnership()
    for number in range(7):
        actor = partnership.actor("dsl" if number % 2 else "worker")
        with acting_as(actor):
            Draft(owner_id=actor.user_id, form="referral", sealed=f"Draft {number}",
                  updated_at=timezone.now()).save(force_insert=True)  # fmt: skip
    return partnership


def in_use(ring):
    """Return the keys that something in the database needs."""
    return keys_in_use([key.id for key in ring.held_keys()])


def texts(partnership):
    """Return what each person reads in their drafts."""
    found = []
    for who in ("dsl", "worker"):
        with partnership.as_(who):
            found += [draft.sealed for draft in Draft.objects.all()]
    return sorted(found)


def test_everything_is_sealed_anew_in_batches_and_old_keys_can_then_be_retired(drafts, ring):
    add_data_keys(ring)
    said = []
    assert reseal_columns(batch=2, progress=said.append) == 7
    assert len(said) == 4
    assert in_use(ring) == {"drafts-2"}
    assert "drafts-1" in retire_keys(ring, used=in_use(ring))
    assert texts(drafts) == [f"Draft {number}" for number in range(7)]
    assert reseal_columns() == 0


def test_a_key_that_something_uses_is_not_retired(drafts, ring):
    add_data_keys(ring)
    assert "drafts-1" not in retire_keys(ring, used=in_use(ring))
    assert len(texts(drafts)) == 7


def test_keys_that_the_audit_log_may_need_stay(ring):
    add_data_keys(ring)
    retired = retire_keys(ring, used=set())
    assert set(retired) == {"drafts-1", "held-forms-1", "second-factors-1"}


def test_a_walk_that_breaks_off_keeps_what_is_done_and_goes_on_from_there(drafts, ring):
    add_data_keys(ring)

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reseal_columns(batch=3, progress=stop)
    assert in_use(ring) == {"drafts-1", "drafts-2"}
    assert reseal_columns(batch=3) == 4
    assert len(texts(drafts)) == 7


def test_no_door_stays_open_behind_the_walk(drafts, ring):
    add_data_keys(ring)
    reseal_columns()
    with connections["owner"].cursor() as cursor:
        cursor.execute("select count(*) from pg_policies where policyname = 'resealing'")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from safekeeping_draft")
        assert cursor.fetchone() == (0,)
