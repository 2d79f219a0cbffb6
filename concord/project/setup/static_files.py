"""Style sheets, scripts and pictures under names that change with their content."""

from pathlib import Path

from concord.project.database.places import ROOT
from concord.project.setup.programs import run_logged
from concord.project.setup.progress import step
from concord.project.setup.stamps import digest_of, is_current, put_stamp

_BUILT = ROOT / "build" / "static"
_STAMP = ROOT / "build" / "collected" / ".concord-stamp"


def collect_static_files(python: str | Path) -> None:
    """Gather what the web server hands out, unless nothing has changed since the last time."""
    _BUILT.mkdir(parents=True, exist_ok=True)
    sources = [*_BUILT.rglob("*"), *(ROOT / "concord").glob("**/static/**/*")]
    digest = digest_of(path for path in sources if path.is_file())
    if is_current(_STAMP, digest):
        return
    with step("Gathering static files"):
        run_logged(
            [python, "manage.py", "collectstatic", "--noinput"],
            log="static-files.log",
            otherwise="The static files could not be gathered.",
        )
    put_stamp(_STAMP, digest)
