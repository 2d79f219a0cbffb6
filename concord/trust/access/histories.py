"""Keep the field history of every table about a person: what is walled is also remembered."""

from django.db import connections
from psycopg import sql

from concord.trust.access.walls import walled

# Keys worked out from other columns: what they are worked out from has a history.
WORKED_OUT = frozenset({"subjects_matchkey", "subjects_searchkey"})

_KEEP = """
    create or replace trigger keep_history after insert or update or delete on {table}
        for each row execute function audit_keep_history({subject}, {compartment})
"""


def kept() -> dict[str, tuple[str, str]]:
    """Return the tables whose history is kept, with their compartment and subject's column."""
    return {table: how for table, how in walled().items() if table not in WORKED_OUT}


def keep_histories(using: str) -> None:
    """Give every such table its trigger, and the log its next months. Run as the owner."""
    with connections[using].cursor() as cursor:
        for table, (compartment, subject) in kept().items():
            names = {"table": sql.Identifier(table)}
            values = {"subject": sql.Literal(subject), "compartment": sql.Literal(compartment)}
            cursor.execute(sql.SQL(_KEEP).format(**names, **values))
        cursor.execute("select audit_months_ahead()")
