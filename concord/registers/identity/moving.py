"""What follows an entry into another, and back: done by the database, beyond anybody's own sight.

Whoever joins two entries may not see all that hangs on them. A function of the database moves it,
for a joining that two people agreed to and for nothing else (migration 0004).
"""

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from concord.registers.identity.models import Joining
from concord.registers.subjects import merging
from concord.trust.access.walls import walled
from concord.trust.commands import Refused


def move(joining: Joining) -> None:
    """Let everything follow the entry that goes. Raise Refused where one person has it only once.

    The rows of both tables are told apart by the part of the record they belong to; a table whose
    rows each name their own says nothing here.
    """
    rows = [_placed(name) for name in merging.following()]
    tables, columns, parts = (list(values) for values in zip(*rows, strict=True))
    _call("select identity_move(%s, %s, %s, %s)", joining, tables, columns, parts)


def put_back(joining: Joining) -> None:
    """Let everything that followed go back; what was added since stays where it was added."""
    _call("select identity_put_back(%s)", joining)


def _placed(name: str) -> tuple[str, str, str]:
    """Return the table, the column and the part of "app.Model.field"."""
    label, field = name.rsplit(".", 1)
    model = apps.get_model(label)
    table = model._meta.db_table
    column = model._meta.get_field(field).column  # type: ignore[union-attr]
    return table, column, walled()[table][0]


def _call(statement: str, joining: Joining, *details: object) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [joining.pk, *details])
    except IntegrityError as error:
        if isinstance(broken := error.__cause__, UniqueViolation):
            raise Refused(merging.clash(broken.diag.constraint_name)) from error
        raise
