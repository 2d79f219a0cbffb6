"""PDFs of our own templates, made by a program apart that reaches nothing (security design 2.9)."""

from typing import Any

from django.template.loader import render_to_string

from concord.engines.documents.limited import Bounds, WorkFailed, run_apart

_BOUNDS = Bounds(seconds=40, processor_seconds=30, memory=1_500_000_000)
_NO_PANGO = 3


class NoPdf(Exception):
    """No PDF could be made; the message says why, fit to show the person who asked."""


def as_pdf(template: str, context: dict[str, Any]) -> bytes:
    """Return a template of ours as a PDF. Raise NoPdf when it cannot be made or grows too large."""
    return render(render_to_string(template, context))


def render(page: str, *, bounds: Bounds = _BOUNDS) -> bytes:
    """Return HTML of our own making as a PDF; whatever it points to outside itself is left out."""
    try:
        return run_apart("render_pdf", given=page.encode("utf-8"), bounds=bounds)
    except WorkFailed as failure:
        if failure.code == _NO_PANGO:
            raise NoPdf(
                "This installation cannot make PDFs: it lacks the library Pango. Tell your"
                " administrator. Until then, print the page from your browser."
            ) from failure
        raise NoPdf(
            "This record is too large for one PDF. Print the page from your browser instead."
        ) from failure


def can_make_pdfs() -> bool:
    """Return whether this installation can make PDFs at all."""
    try:
        return render("<p>x</p>").startswith(b"%PDF")
    except NoPdf:
        return False
