"""The front-end files: built once from the locked npm packages, then served by Concord itself."""

import os
import shutil
from pathlib import Path

from concord.project.database.places import ROOT, state_folder
from concord.project.setup.packages import ENVIRONMENT, install
from concord.project.setup.programs import answer_of, run_logged
from concord.project.setup.progress import step
from concord.project.setup.stamps import digest_of, is_current, put_stamp

OLDEST_NODE = 20
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
_SOURCES = ROOT / "frontend"
_BUILT = ROOT / "build" / "static"
_STAMP = ROOT / "build" / "frontend.stamp"
_PACKAGES_STAMP = _SOURCES / "node_modules" / ".concord-stamp"


def set_up_frontend() -> None:
    """Have build/static hold what the sources in frontend/ make; do nothing if it does already.

    Brings Node.js into the Python environment when the machine has none that will do.
    """
    digest = digest_of(_source_files())
    if is_current(_STAMP, digest) and _BUILT.is_dir():
        return
    npm, extra = _node()
    _install_packages(npm, extra)
    with step("Building the front-end files"):
        run_logged(
            [npm, "run", "build"],
            folder=_SOURCES,
            log="frontend-build.log",
            otherwise="The front-end files could not be built.",
            extra=extra,
        )
    put_stamp(_STAMP, digest)


def usable_node() -> str:
    """Return the version of the machine's own Node.js if it comes with npm and will do, else ""."""
    version = answer_of(["node", "--version"])
    number = version.lstrip("v").partition(".")[0]
    will_do = number.isdigit() and int(number) >= OLDEST_NODE and shutil.which("npm")
    return version if will_do else ""


def _install_packages(npm: str, extra: dict[str, str]) -> None:
    digest = digest_of([_SOURCES / "package.json", _SOURCES / "package-lock.json"])
    if is_current(_PACKAGES_STAMP, digest):
        return
    with step("Fetching front-end packages"):
        run_logged(
            [npm, "ci", "--no-audit", "--no-fund"],
            folder=_SOURCES,
            log="frontend-packages.log",
            otherwise="The front-end packages could not be fetched.",
            extra=extra,
        )
    put_stamp(_PACKAGES_STAMP, digest)


def _node() -> tuple[str, dict[str, str]]:
    extra = {"NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    if _CERTIFICATES.exists():
        # Node.js does not look here by itself, and a workplace's own certificates are only here.
        extra["NODE_EXTRA_CA_CERTS"] = os.environ.get("NODE_EXTRA_CA_CERTS", str(_CERTIFICATES))
    if not os.access(os.environ.get("HOME", ""), os.W_OK):
        extra["NPM_CONFIG_CACHE"] = str(state_folder() / "npm-cache")
    if not usable_node():
        install("node")
        extra["PATH"] = f"{ENVIRONMENT / 'bin'}:{os.environ.get('PATH', '')}"
        return str(ENVIRONMENT / "bin" / "npm"), extra
    return "npm", extra


def _source_files() -> list[Path]:
    files = []
    for folder, below, names in os.walk(_SOURCES):
        below[:] = [name for name in below if name != "node_modules"]
        files += [Path(folder) / name for name in names]
    return files
