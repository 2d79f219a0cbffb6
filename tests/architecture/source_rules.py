"""What our source never does: rules over its syntax, each yielding what is wrong and where."""

import ast
import re
from collections.abc import Iterator

NEVER_CALLED = {
    "eval": "runs text as code",
    "exec": "runs text as code",
    "mark_safe": "lets text become markup",
    "format_html": "lets text become markup",
    "Markup": "lets text become markup",
    "os.system": "hands text to a shell",
    "os.popen": "hands text to a shell",
    "yaml.load": "builds any object",
    "hashlib.md5": "is a broken hash",
    "hashlib.sha1": "is a broken hash",
    "hashlib.new": "may be any hash",
    "random.Random": "can be foretold",
    "tempfile.mktemp": "leaves a name for others to take",
}
# By the last word, whatever they are called on.
NEVER_ASKED = {
    "from_string": "makes a template from text",
    "render_template_string": "makes a template from text",
    "extra": "takes pieces of SQL",
    "xpath": "may take a path from text",
}
NEVER_IMPORTED = {
    "pickle": "builds any object",
    "marshal": "builds any object",
    "shelve": "builds any object",
    "requests": "asks addresses",
    "httpx": "asks addresses",
    "urllib3": "asks addresses",
    "aiohttp": "asks addresses",
    "urllib.request": "asks addresses",
    "ftplib": "speaks in clear",
    "telnetlib": "speaks in clear",
    "Crypto": "is another library for ciphers",
    "nacl": "is another library for ciphers",
    "xml.sax": "reads what an XML file points at",
    "xml.dom": "reads what an XML file points at",
    "lxml": "reads what an XML file points at",
}
# Ways to cipher, hash and sign that are broken, or that do not show a change.
BROKEN = frozenset(
    [
        "ECB",
        "CBC",
        "CTR",
        "CFB",
        "OFB",
        "DES",
        "TripleDES",
        "ARC4",
        "Blowfish",
        "MD5",
        "SHA1",
        "PKCS1v15",
        "CERT_NONE",
        "_create_unverified_context",
    ]
)
RUNS_SQL = frozenset({"execute", "executemany", "raw", "RawSQL"})
PATTERNS = frozenset(
    f"re.{name}" for name in ("compile", "search", "match", "fullmatch", "sub", "findall", "split")
)
REASON = re.compile(r"noqa: [A-Z]+\d+(, ?[A-Z]+\d+)* - \w+")


def faults(source: str) -> Iterator[str]:
    """Yield each breach of a rule in a module's text, with its line."""
    for node in ast.walk(ast.parse(source)):
        for fault in _of_node(node):
            yield f"line {node.lineno}: {fault}"  # type: ignore[attr-defined]
    for number, line in enumerate(source.splitlines(), 1):
        if "noqa" in line and not REASON.search(line):
            yield f"line {number}: a rule is switched off without a reason"


def _of_node(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from called(node)
    elif isinstance(node, ast.Attribute | ast.Name):
        name = node.attr if isinstance(node, ast.Attribute) else node.id
        if name in BROKEN:
            yield f"{name} is broken or shows no change"
    for module in imported(node):
        wrong = [why for name, why in NEVER_IMPORTED.items() if f"{module}.".startswith(f"{name}.")]
        yield from (f"{module} {why}" for why in wrong)


def called(node: ast.Call) -> Iterator[str]:
    """Yield what is wrong with a call."""
    name = ast.unparse(node.func)
    last = name.rpartition(".")[2]
    if name in NEVER_CALLED:
        yield f"{name} {NEVER_CALLED[name]}"
    if last in NEVER_ASKED and "." in name:
        yield f"{name} {NEVER_ASKED[last]}"
    first = node.args[0] if node.args else None
    if first is not None and pieced_together(first):
        if last in RUNS_SQL:
            yield f"{name} runs SQL that is pieced together"
        elif name in PATTERNS and "re.escape(" not in ast.unparse(first):
            yield f"{name} takes a pattern that is pieced together"
    if name == "setattr" and "POST" in ast.unparse(node):
        yield "setattr takes the name of a field from a form"
    yield from _said_by_name(name, {word.arg: ast.unparse(word.value) for word in node.keywords})


def _said_by_name(name: str, words: dict[str | None, str]) -> Iterator[str]:
    if name.endswith(".extractall") and "filter" not in words:
        yield f"{name} takes the paths inside an archive"
    if words.get("shell", "False") != "False":
        yield "shell= hands text to a shell"
    if words.get("verify") == "False":
        yield "verify=False believes any certificate"


def pieced_together(text: ast.expr) -> bool:
    """Return whether words are put into a text: parameters and quoted identifiers are not."""
    if isinstance(text, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in text.values)
    if isinstance(text, ast.BinOp):
        return isinstance(text.op, ast.Mod) or any(
            pieced_together(side) or not isinstance(side, ast.Constant | ast.Name)
            for side in (text.left, text.right)
        )
    return isinstance(text, ast.Call) and ast.unparse(text.func).endswith(".format") and not (
        ast.unparse(text.func).startswith("sql.SQL(")
    )  # fmt: skip


def imported(node: ast.AST) -> list[str]:
    """Return the full names of the modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []
