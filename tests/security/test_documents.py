"""What the documents of security say is held by a test is held by a test that exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted((ROOT / "docs" / "security").glob("*.md"))
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")
MEASURED = re.compile(r"`python -m (benchmarks\.\w+)")


def functions_in(path: Path) -> set[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_test_that_a_document_names_exists(document):
    for file, name in NAMED.findall(document.read_text(encoding="utf-8")):
        path = ROOT / file
        assert path.exists(), file
        assert not name or name in functions_in(path), f"{file}::{name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_names_exists(document):
    for module in MEASURED.findall(document.read_text(encoding="utf-8")):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def test_the_battery_says_of_every_kind_what_is_tried_or_that_nothing_is():
    text = (ROOT / "docs" / "security" / "battery.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| T")]
    assert [row[0].strip() for row in rows] == [f"T{number}" for number in range(1, 29)]
    assert [row[0] for row in rows if not any(cell.strip() for cell in row[2:])] == []


def test_every_hazard_has_a_control_that_a_test_holds():
    text = (ROOT / "docs" / "security" / "hazards.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert rows
    assert [row for row in rows if not NAMED.search(row)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document):
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target
