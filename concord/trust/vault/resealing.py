"""Seal again, under the current keys, what lies sealed in the database under earlier ones.

Works in batches, each in a transaction of its own. What is done carries the new key's id, so that
a walk that was broken off goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction

from concord.trust.vault.fields import SealedText
from concord.trust.vault.sealing import mark_of, marks_of

BATCH = 500
# The walls bind the owner of the tables too. One door, open inside one transaction only.
_OPEN = "create policy resealing on {table} to {role} using (true) with check (true)"
_CLOSE = "drop policy resealing on {table}"


def sealed_columns() -> Iterator[tuple[type[models.Model], SealedText]]:
    """Return every column of the installation that holds sealed text."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SealedText):
                yield model, field


def reseal_columns(
    *, using: str = "owner", batch: int = BATCH, progress: Callable[[str], None] = lambda _: None
) -> int:
    """Seal every sealed text under the current key of its class; return how many were changed."""
    done = 0
    for model, field in sealed_columns():
        while changed := _reseal_some(model, field, using, batch):
            done += changed
            progress(f"{done} texts, now in {model._meta.verbose_name_plural}")
    return done


def keys_in_use(key_ids: Iterable[str], *, using: str = "owner") -> set[str]:
    """Return those of these keys with which something in the database is sealed."""
    used: set[str] = set()
    for model, field in sealed_columns():
        found = f"select exists (select 1 from {_table(model, using)}" + (  # noqa: S608 - own names
            f" where substring({field.column} for %s) = %s)"
        )
        with _door(model, using) as cursor:
            for key_id, mark in ((one, mark) for one in key_ids for mark in marks_of(one)):
                cursor.execute(found, [len(mark), mark])
                if cursor.fetchone()[0]:
                    used.add(key_id)
    return used


def _reseal_some(model: type[models.Model], field: SealedText, using: str, batch: int) -> int:
    table, column, key = _table(model, using), field.column, model._meta.pk.column
    mark = mark_of(field.data_class)
    with _door(model, using) as cursor:
        rows = model._base_manager.using(using).raw(
            f"select * from {table} where substring({column} for %s) <> %s"  # noqa: S608 - own names
            f" order by {key} limit {int(batch)} for update",
            [len(mark), mark],
        )
        again = [(field.pre_save(row, False), row.pk) for row in rows]
        cursor.executemany(
            f"update {table} set {column} = %s where {key} = %s",  # noqa: S608 - own names
            [(bytes(sealed or b""), pk) for sealed, pk in again],
        )
    return len(again)


@contextmanager
def _door(model: type[models.Model], using: str) -> Iterator[Any]:
    """Let the owner of the tables reach every row of one of them, for one transaction."""
    table = _table(model, using)
    role = _quoted(connections[using].settings_dict["USER"], using)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(_OPEN.format(table=table, role=role))
        yield cursor
        cursor.execute(_CLOSE.format(table=table))


def _table(model: type[models.Model], using: str) -> str:
    return _quoted(model._meta.db_table, using)


def _quoted(name: str, using: str) -> str:
    return connections[using].ops.quote_name(name)
