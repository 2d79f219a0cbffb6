from django.db import migrations

# Whoever looks after people's accounts may see no child. These say how many, never whose.
FUNCTIONS = """
create policy counted_for_reviews on access_breakglass for select to concord_owner using (true);

create function concord_sight_counts(asked uuid[], since date)
    returns table (person uuid, grants bigint, emergencies bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select p,
        (select count(*) from access_grant g where g.principal_kind = 'user' and g.principal_id = p
            and g.starts_at <= statement_timestamp() and g.ends_at > statement_timestamp()),
        (select count(*) from access_breakglass b where b.user_id = p and b.starts_at >= since)
    from unnest(asked) p
$$;
revoke all on function concord_sight_counts(uuid[], date) from public;
grant execute on function concord_sight_counts(uuid[], date) to concord_app;

-- Does nothing for somebody whose account is open: no grant ends unless its holder is closed out.
create function concord_end_sight_of(leaver uuid) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with ended as (
        update access_grant g set ends_at = greatest(g.starts_at, statement_timestamp())
        where g.principal_kind = 'user' and g.principal_id = leaver
          and g.ends_at > statement_timestamp()
          and exists (select 1 from accounts_user u where u.id = leaver and not u.is_active)
        returning 1)
    select count(*) from ended
$$;
revoke all on function concord_end_sight_of(uuid) from public;
grant execute on function concord_end_sight_of(uuid) to concord_app;
"""

FUNCTIONS_BACK = """
drop function concord_end_sight_of(uuid);
drop function concord_sight_counts(uuid[], date);
drop policy counted_for_reviews on access_breakglass;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("access", "0002_walls"),
        ("accounts", "0002_epoch_and_keepers_of_people"),
    ]
    operations = [migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK)]
