"""Hand out what was made for somebody to take away, and write down that it left."""

import dataclasses
import hashlib
from collections.abc import Callable, Iterable
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from concord.engines.documents.outgoing import Redactor
from concord.engines.documents.tables import Table, as_csv, as_xlsx
from concord.trust.actors import Actor
from concord.trust.audit import log

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITERS: dict[str, tuple[Callable[[Table], bytes], str]] = {
    "xlsx": (as_xlsx, _XLSX),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}


def table_response(
    table: Table, kind: str, *, name: str, about: Iterable[UUID], by: Actor, page: str
) -> HttpResponse:
    """Return a table as a file to take away, logged with its hash for everybody it is about."""
    write, media_type = WRITERS[kind]
    return taken_away(
        write(_redacted(table)), media_type, name=f"{name}.{kind}", about=about, by=by, page=page
    )


def _redacted(table: Table) -> Table:
    redact = Redactor()
    rows = [[redact(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows]
    return dataclasses.replace(table, rows=rows)


def taken_away(
    data: bytes, media_type: str, *, name: str, about: Iterable[UUID], by: Actor, page: str
) -> HttpResponse:
    """Return bytes as a file to take away, logged with their hash."""
    log.exported(
        about,
        by=by,
        page=page,
        kind=name.rpartition(".")[2],
        sha256=hashlib.sha256(data).hexdigest(),
    )
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
