"""Which queries of a page read a large table from end to end."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from concord.trust.actors import Actor
from concord.trust.context import acting_as

LARGE = 50_000


def scans_of(ask: Callable[[], object], actor: Actor, *, large: int = LARGE) -> set[str]:
    """Return the tables of at least that many rows which the queries of a request scan.

    The plans are those that the reader's own walls give: each query is explained as this actor.
    """
    with CaptureQueriesContext(connection) as asked:
        ask()
    found: set[str] = set()
    with acting_as(actor), connection.cursor() as cursor:
        for query in asked.captured_queries:
            statement = query["sql"].strip()
            if statement.lower().startswith(("select ", "with ")):
                cursor.execute("explain (format json) " + statement)
                plan = cursor.fetchone()[0]
                found |= set(_scanned(plan if isinstance(plan, list) else json.loads(plan)))
        return {table for table in found if _rows_of(cursor, table) >= large}


def _scanned(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _scanned(one)
    elif isinstance(node, dict):
        if node.get("Node Type") == "Seq Scan":
            yield node["Relation Name"]
        for inner in node.values():
            yield from _scanned(inner)


def _rows_of(cursor: Any, table: str) -> int:
    cursor.execute("select reltuples from pg_class where oid = %s::regclass", [table])
    return int(cursor.fetchone()[0])
