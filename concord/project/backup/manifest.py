"""What a backup says about itself; sealed like the rest, so that nobody can make one up."""

import json
from dataclasses import asdict, dataclass, field, fields

from concord.project.backup.places import MANIFEST, Store
from concord.project.backup.sealed_stream import read_sealed, write_sealed


@dataclass(frozen=True)
class Manifest:
    """A backup's contents. `rows` counts each table, `files` has the SHA-256 of each file,
    `keys` a hash of each key that the data need.

    All of it is as of one snapshot of the database, but for `files`, listed just after it.
    """

    name: str
    taken_at: str
    versions: dict[str, str]
    cluster: str
    first_piece: str
    audit_line: int
    audit_hash: str
    rows: dict[str, int]
    files: dict[str, str]
    sizes: dict[str, int]
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def has_base(self) -> bool:
        """Whether there is a copy of the whole cluster, not only a dump."""
        return bool(self.first_piece)


def write_manifest(store: Store, manifest: Manifest) -> None:
    """Write the manifest, which makes the backup complete."""
    text = json.dumps(asdict(manifest), sort_keys=True).encode("utf-8")
    path = store.folder / manifest.name / MANIFEST
    write_sealed(path, [text], store.key, label=label(manifest.name, MANIFEST))


def read_manifest(store: Store, name: str) -> Manifest:
    """Return the manifest of a backup; raise Trouble when it does not open."""
    path = store.folder / name / MANIFEST
    text = b"".join(read_sealed(path, store.keys, label=label(name, MANIFEST)))
    known = {each.name for each in fields(Manifest)}
    return Manifest(**{key: value for key, value in json.loads(text).items() if key in known})


def label(backup: str, part: str) -> str:
    """Return what binds a sealed file to its backup and its part of it."""
    return f"{backup}|{part}"
