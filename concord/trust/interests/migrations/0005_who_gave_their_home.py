from django.db import migrations

# Whether a colleague gave their home postcode, for those who review access: never which it is.
HOMES = """
grant execute on function concord_holds(text[]) to concord_counter;

create function interests_home_given(asked uuid[]) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select t.user_id from interests_owntie t
    where concord_holds('{administrator,agency_lead,information_governance}')
      and t.user_id = any (asked) and t.kind = 'h' and t.token is not null
$$;
revoke all on function interests_home_given(uuid[]) from public;
grant execute on function interests_home_given(uuid[]) to concord_app;
alter function interests_home_given(uuid[]) owner to concord_counter;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("interests", "0004_never_about_themselves"),
        ("access", "0011_who_knows_of_seals_and_blocks"),
    ]
    operations = [
        migrations.RunSQL(HOMES, "drop function interests_home_given(uuid[]);"),
    ]
