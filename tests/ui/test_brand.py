"""Concord looks like a public service and never claims to be GOV.UK."""

import re
from pathlib import Path

import pytest

from concord.project.database.places import ROOT

BUILT = Path(ROOT) / "build" / "static"
NOT_OURS = re.compile(r"GDS Transport|\.woff2?|crown|crest|govuk-icon|#1d70b8|OGL", re.IGNORECASE)


def built_files():
    """Return what the front-end build made; it is made at set-up."""
    return [path for path in BUILT.rglob("*") if path.suffix in (".css", ".svg", ".html")]


def test_nothing_served_carries_the_brand_of_gov_uk():
    files = built_files()
    assert files, "The front end has not been built: run make test, or npm run build in frontend/."
    found = {
        path.name: sorted(set(NOT_OURS.findall(path.read_text(encoding="utf-8")))) for path in files
    }
    assert {name: marks for name, marks in found.items() if marks} == {}


def test_nothing_served_comes_from_elsewhere():
    for path in BUILT.rglob("*"):
        if path.suffix in (".css", ".js"):
            text = path.read_text(encoding="utf-8")
            assert not re.findall(r"url\(\"?https?:|@import|import\(\"https?:", text), path.name


def test_paper_gets_its_marking_and_no_furniture():
    css = next(path for path in built_files() if path.suffix == ".css").read_text(encoding="utf-8")
    printed = "".join(css.split("@media print")[1:])
    assert "OFFICIAL-SENSITIVE" in printed
    assert "break-inside:avoid" in printed


@pytest.mark.parametrize("bad", ["style=", "onclick=", "|safe", "javascript:"])
def test_templates_carry_no_inline_style_handler_or_unescaped_text(bad):
    for path in Path(ROOT).glob("concord/**/jinja2/**/*.html"):
        assert bad not in path.read_text(encoding="utf-8"), path
