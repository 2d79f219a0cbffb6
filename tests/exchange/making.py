"""Censuses for tests: one child, whole returns and zips, each as wrong as a test wants it."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

from concord.exchange.cin_census.parse import read_census
from concord.exchange.cin_census.records import Row
from concord.trust import reference

TODAY = date(2026, 6, 1)
CODES = {
    code_set["set"]: frozenset(code["code"] for code in code_set["codes"])
    for path in (Path(reference.__file__).parent / "code_sets").glob("*.json")
    for code_set in [json.loads(path.read_text(encoding="utf-8"))]
}
CHILD = """<Child><ChildIdentifiers><LAchildID>{la}</LAchildID><UPN>E380200018001</UPN>
<PersonBirthDate>{born}</PersonBirthDate>{sex}</ChildIdentifiers>
<ChildCharacteristics><Ethnicity>{ethnicity}</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>{referred}</CINreferralDate><ReferralSource>2A</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode>{more}</CINdetails></Child>"""


def one_child(**changes: str) -> str:
    """Return the XML of one child with some of it changed."""
    usual = {
        "la": "LA1", "born": "2011-03-27", "sex": "<Sex>F</Sex>", "ethnicity": "APKN",
        "referred": "2025-05-01", "more": "",
    }  # fmt: skip
    return CHILD.format(**(usual | changes))


def census(*children: str, year: str = "2026", collection: str = "CIN") -> str:
    """Return a whole census with these children."""
    return (
        f"<Message><Header><CollectionDetails><Collection>{collection}</Collection>"
        f"<Year>{year}</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>"
        "<Source><LEA>380</LEA></Source></Header>"
        f"<Children>{''.join(children)}</Children></Message>"
    )


def read(folder: Path, text: str | bytes, name: str = "census.xml") -> list[Row]:
    """Write a file and read it; return its rows."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [row for row in read_census(path, codes=CODES, today=TODAY) if isinstance(row, Row)]


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of (name, bytes) members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()
