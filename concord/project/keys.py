"""The secrets of an installation: files in its state folder, readable by nobody else."""

import base64
import json
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


def read_or_make_secret(path: Path, *, may_make: bool) -> str:
    """Return the secret key in a file; make one on a first run where that is allowed."""
    if not path.exists():
        _refuse_unless(may_make, path)
        _write_private(path, secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


def read_or_make_field_keys(path: Path, *, may_make: bool) -> dict[str, bytes]:
    """Return the keys of field encryption by their id, the current one last."""
    if not path.exists():
        _refuse_unless(may_make, path)
        key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
        _write_private(path, json.dumps({"1": key}))
    kept = json.loads(path.read_text(encoding="ascii"))
    return {key_id: base64.b64decode(key) for key_id, key in kept.items()}


def _refuse_unless(may_make: bool, path: Path) -> None:
    if not may_make:
        raise ImproperlyConfigured(
            f"{path.name} is missing. In production the operator supplies it; see the README."
        )


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written aside and linked into place, so that two processes starting at once agree on one key.
    aside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
