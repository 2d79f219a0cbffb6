from django.db import migrations

# As for restrictions: whoever sees the subject. A proposal also reaches the keepers of the audit,
# except about a child who is hidden from them.
_WALL = """
alter table {table} enable row level security;
alter table {table} force row level security;
create policy sight on {table} for select to concord_app using ({seen});
create policy sets on {table} for insert to concord_app with check (concord_may_see(subject_id));
create policy changes on {table} for update to concord_app using ({seen});
"""
_SEEN = "concord_may_see(subject_id)"
_KEPT = (
    f"{_SEEN} or ('audit' = any ((select concord_reads())::text[]) and concord_no_seal(subject_id))"
)
_SEALED = """
create function concord_no_seal(asked uuid) returns boolean language sql stable security definer
    set search_path = public, pg_temp as $$
    select not exists (select 1 from access_restriction r
        where r.subject_id = asked and r.level = 'sealed' and r.lifted_at is null)
$$;
revoke all on function concord_no_seal(uuid) from public;
grant execute on function concord_no_seal(uuid) to concord_app;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_seals_and_holds")]
    operations = [
        migrations.RunSQL(
            _SEALED
            + _WALL.format(table="access_sealproposal", seen=_KEPT)
            + _WALL.format(table="access_legalhold", seen=_SEEN),
            "drop function concord_no_seal(uuid) cascade;",
        )
    ]
