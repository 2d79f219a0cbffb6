# ruff: noqa: S608 - the names in the statements are those below
from django.db import migrations

TABLES = {
    "safekeeping_draft": "updated_at",
    "safekeeping_heldform": "held_at",
    "safekeeping_once": "at",
}

# Removes by age alone, and hands out nothing but a number. Never what is of today.
POLICIES = "".join(
    f"create policy discarding on {table} for select to concord_owner using (true);"
    f"create policy discarding_removes on {table} for delete to concord_owner using (true);"
    for table in TABLES
)
REMOVALS = "".join(
    f"delete from {table} where {column} < least(before, statement_timestamp() - interval '1 day');"
    "get diagnostics removed = row_count; altogether := altogether + removed;"
    for table, column in TABLES.items()
)
FUNCTION = f"""
create function safekeeping_discard(before timestamptz) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    removed bigint;
    altogether bigint := 0;
begin
    {REMOVALS}
    return altogether;
end $$;
revoke all on function safekeeping_discard(timestamptz) from public;
grant execute on function safekeeping_discard(timestamptz) to concord_app;
"""
BACK = "drop function safekeeping_discard(timestamptz);" + "".join(
    f"drop policy discarding on {table}; drop policy discarding_removes on {table};"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("safekeeping", "0004_kept_pages")]
    operations = [migrations.RunSQL(POLICIES + FUNCTION, BACK)]
