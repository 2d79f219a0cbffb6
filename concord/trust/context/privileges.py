"""What each database role may do with each table. Applied after every migration; safe to repeat."""

from django.db import connections

# Tables from which the application may remove rows: nothing that anybody has recorded.
REMOVABLE = (
    "django_session",
    "safekeeping_draft",
    "safekeeping_heldform",
    "safekeeping_once",
    "subjects_searchkey",
    "mfa_authenticator",
    "usersessions_usersession",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "account_emailaddress",
    "account_emailconfirmation",
    "accounts_remembered",
)
_AUDIT_COLUMNS = "what, record_type, record_id, subject_ids, purpose, details"

_EVERYWHERE = """
    grant usage on schema public to concord_app, concord_auditor, concord_backup, concord_counter;
    grant select, insert, update on all tables in schema public to concord_app;
    grant usage on all sequences in schema public to concord_app;
    grant select on all tables in schema public to concord_backup;
    grant select on all sequences in schema public to concord_backup;
    alter default privileges in schema public grant select on tables to concord_backup;
    alter default privileges in schema public grant select on sequences to concord_backup;
"""
# The application adds to the audit log and can neither read nor rewrite it, nor say when or who.
_AUDIT = f"""
    revoke all on audit_entry, audit_entry_later, audit_seal, audit_head from concord_app;
    grant insert ({_AUDIT_COLUMNS}) on audit_entry to concord_app;
    grant select on audit_entry, audit_seal, audit_head to concord_auditor;
"""
# Field history is written by triggers and read under its own wall.
_HISTORY = """
    revoke all on audit_change, audit_change_later from concord_app;
    grant select on audit_change to concord_app, concord_auditor;
"""
_PARTITIONS = """
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('audit_entry'::regclass, 'audit_change'::regclass)
"""


def apply_privileges(using: str = "owner") -> None:
    """Give each role what it needs and no more. Run as the owner of the tables."""
    with connections[using].cursor() as cursor:
        cursor.execute(_EVERYWHERE + _AUDIT + _HISTORY)
        cursor.execute(_PARTITIONS)
        for (partition,) in cursor.fetchall():
            cursor.execute(f'revoke all on "{partition}" from concord_app')
        cursor.execute("revoke insert, update on django_migrations from concord_app")
        for table in REMOVABLE:
            cursor.execute("select to_regclass(%s) is not null", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f'grant delete on "{table}" to concord_app')
