"""What our source never does, and that each rule finds a fault which is planted for it."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source_rules import BROKEN, NEVER_CALLED, NEVER_IMPORTED, faults
from tests.trust.protected import PROTECTED, model_of

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "concord"
SQL = "runs SQL that is pieced together"
# Names of tables cannot be parameters. These put nothing in but names of our own, quoted.
ALLOWED = {
    ("project/backup/drill.py", SQL): "the name of a scratch database, written above it",
    ("project/backup/wall_proof.py", SQL): "a table's name from Django, quoted",
    ("project/database/roles.py", SQL): "composed by psycopg.sql from quoted names",
    ("trust/context/privileges.py", SQL): "tables and partitions of our own, quoted",
    ("trust/vault/resealing.py", SQL): "tables and columns of our own models, quoted",
    ("project/single_sign_on.py", "requests.RequestException asks addresses"): "caught, not asked",
    ("trust/accounts/breaches.py", "hashlib.sha1 is a broken hash"): "how published lists write it",
    ("trust/oversight/watching.py", "random.Random can be foretold"): "a weekly sample, not a key",
}
# The modules whose work it is to say who reads, or to write; then an invented district, what proves
# a backup, and an import, which asks about subjects whom it was shown (`visible_to`).
UNSCOPED = re.compile(
    r"/(commands|queries|access|jobs|storing|tokens|rebuilding|learning|resealing|outgoing)(/|\.py)"
)
HANDLE_TABLES = ("practice/", "project/backup/", "exchange/cin_census/planning.py")
PROTECTED_MODELS = {model_of(table).__name__: model_of(table) for table in PROTECTED}
WRITES = frozenset({"save", "update", "delete", "create", "bulk_create", "get_or_create",
                    "update_or_create", "bulk_update", "changes_allowed"})  # fmt: skip


def modules():
    """Return every module of ours as (path within the source, text)."""
    return [
        (str(path.relative_to(SOURCE)), path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    ]


def unscoped(path, source):
    """Return the protected models that a module asks without saying who is reading."""
    if UNSCOPED.search(f"/{path}") or path.startswith(HANDLE_TABLES):
        return []
    return [
        f"{path} line {node.lineno}: {node.value.id}.objects"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr in ("objects", "_base_manager", "_default_manager")
        and isinstance(node.value, ast.Name)
        and node.value.id in PROTECTED_MODELS
    ]


def written_by_a_page(path, source):
    """Return the places where a page writes to a table by itself."""
    if "/web/" not in path:
        return []
    return [
        f"{path} line {node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute | ast.Name)
        and ast.unparse(node.func).rpartition(".")[2] in WRITES
        and not ast.unparse(node.func).startswith(("context.", "drafts.", "data."))
    ]


def test_the_source_breaks_no_rule():
    found = [
        f"{path} {fault}"
        for path, text in modules()
        for fault in faults(text)
        if not any(path == file and fault.endswith(what) for file, what in ALLOWED)
    ]
    assert found == []


def test_what_is_allowed_still_happens():
    for file, what in ALLOWED:
        source = (SOURCE / file).read_text(encoding="utf-8")
        assert any(fault.endswith(what) for fault in faults(source)), file


def test_protected_tables_are_asked_only_where_it_is_said_who_reads():
    assert [found for path, text in modules() for found in unscoped(path, text)] == []


def test_no_page_writes_to_a_table_by_itself():
    assert [found for path, text in modules() for found in written_by_a_page(path, text)] == []


def test_no_form_is_taken_without_its_token_but_reports_of_browsers():
    exempt = [path for path, text in modules() if "csrf_exempt" in text]
    assert exempt == ["project/reports.py"]


def test_ciphers_are_used_in_the_vault_and_for_backups_only():
    users = {
        path.rpartition("/")[0]
        for path, text in modules()
        if re.search(r"^(from|import) cryptography", text, re.MULTILINE)
    }
    assert users == {"trust/vault", "project/backup"}


def test_random_choices_that_can_be_foretold_are_for_invention_and_samples_only():
    users = {
        path
        for path, text in modules()
        if re.search(r"^(from|import) random\b", text, re.MULTILINE)
    }
    assert {path for path in users if not path.startswith("practice/")} == {
        "trust/oversight/watching.py"
    }


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_package_is_pinned_to_one_version_and_its_hashes(name):
    locked = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z])", re.sub(r"(?m)^(#.*| +# .*)\n", "", locked).strip())
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[\w.\[\]-]+==[\w.]+[ ;]", package), package[:60]
        assert "--hash=sha256:" in package, package[:60]


@pytest.mark.parametrize(
    "planted",
    [
        *[f"{name}(text)" for name in NEVER_CALLED],
        *[f"import {name}" for name in NEVER_IMPORTED],
        *[f"from {name} import anything" for name in NEVER_IMPORTED],
        *[f"use(modes.{name})" for name in sorted(BROKEN)],
        "run(text, shell=True)",
        "ask(address, verify=False)",
        "environment.from_string(text)",
        "rows.extra(where=[text])",
        "tree.xpath(text)",
        "archive.extractall(folder)",
        "setattr(record, name, request.POST[name])",
        'cursor.execute(f"select * from people where name = {name}")',
        'cursor.execute("select * from people where name = %s" % name)',
        'cursor.execute("select * from people where name = " + stated())',
        'cursor.execute("select * from people where name = {}".format(name))',
        'rows.raw(f"select {name}")',
        're.search(f"{typed}", text)',
        "re.compile(typed + stated())",
        "x = 1  # noqa: S608",
        "x = 1  # noqa",
    ],
)
def test_a_planted_fault_is_found(planted):
    assert len(list(faults(planted))) == 1


def test_a_planted_look_past_the_walls_is_found():
    assert unscoped("desk/web/child.py", "Subject.objects.get(pk=key)")
    assert not unscoped("registers/subjects/queries.py", "Subject.objects.filter(pk=key)")


@pytest.mark.parametrize("planted", ["record.save()", "Note.objects.create()", "rows.update(a=1)"])
def test_a_planted_change_by_a_page_is_found(planted):
    assert written_by_a_page("desk/web/child.py", planted)


@pytest.mark.parametrize(
    "ordinary",
    [
        "import secrets\nrun([text], shell=False)",
        're.search(rf"\\b{re.escape(typed)}", text)',
        'cursor.execute("select * from people where name = %s", [name])',
        'cluster.execute(sql.SQL("drop database {}").format(sql.Identifier(name)))',
        "x = 1  # noqa: S608 - a name of our own, quoted",
        'archive.extractall(folder, filter="data")',
    ],
)
def test_ordinary_code_is_left_alone(ordinary):
    assert list(faults(ordinary)) == []
