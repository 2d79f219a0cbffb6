"""What leaves Concord holds no protected address of anybody, whoever typed it wherever.

The addresses are known here by keyed hashes alone, which belong to nobody: the matcher learns that
a text names a protected place, never whose it is (security design 1.3, T14).
"""

import hashlib
from collections.abc import Iterable

from django.db.models import F
from django.utils.crypto import salted_hmac

from concord.engines.documents import protected
from concord.engines.documents.models import ProtectedPlace


def protect(lines: str, postcode: str) -> None:
    """Let no text that leaves name this address from now on, not even when it is no longer theirs.

    Call it in the command that marks an address as protected.
    """
    keys = sorted(protected.keys_of(lines, postcode))
    places = dict(zip(_tokens(keys), _tokens(map(protected.beginning_of, keys)), strict=True))
    known = ProtectedPlace.objects.filter(token__in=list(places))
    there = {bytes(token) for token in known.values_list("token", flat=True)}
    known.update(uses=F("uses") + 1)
    ProtectedPlace.objects.bulk_create(
        ProtectedPlace(token=token, begins=begins)
        for token, begins in places.items()
        if token not in there
    )


def release(lines: str, postcode: str) -> None:
    """Let texts name this address again, as far as no other protected address has its parts.

    Call it in the command that lifts the protection of an address.
    """
    tokens = _tokens(protected.keys_of(lines, postcode))
    ProtectedPlace.objects.filter(token__in=tokens, uses__gt=0).update(uses=F("uses") - 1)


class Redactor:
    """Takes protected addresses out of texts; counts how many it took."""

    def __init__(self, mark: str = protected.REMOVED) -> None:
        self._mark = mark
        places = list(ProtectedPlace.objects.filter(uses__gt=0).values_list("token", "begins"))
        self._places = frozenset(bytes(token) for token, _ in places)
        self._beginnings = frozenset(bytes(begins) for _, begins in places)
        self._may: dict[str, bool] = {}
        self._key = _hashing_key()
        self.taken = 0

    def __call__(self, text: str) -> str:
        """Return a text without the protected addresses in it."""
        found = self.found_in(text)
        self.taken += len(found)
        return protected.without(text, found, self._mark) if found else text

    @property
    def has_nothing_to_find(self) -> bool:
        """Whether no address is protected at all."""
        return not self._places

    def found_in(self, text: str) -> list[protected.Found]:
        """Return where a text names a protected address."""
        if not self._places:
            return []
        return [
            one
            for one in protected.candidates(text, self._may_begin)
            if _token(one.key, self._key) in self._places
        ]

    def hides(self, *parts: str) -> bool:
        """Return whether an address, of which these are the lines and the postcode, is hidden.

        A point on a map or a property's number then says as much, and is no text to be masked.
        """
        return bool(self.found_in(", ".join(part for part in parts if part)))

    def _may_begin(self, beginning: str) -> bool:
        known = self._may.get(beginning)
        if known is None:
            # A place that was entered before beginnings were kept may begin with anything.
            known = b"" in self._beginnings or _token(beginning, self._key) in self._beginnings
            self._may[beginning] = known
        return known


def protected_passages(text: str) -> list[str]:
    """Return the protected addresses that a text names, as it writes them, in their order."""
    return protected.passages(text, Redactor().found_in(text))


def _tokens(keys: Iterable[str]) -> list[bytes]:
    hashing_key = _hashing_key()
    return [_token(key, hashing_key) for key in keys]


def _token(key: str, hashing_key: bytes) -> bytes:
    return hashlib.blake2b(key.encode("utf-8"), key=hashing_key, digest_size=32).digest()


def _hashing_key() -> bytes:
    return salted_hmac("concord.documents.protected", "place", algorithm="sha256").digest()
