"""A copy of the package's PostgreSQL for a server user who may not enter our own folders."""

import shutil
from dataclasses import replace
from pathlib import Path

from concord.project.database.binaries import Binaries
from concord.project.database.server_user import ServerUser


def within_reach(binaries: Binaries, user: ServerUser, home: Path) -> Binaries:
    """Return programs that the server user can start: those given, or a copy of them in `home`."""
    if not user.switched or _starts(binaries.folder, user):
        return binaries
    copy = home / f"programs-{binaries.version}"
    if not copy.exists():
        _copy(binaries.folder.parent, copy, user)
    folder = copy / binaries.folder.parent.parent.name / binaries.folder.parent.name / "bin"
    return replace(binaries, folder=folder)


def _starts(folder: Path, user: ServerUser) -> bool:
    try:
        return user.run([folder / "postgres", "--version"], seconds=30).returncode == 0
    except OSError:
        return False


def _copy(installed: Path, target: Path, user: ServerUser) -> None:
    aside = target.with_name(target.name + ".part")
    shutil.rmtree(aside, ignore_errors=True)
    # The programs look for their libraries beside the package: both keep their places.
    package = installed.parent
    shutil.copytree(installed, aside / package.name / installed.name, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, aside / libraries.name, symlinks=True)
    for path in (aside, *aside.rglob("*")):
        if not path.is_symlink():
            user.own(path)
    aside.rename(target)
