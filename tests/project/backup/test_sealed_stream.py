"""A sealed file opens as it was written, or not at all."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.project.backup.sealed_stream import PIECE, read_sealed, write_sealed
from concord.project.troubles import Trouble
from concord.trust.vault.wrapping import KeyEncryptionKey

KEY = KeyEncryptionKey.fresh(date(2026, 11, 1))
# Sizes around the edges of a piece, where an end could be mistaken.
SIZES = st.sampled_from([0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7])


def _opened(path: Path, label: str = "dump") -> bytes:
    return b"".join(read_sealed(path, [KEY], label=label))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(size=SIZES, cut=st.integers(5_000, 3_000_000), seed=st.binary(min_size=1, max_size=8))
def test_data_of_any_size_in_parts_of_any_size_come_back(
    tmp_path: Path, size: int, cut: int, seed: bytes
) -> None:
    data = (seed * (size // len(seed) + 1))[:size]
    parts = [data[start : start + cut] for start in range(0, size, cut)]
    write_sealed(tmp_path / "x", parts, KEY, label="dump")

    assert _opened(tmp_path / "x") == data


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "sealed"
    write_sealed(path, [b"the name of a child " * 200_000], KEY, label="dump")
    return path


def test_nothing_of_it_stands_in_the_file_and_nobody_else_may_read_it(sealed: Path) -> None:
    assert b"child" not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("at", [5, 60, PIECE + 100, -1])
def test_a_changed_byte_is_found_wherever_it_is(sealed: Path, at: int) -> None:
    whole = bytearray(sealed.read_bytes())
    whole[at] ^= 1
    sealed.write_bytes(whole)

    with pytest.raises(Trouble):
        _opened(sealed)


def test_a_file_cut_short_between_two_pieces_is_found_out(sealed: Path) -> None:
    whole = sealed.read_bytes()
    header = len(whole) - 3 * PIECE - (200_000 * 20 - 3 * PIECE) - 4 * 16
    sealed.write_bytes(whole[: header + PIECE + 16])

    with pytest.raises(Trouble, match="damaged"):
        _opened(sealed)


def test_two_pieces_that_changed_places_are_found_out(sealed: Path) -> None:
    whole = sealed.read_bytes()
    step = PIECE + 16
    start = len(whole) - (200_000 * 20 - 3 * PIECE) - 16 - 3 * step
    one, two = whole[start : start + step], whole[start + step : start + 2 * step]
    sealed.write_bytes(whole[:start] + two + one + whole[start + 2 * step :])

    with pytest.raises(Trouble, match="damaged"):
        _opened(sealed)


def test_a_file_does_not_open_in_the_place_of_another(sealed: Path) -> None:
    with pytest.raises(Trouble, match="not the file it should be"):
        _opened(sealed, label="another backup|dump")


def test_a_missing_key_is_named(sealed: Path) -> None:
    other = KeyEncryptionKey.fresh(date(2026, 11, 2))

    with pytest.raises(Trouble, match=KEY.id):
        list(read_sealed(sealed, [other], label="dump"))


def test_an_older_key_still_opens_what_it_sealed(sealed: Path) -> None:
    fresh = KeyEncryptionKey.fresh(date(2026, 11, 2))

    assert b"".join(read_sealed(sealed, [KEY, fresh], label="dump")).startswith(b"the name")


def test_a_source_that_breaks_off_leaves_no_file(tmp_path: Path) -> None:
    def broken():
        yield b"half"
        raise Trouble("pg_dump failed")

    with pytest.raises(Trouble, match="pg_dump"):
        write_sealed(tmp_path / "x", broken(), KEY, label="dump")

    assert list(tmp_path.iterdir()) == []
