"""What must not come back with a backup: sessions since ended, and messages already sent."""

import psycopg

_END_SESSIONS = """
    delete from django_session;
    update accounts_user set epoch = epoch + 1;
"""
# What waits in a restored outbox may have been done after the backup was made.
_HOLD_JOBS = """
    update jobs_job set held_at = now(), leased_until = null, lease = null
    where done_at is null and gave_up_at is null and held_at is null
"""


def settle(connection: psycopg.Connection) -> int:
    """End every session and hold back every waiting job; return how many jobs there are."""
    with connection.transaction():
        connection.execute(_END_SESSIONS)
        return connection.execute(_HOLD_JOBS).rowcount
