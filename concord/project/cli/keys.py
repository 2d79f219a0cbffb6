"""`concord make-keys`: the key files of an installation."""

import os
from pathlib import Path

import click

from concord.project.database.places import private_folder, state_folder


@click.command("make-keys")
def make_keys() -> None:
    """Write the key files that are missing.

    Files that are there stay as they are. CONCORD_SECRET_KEY_FILE, CONCORD_FIELD_KEYS_FILE and
    CONCORD_WRAPPING_KEYS_FILE say where they go; by default, the state folder. Keep a copy of the
    last one apart from every backup: without it nothing that is sealed can be read again.
    """
    from concord.project.keys import key_paths, make_ring, make_secret

    paths = key_paths(state_folder())
    missing = [path for path in (paths.secret, paths.ring) if not path.exists()]
    for path in (paths.secret, paths.ring, paths.wrapping):
        _make_folder(path.parent)
    if paths.secret in missing:
        make_secret(paths.secret)
    if paths.ring in missing:
        make_ring(paths.ring, paths.wrapping)
    made = "\n".join(f"Made {os.fspath(path)}" for path in missing)
    click.echo(made or "Every key file is there.")


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        private_folder(folder)
