"""The security context of a transaction: what row-level security knows of who is asking."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from concord.trust.actors import Actor


def set_context(actor: Actor) -> None:
    """Tell the database who is asking, until this transaction ends.

    The setting is local to the transaction: a session-level one would leak to whoever gets the
    connection next.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The security context needs a transaction.")
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('concord.user', %s, true), set_config('concord.agency', %s, true),"
            " set_config('concord.principals', %s, true), set_config('concord.reads', %s, true)",
            [
                str(actor.user_id),
                str(actor.agency_id),
                ",".join(str(key) for key in actor.principals),
                ",".join(sorted(actor.reads)),
            ],
        )


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Run a block in one transaction as this actor: for jobs, the command line and tests."""
    with transaction.atomic():
        set_context(actor)
        yield actor
