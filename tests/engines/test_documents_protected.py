"""No text that leaves names a protected address, however it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.engines.documents.models import ProtectedPlace
from concord.engines.documents.outgoing import Redactor, protect
from concord.engines.documents.protected import (
    REMOVED,
    beginning_of,
    candidates,
    keys_of,
    without,
)
from tests.engines.packs import a_pack, names

ADDRESS = ("Flat 2, 12 Hidden Row, Bradford", "BD1 2AB")


@pytest.fixture
def redact(db):
    """Take out one protected address."""
    protect(*ADDRESS)
    return Redactor()


@pytest.mark.parametrize(
    "said",
    ["BD1 2AB", "bd12ab", "BD1\n2AB", "B D 1 2 A B", "bd1-2ab", "ＢＤ１　２ＡＢ", "B\u200bD12AB",
     "12 Hidden Row", "12, hidden row", "12 HIDDEN\nROW", "Flat 2, 12 Hidden Row, Bradford",
     "12 Hídden Row", "(BD1 2AB)."],
)  # fmt: skip
def test_an_address_is_taken_out_however_it_is_written(redact, said):
    assert redact(f"She moved to {said} in May.").startswith(f"She moved to {'(' * ('(' in said)}")
    assert REMOVED in redact(f"She moved to {said} in May.")
    assert redact.taken


@pytest.mark.parametrize(
    "said",
    ["112 Hidden Row", "BD1 2ABC", "Bradford", "Flat 2", "2 May", "Hidden Row", "at 12", "BD1", ""],
)
def test_what_is_not_the_address_stays(redact, said):
    assert redact(said) == said


def test_short_forms_of_streets_are_the_same_street(db):
    protect("7 Mill Road", "LS9 9ZZ")
    assert Redactor()("at 7 Mill Rd.") == f"at {REMOVED}."


def test_a_house_with_a_name_is_known_by_it(db):
    protect("Rose Cottage, Mill Lane", "")
    assert Redactor()("at Rose Cottage today") == f"at {REMOVED} today"
    assert Redactor()("at Mill Lane today") == "at Mill Lane today"


def test_the_database_does_not_hold_the_address(redact):
    held = b"".join(bytes(token) for token in ProtectedPlace.objects.values_list(flat=True))
    assert b"hidden" not in held.lower()
    assert b"bd12ab" not in held.lower()


@pytest.mark.parametrize("seed", range(200))
def test_no_pack_names_the_address_that_was_written_into_it(seed):
    address, text, written = a_pack(seed)
    assert names(text, written)
    keys = keys_of(*address)
    found = [one for one in candidates(text) if one.key in keys]
    assert not names(without(text, found), written)


@given(st.text(), st.text(max_size=60), st.text(max_size=10))
def test_what_is_kept_of_a_text_is_unchanged(text, lines, postcode):
    keys = keys_of(lines, postcode)
    found = [one for one in candidates(text) if one.key in keys]
    left = without(text, found)
    assert (left == text) is (not found)
    if found:
        assert REMOVED in left


PIECES = st.lists(
    st.sampled_from(["12", "Hidden", "Row", "bd1", "2ab", "é", "O'Neil", "st", ",", " ", "\u200b"]),
    max_size=30,
).map("".join)


@given(PIECES | st.text(), PIECES, st.sampled_from(["", "BD1 2AB", "b d 1 2 a b"]))
def test_looking_only_where_an_address_may_begin_finds_all_that_looking_everywhere_does(
    text, lines, postcode
):
    keys = keys_of(lines, postcode)
    may_begin = {beginning_of(key) for key in keys}.__contains__
    assert [one for one in candidates(text, may_begin) if one.key in keys] == [
        one for one in candidates(text) if one.key in keys
    ]


def test_a_place_from_before_beginnings_were_kept_is_found_all_the_same(redact):
    ProtectedPlace.objects.update(begins=b"")
    assert Redactor()("She moved to 12 Hidden Row.") == f"She moved to {REMOVED}."
