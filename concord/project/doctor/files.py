"""The files that people attach: where they lie, and whether something looks for viruses."""

from collections.abc import Iterator
from typing import Any

from concord.project.doctor.findings import Finding, fine, graded, must_change, warning


def examine_files(settings: Any) -> Iterator[Finding]:
    """Look at the folder of sealed files and at the virus scanner; `settings` is Django's."""
    from concord.engines.documents import scanning
    from concord.engines.documents.pdf import can_make_pdfs

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
    if can_make_pdfs():
        yield fine("PDFs", "can be made")
    else:
        remedy = "Install Pango (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0)."
        yield warning("PDFs", "cannot be made: people can only print pages", remedy)
    if scanning.answers():
        yield fine("Virus scanner", "clamd answers")
    else:
        yield must_change(
            "Virus scanner",
            "clamd does not answer: nothing that is attached can be opened",
            "Install ClamAV and say where clamd listens in CONCORD_CLAMD.",
        )
