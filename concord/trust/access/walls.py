"""Row-level security as migration operations: the second wall, in the database itself.

The first wall is `visible_to`. Both say the same: a live grant that names me or my agency and this
compartment, under my role's ceiling, and no block. A missing security context is an error, never
an empty page.
"""

from collections.abc import Sequence

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL

_SIGHT = """
    {part} = any ((select concord_reads())::text[])
    and exists (
        select 1 from access_grant g
        where g.subject_id = {table}.{subject}
          and g.principal_id = any ((select concord_principals())::uuid[])
          and {enough}
          and not g.suspended
          and g.starts_at <= statement_timestamp() and g.ends_at > statement_timestamp())
    and not exists (
        select 1 from access_block b
        where b.subject_id = {table}.{subject}
          and b.user_id = (select concord_user()) and b.lifted_at is null)
"""

_ENABLE = """
    alter table {table} enable row level security;
    alter table {table} force row level security;
"""
_DISABLE = """
    alter table {table} no force row level security;
    alter table {table} disable row level security;
"""


# Which part of a subject each walled table holds, and which column names the subject: what is
# walled also has its history kept (histories.py).
_walled: dict[str, tuple[str, str]] = {}


def walled() -> dict[str, tuple[str, str]]:
    """Return every table with a subject wall, with its compartment and its subject's column."""
    MigrationLoader(None)  # Reading the migrations is what fills the register.
    return dict(_walled)


def subject_wall(
    table: str,
    *,
    compartment: str = "",
    compartment_column: str = "",
    subject: str = "subject_id",
    new_rows: str = "",
    own_column: str = "",
) -> RunSQL:
    """Let the application touch only rows about subjects that its user may see.

    The part of the subject is one `compartment`, or each row's own in `compartment_column`.
    `new_rows` replaces the check on rows being added, where a row must exist before its grants.
    `own_column` names the agency whose own row it is: for them sight of who the person is suffices.
    """
    _walled[table] = (compartment, subject)
    part = f"{table}.{compartment_column}" if compartment_column else f"'{compartment}'"
    enough = f"{part} = any (g.compartments)"
    if own_column:
        own = f"{table}.{own_column} = (select concord_agency())"
        enough = f"({enough} or ({own} and 'identity' = any (g.compartments)))"
    sight = _SIGHT.format(table=table, part=part, subject=subject, enough=enough)
    policies = f"""
        create policy need_to_know_read on {table} for select to concord_app using ({sight});
        create policy need_to_know_change on {table} for update to concord_app
            using ({sight}) with check ({sight});
        create policy need_to_know_add on {table} for insert to concord_app
            with check ({new_rows or sight});
    """
    return _wall(table, policies, ("need_to_know_read", "need_to_know_change", "need_to_know_add"))


def source_wall(
    table: str, *, compartment: str, kind: str, source: str, own_column: str = ""
) -> RunSQL:
    """Narrow a subject wall: sight that one source of a kind gave opens that source's rows alone.

    `source` is the SQL that names a row's source. Attending a meeting opens that meeting's records.
    `own_column` is as in `subject_wall`.
    """
    enough = f"'{compartment}' = any (g.compartments)"
    enough += f" and (g.source_type <> '{kind}' or g.source_id = {source})"
    if own_column:
        own = f"{table}.{own_column} = (select concord_agency())"
        enough = f"(({enough}) or ({own} and 'identity' = any (g.compartments)))"
    sight = f"""exists (
        select 1 from access_grant g
        where g.subject_id = {table}.subject_id
          and g.principal_id = any ((select concord_principals())::uuid[])
          and {enough}
          and not g.suspended
          and g.starts_at <= statement_timestamp() and g.ends_at > statement_timestamp())"""
    return RunSQL(
        f"create policy of_its_source on {table} as restrictive for select to concord_app"
        f" using ({sight});",
        f"drop policy of_its_source on {table};",
    )


