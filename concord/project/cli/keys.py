"""`concord make-keys` and `concord rotate-keys`: the key files of an installation."""

import os
from collections.abc import Callable
from pathlib import Path

import click

from concord.project.cli.installation import installation
from concord.project.database.places import private_folder, state_folder
from concord.project.setup.progress import step


@click.command("make-keys")
@click.option("--new-backup-key", is_flag=True, help="Seal backups under a new key from now on.")
def make_keys(new_backup_key: bool) -> None:
    """Write the key files that are missing.

    Files that are there stay as they are, but for keys of what a later release began to seal.
    CONCORD_SECRET_KEY_FILE, CONCORD_FIELD_KEYS_FILE, CONCORD_WRAPPING_KEYS_FILE and
    CONCORD_BACKUP_KEY_FILE say where they go; by default, the state folder. No backup holds any of
    them: keep copies of all four where the backups are not. Without them neither a backup nor what
    is sealed can be read again.
    """
    from concord.project.keys import (
        add_backup_key,
        add_missing_keys,
        key_paths,
        make_backup_key,
        make_ring,
        make_secret,
        open_or_make_ring,
    )

    paths = key_paths(state_folder())
    wanted = (paths.secret, paths.ring, paths.backup)
    missing = [path for path in wanted if not path.exists()]
    for path in (*wanted, paths.wrapping):
        _make_folder(path.parent)
    if paths.secret in missing:
        make_secret(paths.secret)
    if paths.ring in missing:
        make_ring(paths.ring, paths.wrapping)
    if paths.backup in missing:
        make_backup_key(paths.backup)
    elif new_backup_key:
        add_backup_key(paths.backup)
        click.echo("Backups are sealed under a new key. Keep a copy of the file elsewhere again.")
    ring = open_or_make_ring(paths.ring, paths.wrapping, may_make=False)
    for key_id in add_missing_keys(ring):
        click.echo(f"Added {key_id} to {os.fspath(paths.ring)}")
    made = "\n".join(f"Made {os.fspath(path)}" for path in missing)
    click.echo(made or "Every key file is there.")


@click.command("rotate-keys")
@click.option("--data-keys", is_flag=True, help="Also seal everything anew, under new data keys.")
@click.option("--resume", is_flag=True, help="Only go on with a --data-keys that was broken off.")
@click.option("--retire", is_flag=True, help="Only forget data keys that nothing uses any more.")
def rotate_keys(data_keys: bool, resume: bool, retire: bool) -> None:
    """Replace the keys of field encryption.

    Without options the key that wraps the data keys is replaced, which takes a moment; Concord may
    go on serving. Older data keys stay until --retire: a backup from before needs them, and the
    key files as they were then.
    """
    with installation():
        if retire:
            click.echo(_retire())
            return
        if not resume:
            _replace(data_keys=data_keys)
        if data_keys or resume:
            with step("Sealing under the new keys") as say:
                click.echo(f"Sealed anew: {_reseal(say)}.")


def _replace(*, data_keys: bool) -> None:
    from django.conf import settings

    from concord.project.keys import add_data_keys, replace_wrapping_key

    replace_wrapping_key(settings.FIELD_KEYS, settings.KEY_PATHS.wrapping)
    click.echo("The data keys are wrapped under a new key.")
    if data_keys:
        add_data_keys(settings.FIELD_KEYS)


def _reseal(say: Callable[[str], None]) -> str:
    from concord.engines.documents.resealing import reseal_files
    from concord.trust.vault.resealing import reseal_columns

    return f"{reseal_columns(progress=say)} texts, {reseal_files(progress=say)} files"


def _retire() -> str:
    from django.conf import settings

    from concord.project.keys import retire_keys
    from concord.trust.vault.resealing import keys_in_use

    ring = settings.FIELD_KEYS
    retired = retire_keys(ring, used=keys_in_use([key.id for key in ring.held_keys()]))
    return f"Retired: {', '.join(retired)}." if retired else "Every key is in use."


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        private_folder(folder)
