"""The ledger of OWASP ASVS 5.0.0 is complete, and what it names exists."""

import ast
import csv
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECURITY = ROOT / "docs" / "security"
ROWS = list(csv.DictReader((SECURITY / "asvs.csv").read_text(encoding="utf-8").splitlines()))
ANSWERS = {"test", "document", "deployer", "not applicable"}
# Requirements of levels 1, 2 and 3 by chapter, without what Concord is not: an OAuth server,
# a resource server, or a party to WebRTC.
BY_CHAPTER = {
    1: (8, 19, 3), 2: (4, 7, 2), 3: (8, 11, 12), 4: (2, 8, 6), 5: (4, 5, 4), 6: (13, 22, 12),
    7: (6, 12, 1), 8: (4, 3, 6), 9: (4, 3, 0), 10: (0, 9, 1), 11: (3, 11, 10), 12: (3, 6, 3),
    13: (1, 12, 8), 14: (2, 7, 4), 15: (3, 10, 8), 16: (0, 16, 1),
}  # fmt: skip


def answered(answer: str) -> list[dict[str, str]]:
    """Return the rows with one kind of answer."""
    return [row for row in ROWS if row["answer"] == answer]


def test_every_requirement_that_applies_has_one_row():
    assert len({row["id"] for row in ROWS}) == len(ROWS) == 307
    found = Counter((int(row["id"][1:].split(".")[0]), int(row["level"])) for row in ROWS)
    for chapter, counts in BY_CHAPTER.items():
        assert tuple(found[chapter, level] for level in (1, 2, 3)) == counts, chapter


def test_every_row_has_an_answer_and_says_why():
    assert {row["answer"] for row in ROWS} <= ANSWERS
    assert [row["id"] for row in ROWS if not row["what"] or not row["where"]] == []


@pytest.mark.parametrize("row", answered("test"), ids=lambda row: row["id"])
def test_a_test_that_a_row_names_exists(row):
    file, name = row["where"].split("::")
    assert Path(file).name.startswith("test_")
    assert name.startswith("test_")
    # Only functions of the module itself are collected under this name.
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", answered("document"), ids=lambda row: row["id"])
def test_a_document_that_a_row_names_has_the_heading(row):
    file, heading = row["where"].split("#", 1)
    text = (ROOT / file).read_text(encoding="utf-8")
    assert heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)


def test_the_threat_model_says_how_many_a_test_holds():
    text = (SECURITY / "threat-model.md").read_text(encoding="utf-8")
    assert f"a test holds {len(answered('test'))}" in text
