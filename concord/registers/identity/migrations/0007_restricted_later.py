from django.db import migrations

# Ids and kinds of keys for an id, never a name. The first is asked by a job alone: which entries
# that are open may be somebody who has just become restricted, and who keeps them. The second says
# of an entry whether it is open: one that was closed since is not told of.
FUNCTIONS = """
create function identity_entries_alike(asked uuid)
    returns table (entry_id uuid, keepers uuid[], kinds text[])
    language sql stable security definer set search_path = public, pg_temp as $$
    select other.subject_id, r.open_to, array_agg(distinct other.kind::text)
    from access_restriction r
    join subjects_searchkey mine on mine.subject_id = r.subject_id
                                and mine.kind in ('m', 'b', 'n', 'p')
    join subjects_searchkey other on other.token = mine.token and other.subject_id <> asked
    join subjects_subject s on s.id = other.subject_id and s.kind = 'person' and s.same_as_id is null
    where r.subject_id = asked and r.lifted_at is null and identity_is_open(other.subject_id)
    group by other.subject_id, r.open_to
    having 'n' = any (array_agg(other.kind::text))
        or 'm' = any (array_agg(other.kind::text)) and array_agg(other.kind::text) && '{b,p}'
    order by count(*) desc, other.subject_id
    limit 50
$$;
revoke all on function identity_entries_alike(uuid) from public;
grant execute on function identity_entries_alike(uuid) to concord_app;
"""
IS_OPEN = """
create function identity_is_open(asked uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select not exists (select 1 from access_restriction r
                       where r.subject_id = asked and r.lifted_at is null)
$$;
revoke all on function identity_is_open(uuid) from public;
grant execute on function identity_is_open(uuid) to concord_app;
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_hidden_walls")]
    operations = [
        migrations.RunSQL(IS_OPEN, "drop function identity_is_open(uuid);"),
        migrations.RunSQL(FUNCTIONS, "drop function identity_entries_alike(uuid);"),
    ]
