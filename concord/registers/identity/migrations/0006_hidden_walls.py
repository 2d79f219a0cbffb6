from django.db import migrations

from concord.trust.access.walls import subject_wall

# Ids and kinds of keys for an id, never a name: which restricted or sealed people an entry may be,
# and who keeps them. Asked by a job alone (registers/identity/hidden.py).
FUNCTION = """
create function identity_hidden_alike(asked uuid)
    returns table (subject_id uuid, keepers uuid[], kinds text[])
    language sql stable security definer set search_path = public, pg_temp as $$
    select r.subject_id, r.open_to, array_agg(distinct k.kind::text)
    from access_restriction r
    join subjects_searchkey k on k.subject_id = r.subject_id and k.kind in ('m', 'b', 'n', 'p')
    join subjects_searchkey mine on mine.token = k.token and mine.subject_id = asked
    where r.lifted_at is null and r.subject_id <> asked
    group by r.subject_id, r.open_to
$$;
revoke all on function identity_hidden_alike(uuid) from public;
grant execute on function identity_hidden_alike(uuid) to concord_app;
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0005_hidden")]
    operations = [
        subject_wall("identity_hiddencandidate", compartment="identity"),
        migrations.RunSQL(FUNCTION, "drop function identity_hidden_alike(uuid);"),
    ]
