"""The ring of data keys: wrapped in a file, opened in memory only."""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from concord.trust.vault.classes import DataClass
from concord.trust.vault.wrapping import KeyUnknown, Wrapper

# Keys made before there were classes serve every class that has none of its own.
ANY_CLASS = ""


@dataclass(frozen=True)
class DataKey:
    """A key that seals one class of data. `made_on` is None for keys from before it was noted."""

    id: str
    data_class: str
    made_on: date | None
    key: bytes = field(repr=False)

    @property
    def label(self) -> str:
        """What binds a wrapped key to its own id and class."""
        return f"data-key|{self.id}|{self.data_class}"


class Ring:
    """The data keys in a file. Read again when the file changes: rotation needs no restart."""

    def __init__(self, path: Path, wrapper: Wrapper) -> None:
        self.path, self.wrapper = path, wrapper
        self._seen: tuple[int, int] | None = None
        self._keys: list[DataKey] = []

    def held_keys(self) -> list[DataKey]:
        """Return every key, the latest last."""
        status = self.path.stat()
        seen = (status.st_mtime_ns, status.st_ino)
        if seen != self._seen:
            self._keys, self._seen = read_keys(self.path, self.wrapper), seen
        return self._keys

    def current(self, data_class: DataClass) -> DataKey:
        """Return the key that seals a class from now on. Raise KeyUnknown where there is none."""
        own = [one for one in self.held_keys() if one.data_class == data_class]
        if found := own or [one for one in self.held_keys() if one.data_class == ANY_CLASS]:
            return found[-1]
        raise KeyUnknown(data_class)

    def by_id(self, key_id: str) -> DataKey:
        """Return the key of an id. Raise KeyUnknown where there is none."""
        for one in self.held_keys():
            if one.id == key_id:
                return one
        raise KeyUnknown(key_id)

    def is_wrapped(self) -> bool:
        """Return whether the file holds wrapped keys, not keys in clear as it once did."""
        return _is_wrapped(json.loads(self.path.read_text(encoding="ascii")))


def fresh_key(data_class: DataClass, keys: Iterable[DataKey], *, on: date) -> DataKey:
    """Return a new random key of a class, with an id that none of these keys has."""
    taken = {one.id for one in keys}
    number = next(n for n in range(1, 10_000) if f"{data_class}-{n}" not in taken)
    return DataKey(f"{data_class}-{number}", data_class, on, AESGCM.generate_key(256))


def read_keys(path: Path, wrapper: Wrapper) -> list[DataKey]:
    """Return the keys of a ring file, unwrapped; files of the first release hold them in clear."""
    kept = json.loads(path.read_text(encoding="ascii"))
    if not _is_wrapped(kept):
        return [
            DataKey(key_id, ANY_CLASS, None, base64.b64decode(key)) for key_id, key in kept.items()
        ]
    found = []
    for row in kept["wrapped"]:
        made_on = date.fromisoformat(row["made_on"]) if row["made_on"] else None
        bare = DataKey(row["id"], row["class"], made_on, b"")
        wrapped = base64.b64decode(row["key"])
        key = wrapper.unwrap(wrapped, label=bare.label, wrapped_by=row["wrapped_by"])
        found.append(DataKey(bare.id, bare.data_class, made_on, key))
    return found


def ring_as_text(keys: Sequence[DataKey], wrapper: Wrapper) -> str:
    """Return the keys wrapped under the current key-encryption key, as the ring file holds them."""
    by = wrapper.id
    rows = [
        {
            "id": one.id,
            "class": one.data_class,
            "made_on": one.made_on.isoformat() if one.made_on else "",
            "wrapped_by": by,
            "key": base64.b64encode(wrapper.wrap(one.key, label=one.label)).decode("ascii"),
        }
        for one in keys
    ]
    return json.dumps({"wrapped": rows}, indent=1) + "\n"


def _is_wrapped(kept: object) -> bool:
    return isinstance(kept, dict) and isinstance(kept.get("wrapped"), list)
