"""Style sheets, scripts and pictures under names that change with their content."""

from pathlib import Path

from django.core.management import call_command

from concord.project.database.places import ROOT
from concord.project.setup.stamps import digest_of, is_current, put_stamp

_BUILT = ROOT / "build" / "static"
_STAMP = ROOT / "build" / "collected.stamp"


def collect_static_files() -> None:
    """Gather what the web server hands out, unless nothing has changed since the last time."""
    sources = [*_BUILT.rglob("*"), *(ROOT / "concord").rglob("static/**/*")]
    digest = digest_of([path for path in sources if path.is_file()])
    if not is_current(_STAMP, digest):
        Path(_BUILT).mkdir(parents=True, exist_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        put_stamp(_STAMP, digest)
