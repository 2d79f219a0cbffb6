"""What our source never does, and that each rule finds a fault which is planted for it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "concord"
NEVER_CALLED = {
    "eval": "runs text as code",
    "exec": "runs text as code",
    "mark_safe": "lets text become markup",
    "os.system": "hands text to a shell",
    "os.popen": "hands text to a shell",
    "yaml.load": "builds any object",
    "hashlib.md5": "is a broken hash",
    "hashlib.sha1": "is a broken hash",
}
NEVER_IMPORTED = {
    "pickle": "builds any object",
    "marshal": "builds any object",
    "shelve": "builds any object",
}


def called(node: ast.Call) -> Iterator[str]:
    """Yield what is wrong with a call."""
    name = ast.unparse(node.func)
    if name in NEVER_CALLED:
        yield f"{name} {NEVER_CALLED[name]}"
    if any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in node.keywords):
        yield "shell= hands text to a shell"


def imported(node: ast.AST) -> list[str]:
    """Return the top-level names of the modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [(node.module or "").split(".")[0]]
    return []


def faults(source: str) -> Iterator[str]:
    """Yield each breach of a rule in a module's text, with its line."""
    for node in ast.walk(ast.parse(source)):
        for module in imported(node):
            if module in NEVER_IMPORTED:
                yield f"line {node.lineno}: {module} {NEVER_IMPORTED[module]}"
        if isinstance(node, ast.Call):
            yield from (f"line {node.lineno}: {fault}" for fault in called(node))


def test_the_source_breaks_no_rule():
    found = [
        f"{path.relative_to(SOURCE)} {fault}"
        for path in sorted(SOURCE.rglob("*.py"))
        for fault in faults(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        *[f"{name}(text)" for name in NEVER_CALLED],
        *[f"import {name}" for name in NEVER_IMPORTED],
        *[f"from {name} import anything" for name in NEVER_IMPORTED],
        "run(text, shell=True)",
    ],
)
def test_a_planted_fault_is_found(planted):
    assert len(list(faults(planted))) == 1


def test_ordinary_code_is_left_alone():
    assert list(faults("import secrets\nrun([text], shell=False)")) == []
