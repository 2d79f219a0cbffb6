"""The finished pieces of the server's log of changes: taken along sealed, kept while needed."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from concord.project.backup.flowing import compressed, expanded
from concord.project.backup.manifest import Manifest
from concord.project.backup.places import Store
from concord.project.backup.sealed_stream import read_sealed, write_sealed
from concord.project.database.archive import finished_pieces
from concord.project.database.lease import one_at_a_time
from concord.project.database.places import Facts, private_folder
from concord.project.troubles import Trouble

_READ = 1_048_576
_PATIENCE, _PAUSE = 120.0, 0.1
_TIMELINE = 8
_SEALED = ".sealed"


def gather_pieces(store: Store, state: Path, facts: Facts, cluster: str) -> int:
    """Seal every finished piece into the store and remove it from where it was; return how many."""
    folder, count = private_folder(store.pieces(cluster)), 0
    with one_at_a_time(state, "log-of-changes"):
        for path in _waiting(facts):
            sealed = folder / f"{path.name}{_SEALED}"
            write_sealed(sealed, compressed(_read(path)), store.key, label=_label(cluster, path))
            path.unlink()
            count += 1
    return count


def are_waiting(facts: Facts) -> bool:
    """Say whether the server has left finished pieces that nobody has taken along."""
    return bool(_waiting(facts))


def gather_from_stopped(store: Store, state: Path, facts: Facts) -> int:
    """Take along what a cluster that does not run has left, for going back without losing it."""
    control = facts.data / "global" / "pg_control"
    if not are_waiting(facts) or not control.exists():
        return 0
    # The file begins with the number that all pieces of the cluster's log bear.
    cluster = int.from_bytes(control.read_bytes()[:8], sys.byteorder)
    return gather_pieces(store, state, facts, str(cluster))


def discard_pieces(state: Path, facts: Facts) -> None:
    """Remove finished pieces that nobody can seal, so that they do not fill the disk."""
    with one_at_a_time(state, "log-of-changes"):
        for path in _waiting(facts):
            path.unlink()


def wait_for_piece(store: Store, facts: Facts, cluster: str, name: str) -> None:
    """Return once the server has finished a piece; raise Trouble when it does not."""
    deadline = time.monotonic() + _PATIENCE
    places = finished_pieces(facts) / name, store.pieces(cluster) / f"{name}{_SEALED}"
    while not any(path.exists() for path in places):
        if time.monotonic() > deadline:
            raise Trouble(
                f"The database does not write its log of changes to {finished_pieces(facts)}. "
                "Is there room on the disk? Its own log says more."
            )
        time.sleep(_PAUSE)


def forget_pieces(store: Store, manifests: list[Manifest]) -> None:
    """Remove the pieces that none of the backups still there can need."""
    first: dict[str, str] = {}
    for one in manifests:
        if one.has_base:
            earlier = first.get(one.cluster, one.first_piece)
            first[one.cluster] = min(earlier, one.first_piece, key=_position)
    for folder in store.folder.glob("log-*"):
        needed_from = first.get(folder.name.removeprefix("log-"))
        for path in folder.glob(f"*{_SEALED}"):
            if needed_from is None or _is_before(path, needed_from):
                path.unlink()


def lay_out_pieces(
    store: Store, manifest: Manifest, target: Path, *, known_at: float
) -> list[Path]:
    """Unseal the pieces that follow a copy of a cluster into a folder; return their paths.

    Only those are used that had been taken along by a moment, in seconds since 1970.
    """
    laid = []
    for path in sorted(store.pieces(manifest.cluster).glob(f"*{_SEALED}")):
        if _is_before(path, manifest.first_piece) or path.stat().st_mtime > known_at:
            continue
        piece = target / path.name.removesuffix(_SEALED)
        label = _label(manifest.cluster, piece)
        with piece.open("wb") as file:
            for part in expanded(read_sealed(path, store.keys, label=label)):
                file.write(part)
        laid.append(piece)
    return laid


def keep_fork(store: Store, data: Path, cluster: str) -> None:
    """Keep the small files that tell where the log forked: the next fork takes another number."""
    for path in (data / "pg_wal").glob("*.history"):
        sealed = private_folder(store.pieces(cluster)) / f"{path.name}{_SEALED}"
        write_sealed(sealed, compressed(_read(path)), store.key, label=_label(cluster, path))


def _waiting(facts: Facts) -> list[Path]:
    folder = finished_pieces(facts)
    found = folder.iterdir() if folder.exists() else ()
    return sorted(path for path in found if not path.name.startswith("."))


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(_READ):
            yield part


def _label(cluster: str, piece: Path) -> str:
    return f"log|{cluster}|{piece.name}"


def _is_before(path: Path, first: str) -> bool:
    name = path.name.removesuffix(_SEALED)
    # The small files that tell where the log forked have other names, and are always kept.
    return len(name) == len(first) and _position(name) < _position(first)


def _position(name: str) -> str:
    # The first digits count restorations, the others go on over them.
    return name[_TIMELINE:]
