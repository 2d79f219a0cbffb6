"""Which ciphers, hashes and keys Concord uses, looked at from outside."""

import ast
import hashlib
import re
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from concord.trust.people import queries
from concord.trust.people.models import Activation
from concord.trust.vault import DataClass
from concord.trust.vault.cipher import NONCE_BYTES, decrypt, encrypt
from tests.trust.test_people import join

SOURCE = Path(settings.ROOT) / "concord"


def uses_of(module):
    """Return the names that our source takes from a module or asks of it."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(module):
                found |= {alias.name for alias in node.names}
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == module:
                found.add(node.attr)
    return found


def test_one_cipher_is_used_and_it_shows_every_change():
    assert uses_of("cryptography") == {"AESGCM", "InvalidTag", "SHA256", "HKDF"}


def test_hashes_have_256_bits_at_least():
    # Lists of stolen passwords are published by SHA-1: it finds a line and protects nothing.
    names = uses_of("hashlib") - {"file_digest", "scrypt", "pbkdf2_hmac", "sha1"}
    assert names
    for name in names:
        # blake2b is asked for 32 bytes, see below.
        assert getattr(hashlib, name)().digest_size >= 32, name
    for path in SOURCE.rglob("*.py"):
        sizes = re.findall(r"digest_size=(\d+)", path.read_text(encoding="utf-8"))
        assert all(int(size) >= 16 for size in sizes), path


def test_every_data_key_has_256_bits_and_no_two_are_alike():
    keys = [settings.FIELD_KEYS.current(kind).key for kind in DataClass]
    assert {len(key) for key in keys} == {32}
    assert len(set(keys)) == len(DataClass)


def test_a_key_of_another_length_is_no_key():
    for length in (0, 8, 15, 31, 33):
        with pytest.raises(ValueError, match="128, 192, or 256"):
            encrypt(b"k" * length, b"words", "a")


def test_no_nonce_is_used_twice():
    key = AESGCM.generate_key(bit_length=256)
    nonces = {encrypt(key, b"the same words", "a")[:NONCE_BYTES] for _ in range(20_000)}
    assert len(nonces) == 20_000
    assert NONCE_BYTES * 8 == 96


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(1, 255))
def test_no_byte_can_be_changed_unseen(plain, place, by):
    key = b"k" * 32
    sealed = bytearray(encrypt(key, plain, "a"))
    sealed[place % len(sealed)] ^= by
    with pytest.raises(InvalidTag):
        decrypt(key, bytes(sealed), "a")


def test_links_by_which_people_begin_cannot_be_guessed(partnership):
    _, token = join(partnership)
    assert len(re.sub(r"[^\w-]", "", token)) * 6 >= 128
    assert Activation.objects.get().token_hash == hashlib.sha256(token.encode()).hexdigest()
    from django.utils import timezone

    assert queries.activation_of(token[:-1], at=timezone.now()) is None


def test_keys_of_records_are_random(partnership):
    from tests.factories import new_key

    assert {new_key().version for _ in range(50)} == {4}
    assert {user.pk.version for user in partnership.users.values()} == {4}


def test_the_secret_of_signatures_is_long_and_random():
    assert len(settings.SECRET_KEY) >= 50
    assert len(set(settings.SECRET_KEY)) > 15
    assert "insecure" not in settings.SECRET_KEY


def test_what_is_secret_is_compared_without_telling_how_far_it_agreed():
    """Secrets that are compared at all go through a comparison of constant time (V11.2.4)."""
    compared = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            words = ast.unparse(node) if isinstance(node, ast.Compare) else ""
            # Two boxes of one form hold what one person typed twice: neither is a secret yet.
            is_secret = re.search(r"[!=]=.*\b(token|secret|password|signature)\b", words)
            if is_secret and "cleaned_data" not in words:
                compared.append(f"{path.relative_to(SOURCE)}: {words}")
    assert compared == []
