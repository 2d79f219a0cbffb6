from django.db import migrations

# Emergency access opens a restricted record and never a sealed one (ADR 19): its grant sleeps
# under a seal only. Every other grant sleeps under both, except those of the people named.
FUNCTION = """
create function concord_is_sealed(asked uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select 1 from access_restriction r
        where r.subject_id = asked and r.lifted_at is null and r.level = 'sealed')
$$;
revoke all on function concord_is_sealed(uuid) from public;
grant execute on function concord_is_sealed(uuid) to concord_app;

create or replace function concord_grant_sleeps() returns trigger language plpgsql
    set search_path = public, pg_temp as $$
begin
    new.suspended := concord_is_suspended(new.subject_id, new.principal_kind, new.principal_id)
        and (new.source_type <> 'break_glass' or concord_is_sealed(new.subject_id));
    -- An application clock a little ahead of this one must not hide a grant from the command that
    -- made it.
    if new.starts_at < statement_timestamp() + interval '5 minutes' then
        new.starts_at := least(new.starts_at, transaction_timestamp());
    end if;
    return new;
end $$;
"""

FUNCTION_BACK = """
create or replace function concord_grant_sleeps() returns trigger language plpgsql
    set search_path = public, pg_temp as $$
begin
    new.suspended := concord_is_suspended(new.subject_id, new.principal_kind, new.principal_id);
    if new.starts_at < statement_timestamp() + interval '5 minutes' then
        new.starts_at := least(new.starts_at, transaction_timestamp());
    end if;
    return new;
end $$;
drop function concord_is_sealed(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0006_role_matrix")]
    operations = [migrations.RunSQL(FUNCTION, FUNCTION_BACK)]
