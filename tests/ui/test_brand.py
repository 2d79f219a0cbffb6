"""Concord looks like a public service and never claims to be GOV.UK."""

import json
import re
from pathlib import Path

import pytest

from concord.project.database.places import ROOT
from concord.ui import notices

BUILT = Path(ROOT) / "build" / "static"
NOT_OURS = re.compile(
    r"GDS Transport|\.woff2?|crown|crest|govuk-icon|#1d70b8|OGL|@font-face|/assets/", re.IGNORECASE
)
TEMPLATES = sorted(Path(ROOT).glob("concord/**/jinja2/**/*.html"))


def built(*suffixes):
    """Return what the front-end build made, by file name."""
    found = {
        path.name: path.read_text(encoding="utf-8")
        for path in BUILT.rglob("*")
        if path.suffix in suffixes
    }
    assert found, "The front end has not been built: run make test, or npm run build in frontend/."
    return found


def test_nothing_served_carries_the_brand_of_gov_uk():
    found = {
        name: set(NOT_OURS.findall(text)) for name, text in built(".css", ".js", ".svg").items()
    }
    assert {name: marks for name, marks in found.items() if marks} == {}


def test_no_picture_or_font_is_served_but_our_own_small_icon():
    kinds = {path.suffix for path in BUILT.rglob("*") if path.is_file()}
    assert kinds <= {".css", ".js", ".svg"}
    assert [path.name for path in BUILT.rglob("*.svg")] == ["favicon.svg"]


def test_nothing_served_comes_from_elsewhere():
    # A script asks for an address that the page gave it, never for one written into it.
    elsewhere = re.compile(r"url\(\"?https?:|@import|import\(\"https?:|fetch\([\"'`]")
    for name, text in built(".css", ".js").items():
        assert not elsewhere.findall(text), name


def test_the_script_stores_nothing_in_the_browser_and_needs_no_eval():
    for name, text in built(".js").items():
        assert not re.findall(r"\b(localStorage|sessionStorage|indexedDB)\b", text), name
        assert not re.findall(r"\beval\(|new Function\(|document\.cookie", text), name


def test_paper_gets_its_marking_and_no_furniture():
    printed = "".join(re.findall(r"@media print\s*{.*?}\s*}", built(".css")["concord.css"]))
    assert "OFFICIAL-SENSITIVE" in printed
    assert "break-inside:avoid" in printed
    for furniture in (".govuk-service-navigation", ".govuk-button", ".concord-filter"):
        assert re.search(rf"{re.escape(furniture)}\b[^{{}}]*{{display:none", printed), furniture


def test_the_lock_of_the_packages_names_no_registry():
    locked = json.loads((Path(ROOT) / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    assert [path for path, entry in locked["packages"].items() if "resolved" in entry] == []
    named = json.loads((Path(ROOT) / "frontend" / "package.json").read_text(encoding="utf-8"))
    versions = [*named["dependencies"].values(), *named["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_the_notices_name_every_package_with_its_version_and_licence():
    assert notices.NOTICES.read_text(encoding="utf-8") == notices.notices(), (
        "Run python -m concord.ui.notices"
    )
    for package in notices.npm_packages() + notices.python_packages():
        assert package.licence, package.name


@pytest.mark.parametrize(
    "bad",
    [
        r"\sstyle=",
        r"\son(click|change|submit|load|error|focus|input|key\w+|mouse\w+)=",
        r"\|\s*safe\b",
        "javascript:",
        "<style",
    ],
)
def test_templates_carry_no_inline_style_handler_or_unescaped_text(bad):
    found = [str(path) for path in TEMPLATES if re.search(bad, path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_script_in_a_template_carries_the_nonce_of_its_page():
    for path in TEMPLATES:
        for tag in re.findall(r"<script[^>]*>", path.read_text(encoding="utf-8")):
            # Data for a script is not run, and needs no leave to be.
            assert 'nonce="{{' in tag or 'type="application/json"' in tag, path


def test_templates_are_short_enough_to_read_at_once():
    long = {
        str(path): count
        for path in TEMPLATES
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 80
    }
    assert long == {}
