from django.db import migrations

# Who answers every part of a search, of those whom the person asking may see: the same wall as on
# the tables (trust/access/walls.py), asked once about each candidate and not at every step. Says
# nothing of anybody else: hidden people are left out before the cap.
ANSWERS = """
create function subjects_answering(tokens bytea[], places int[], most int)
    returns table (subject_id uuid, answered bytea[])
    language sql stable security definer set search_path = public, pg_temp as $$
    select k.subject_id, array_agg(distinct k.token)
    from unnest(tokens, places) wanted (token, place)
    join subjects_searchkey k on k.token = wanted.token
    where 'identity' = any ((select concord_reads())::text[])
    group by k.subject_id
    having count(distinct wanted.place) = (select count(distinct p) from unnest(places) p)
    and exists (
        select 1 from access_grant g
        where g.subject_id = k.subject_id
          and g.principal_id = any ((select concord_principals())::uuid[])
          and 'identity' = any (g.compartments)
          and not g.suspended
          and g.starts_at <= statement_timestamp() and g.ends_at > statement_timestamp())
    and not exists (
        select 1 from access_block b
        where b.subject_id = k.subject_id
          and b.user_id = (select concord_user()) and b.lifted_at is null)
    order by k.subject_id
    limit most
$$;
revoke all on function subjects_answering(bytea[], int[], int) from public;
grant execute on function subjects_answering(bytea[], int[], int) to concord_app;
"""


class Migration(migrations.Migration):
    dependencies = [("subjects", "0005_protection"), ("access", "0002_walls")]
    operations = [
        migrations.RunSQL(ANSWERS, "drop function subjects_answering(bytea[], int[], int);")
    ]
