"""What is sealed opens in its own place only, and the database never holds it in clear."""

import base64
import json

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from concord.project.keys import make_ring, open_or_make_ring
from concord.trust import vault
from concord.trust.safekeeping.models import Draft
from concord.trust.vault import DataClass
from concord.trust.vault.cipher import encrypt
from concord.trust.vault.fields import CannotCompare
from concord.trust.vault.wrapping import KeyUnknown

PLACE = vault.label_of("addresses", 7, "lines")


@given(st.text())
def test_any_text_comes_back_as_it_was(text):
    sealed = vault.seal(text, label=PLACE, data_class=DataClass.DRAFTS)
    assert vault.unseal(sealed, label=PLACE) == text


@pytest.mark.parametrize("other", [("addresses", 8, "lines"), ("addresses", 7, "postcode")])
def test_what_is_sealed_does_not_open_in_another_place(other):
    sealed = vault.seal("12 Hidden Row", label=PLACE, data_class=DataClass.PROTECTED_ADDRESSES)
    with pytest.raises(InvalidTag):
        vault.unseal(sealed, label=vault.label_of(*other))


def test_a_changed_byte_is_found():
    sealed = bytearray(vault.seal("12 Hidden Row", label=PLACE, data_class=DataClass.FILES))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        vault.unseal(bytes(sealed), label=PLACE)


def test_each_class_has_a_key_of_its_own():
    ids = {vault.key_id_of(vault.seal("x", label=PLACE, data_class=one)) for one in DataClass}
    assert len(ids) == len(DataClass)


def test_the_key_files_hold_no_data_key_in_clear_and_only_we_can_read_them(tmp_path):
    ring = open_or_make_ring(tmp_path / "ring", tmp_path / "wrapping", may_make=True)
    kept = (tmp_path / "ring").read_text() + (tmp_path / "wrapping").read_text()
    for key in ring.held_keys():
        assert base64.b64encode(key.key).decode() not in kept
        assert repr(key.key) not in repr(key)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_ring_gets_a_key_for_what_a_later_release_began_to_seal(tmp_path):
    make_ring(tmp_path / "ring", tmp_path / "wrapping")
    kept = json.loads((tmp_path / "ring").read_text())
    before = [row for row in kept["wrapped"] if row["class"] != DataClass.SECOND_FACTORS]
    (tmp_path / "ring").write_text(json.dumps({"wrapped": before}))
    ring = open_or_make_ring(tmp_path / "ring", tmp_path / "wrapping", may_make=True)
    assert {key.data_class for key in ring.held_keys()} == set(DataClass)
    assert len(ring.held_keys()) == len(DataClass)


def test_a_wrapped_key_does_not_serve_another_class(tmp_path):
    make_ring(tmp_path / "ring", tmp_path / "wrapping")
    kept = json.loads((tmp_path / "ring").read_text())
    kept["wrapped"][0]["class"] = kept["wrapped"][1]["class"]
    (tmp_path / "ring").write_text(json.dumps(kept))
    with pytest.raises(InvalidTag):
        open_or_make_ring(tmp_path / "ring", tmp_path / "wrapping", may_make=False).held_keys()


@pytest.fixture
def first_release(tmp_path, settings):
    """The key file of an installation from before keys were wrapped."""
    key = b"k" * 32
    path = tmp_path / "ring"
    path.write_text(json.dumps({"1": base64.b64encode(key).decode()}))
    settings.FIELD_KEYS = open_or_make_ring(path, tmp_path / "none", may_make=False)
    return key


def test_keys_and_texts_of_the_first_release_still_open(first_release):
    old = b"1:" + encrypt(first_release, "Früher".encode(), "draft:7:8")
    assert vault.unseal(old, label=PLACE, formerly="draft:7:8") == "Früher"
    assert not vault.is_current(old, DataClass.DRAFTS)
    again = vault.seal("now", label=PLACE, data_class=DataClass.DRAFTS)
    assert vault.unseal(again, label=PLACE) == "now"
    assert vault.is_current(again, DataClass.DRAFTS)


def test_a_key_that_is_gone_is_named(first_release):
    with pytest.raises(KeyUnknown, match="drafts-9"):
        vault.unseal(b"v2:drafts-9:" + b"x" * 40, label=PLACE)


@pytest.fixture
def draft(partnership):
    """A draft with something in it, as its owner has saved it."""
    with partnership.as_("dsl"):
        row = Draft(
            owner_id=partnership.users["dsl"].pk,
            form="referral",
            sealed="A new phone",
            updated_at=timezone.now(),
        )
        row.save(force_insert=True)
        yield row


def test_a_row_reads_as_text_and_its_column_does_not(draft):
    assert Draft.objects.get(pk=draft.pk).sealed == "A new phone"
    with connection.cursor() as cursor:
        cursor.execute("select sealed from safekeeping_draft where id = %s", [draft.pk])
        [held] = cursor.fetchone()
    assert b"phone" not in bytes(held)
    assert "phone" not in repr(Draft.objects.values("sealed").get(pk=draft.pk))


def test_a_deferred_text_is_fetched_when_it_is_read(draft):
    assert Draft.objects.defer("sealed").get(pk=draft.pk).sealed == "A new phone"


def test_a_text_that_was_copied_to_another_row_does_not_open(draft, partnership):
    other = Draft(owner_id=draft.owner_id, form="referral", sealed="x", updated_at=timezone.now())
    other.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "update safekeeping_draft set sealed ="
            " (select sealed from safekeeping_draft where id = %s) where id = %s",
            [draft.pk, other.pk],
        )
    with pytest.raises(InvalidTag):
        _ = Draft.objects.get(pk=other.pk).sealed


def test_a_row_sealed_by_the_first_release_is_sealed_anew_when_it_is_saved(draft):
    key = settings.FIELD_KEYS.current(DataClass.DRAFTS)
    old = encrypt(key.key, b"From before", f"draft:{draft.pk}:{draft.owner_id}")
    with connection.cursor() as cursor:
        cursor.execute(
            "update safekeeping_draft set sealed = %s where id = %s",
            [key.id.encode() + b":" + old, draft.pk],
        )
    row = Draft.objects.get(pk=draft.pk)
    row.save()
    held = Draft.objects.values_list("sealed", flat=True).get(pk=draft.pk)
    assert vault.is_current(held, DataClass.DRAFTS)
    assert Draft.objects.get(pk=draft.pk).sealed == "From before"


@pytest.mark.parametrize(
    "attempt",
    [
        lambda rows: rows.filter(sealed="A new phone"),
        lambda rows: rows.filter(sealed__contains="phone"),
        lambda rows: rows.update(sealed="in clear"),
    ],
)
def test_the_database_cannot_be_asked_about_sealed_text(draft, attempt):
    with pytest.raises(CannotCompare):
        attempt(Draft.objects.all())


def test_a_text_that_nobody_changed_keeps_its_bytes(draft):
    def held():
        return bytes(Draft.objects.values_list("sealed", flat=True).get(pk=draft.pk))

    before = held()
    for read_first in (False, True):
        row = Draft.objects.get(pk=draft.pk)
        assert not read_first or row.sealed == "A new phone"
        row.save()
        assert held() == before
    row.sealed = "Another phone"
    row.save()
    assert held() != before
