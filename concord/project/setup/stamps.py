"""Stamps: a file says from what something was made, so that it is made again only when needed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(paths: Iterable[Path], *words: str) -> str:
    """Return a digest of files (by name and content) and of words that matter besides."""
    digest = hashlib.sha256("\n".join(words).encode())
    for path in sorted(paths):
        digest.update(f"\n{path.name}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(stamp: Path, digest: str) -> bool:
    """Say whether a stamp records this digest."""
    return stamp.exists() and stamp.read_text("ascii").strip() == digest


def put_stamp(stamp: Path, digest: str) -> None:
    """Record that the thing beside the stamp was made from what has this digest."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest + "\n", "ascii")