def history_wall(table: str) -> RunSQL:
    """Show what changed in a row only to those who see the row: a `source_wall` needs it.

    The field history knows the part that a change is of, and not its source.
    """
    seen = f"exists (select 1 from {table} r where r.id = audit_change.record_id)"
    return RunSQL(
        f"create policy seen_in_{table} on audit_change as restrictive for select to concord_app"
        f" using (table_name <> '{table}' or {seen});",
        f"drop policy seen_in_{table} on audit_change;",
    )


_GRANTED = """exists (
    select 1 from access_grant g
    where g.subject_id = {subjects}
      and g.principal_id = any ((select concord_principals())::uuid[])
      and {part} = any (g.compartments)
      and not g.suspended
      and g.starts_at <= statement_timestamp() and g.ends_at > statement_timestamp())"""


def pair_wall(table: str, *, part_column: str, ends: tuple[str, str]) -> RunSQL:
    """Let the application touch only rows that join two subjects whom its user may both know of.

    The row's part must also be given for one of the two. What changed is kept and shown to nobody
    by subject, because a change names the other end.
    """
    _walled[table] = ("", ends[0])
    one, other = (f"{table}.{end}" for end in ends)
    part = f"{table}.{part_column}"
    known = " and ".join(_GRANTED.format(subjects=end, part="'identity'") for end in (one, other))
    given = " or ".join(_GRANTED.format(subjects=end, part=part) for end in (one, other))
    sight = f"""'identity' = any ((select concord_reads())::text[])
        and {part} = any ((select concord_reads())::text[]) and {known} and ({given})
        and not exists (
            select 1 from access_block b where b.subject_id in ({one}, {other})
              and b.user_id = (select concord_user()) and b.lifted_at is null)"""
    policies = f"""
        create policy both_ends_read on {table} for select to concord_app using ({sight});
        create policy both_ends_change on {table} for update to concord_app
            using ({sight}) with check ({sight});
        create policy both_ends_add on {table} for insert to concord_app with check ({sight});
    """
    return _wall(table, policies, ("both_ends_read", "both_ends_change", "both_ends_add"))


def own_rows_wall(table: str, *, owner: str = "owner_id", anyone_adds: bool = False) -> RunSQL:
    """Let people touch only rows that are theirs: drafts, notices, held-back forms."""
    mine = f"{owner} = (select concord_user())"
    adds = "(select concord_user()) is not null" if anyone_adds else mine
    policies = f"""
        create policy own_rows on {table} for select to concord_app using ({mine});
        create policy own_rows_change on {table} for update to concord_app using ({mine});
        create policy own_rows_remove on {table} for delete to concord_app using ({mine});
        create policy own_rows_add on {table} for insert to concord_app with check ({adds});
    """
    names = ("own_rows", "own_rows_change", "own_rows_remove", "own_rows_add")
    return _wall(table, policies, names)


def joining_door(table: str, *columns: str) -> RunSQL:
    """Let the function that joins two entries reach the rows of just those two (identity 0004)."""
    named = " or ".join(
        f"{column}::text = any (string_to_array(current_setting('concord.joining', true), ','))"
        for column in columns
    )
    return RunSQL(
        f"create policy joining on {table} to concord_owner using ({named});",
        f"drop policy joining on {table};",
    )


def counting_door(table: str) -> RunSQL:
    """Let the counting functions read a whole table; they hand out numbers, never rows."""
    return RunSQL(
        f"create policy counting on {table} for select to concord_counter using (true);"
        f" grant select on {table} to concord_counter;",
        f"drop policy counting on {table}; revoke select on {table} from concord_counter;",
    )


def _wall(table: str, policies: str, names: Sequence[str]) -> RunSQL:
    drop = "".join(f"drop policy {name} on {table};" for name in names)
    return RunSQL(_ENABLE.format(table=table) + policies, drop + _DISABLE.format(table=table))
