"""The files that people attach: where they lie, and whether something looks for viruses."""

from collections.abc import Iterator
from typing import Any

from concord.project.doctor.findings import Finding, fine, graded, must_change


def examine_files(settings: Any) -> Iterator[Finding]:
    """Look at the folder of sealed files and at the virus scanner; `settings` is Django's."""
    from concord.engines.documents import scanning

    folder = settings.FILES_FOLDER
    if folder.exists():
        mode = folder.stat().st_mode & 0o777
        yield graded(
            "Files folder",
            f"{folder} has mode {mode:04o}",
            f"Run: chmod 700 {folder}",
            good=not mode & 0o077,
        )
    else:
        yield fine("Files folder", f"{folder} will be made with the first file")
    if scanning.answers():
        yield fine("Virus scanner", "clamd answers")
    else:
        yield must_change(
            "Virus scanner",
            "clamd does not answer: nothing that is attached can be opened",
            "Install ClamAV and say where clamd listens in CONCORD_CLAMD.",
        )
