from django.db import migrations

CONTEXT = """
create function concord_user() returns uuid language plpgsql stable parallel safe
    set search_path = pg_catalog as $$
declare stated text := current_setting('concord.user', true);
begin
    if stated is null or stated = '' then
        raise exception 'no security context' using errcode = '42501';
    end if;
    return stated::uuid;
end $$;

create function concord_principals() returns uuid[] language plpgsql stable parallel safe
    set search_path = pg_catalog as $$
declare stated text := current_setting('concord.principals', true);
begin
    if stated is null or stated = '' then
        raise exception 'no security context' using errcode = '42501';
    end if;
    return string_to_array(stated, ',')::uuid[];
end $$;

create function concord_agency() returns uuid language plpgsql stable parallel safe
    set search_path = pg_catalog as $$
declare stated text := current_setting('concord.agency', true);
begin
    if stated is null or stated = '' then
        raise exception 'no security context' using errcode = '42501';
    end if;
    return stated::uuid;
end $$;

create function concord_reads() returns text[] language plpgsql stable parallel safe
    set search_path = pg_catalog as $$
begin
    -- A role may read nothing at all, so an empty list does not mean that there is no context.
    if coalesce(current_setting('concord.user', true), '') = '' then
        raise exception 'no security context' using errcode = '42501';
    end if;
    return string_to_array(current_setting('concord.reads', true), ',');
end $$;

-- Whether the person asking may see anything of a subject: for the access tables themselves,
-- whose own rows cannot be asked about under their own policies.
create function concord_may_see(asked uuid) returns boolean language sql stable security definer
    set search_path = public, pg_temp as $$
    select exists (
        select 1 from access_grant g
        where g.subject_id = asked and g.principal_id = any (concord_principals())
          and not g.suspended and g.starts_at <= statement_timestamp() and g.ends_at > statement_timestamp())
    and not exists (
        select 1 from access_block b
        where b.subject_id = asked and b.user_id = concord_user() and b.lifted_at is null)
$$;
revoke all on function concord_may_see(uuid) from public;
grant execute on function concord_may_see(uuid) to concord_app;

-- A restriction puts every grant on its subject to sleep, except those of the people it names.
create function concord_is_suspended(asked uuid, kind text, principal uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select 1 from access_restriction r
        where r.subject_id = asked and r.lifted_at is null
          and not (kind = 'user' and principal = any (r.open_to)))
$$;
revoke all on function concord_is_suspended(uuid, text, uuid) from public;
grant execute on function concord_is_suspended(uuid, text, uuid) to concord_app;

create function concord_grant_sleeps() returns trigger language plpgsql
    set search_path = public, pg_temp as $$
begin
    new.suspended := concord_is_suspended(new.subject_id, new.principal_kind, new.principal_id);
    -- An application clock a little ahead of this one must not hide a grant from the command that
    -- made it.
    if new.starts_at < statement_timestamp() + interval '5 minutes' then
        new.starts_at := least(new.starts_at, transaction_timestamp());
    end if;
    return new;
end $$;
create trigger grant_sleeps before insert or update on access_grant
    for each row execute function concord_grant_sleeps();

create function concord_restriction_bites() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
begin
    update access_grant set ends_at = ends_at where subject_id = new.subject_id;
    return new;
end $$;
create trigger restriction_bites after insert or update on access_restriction
    for each row execute function concord_restriction_bites();
"""

CONTEXT_BACK = """
drop trigger restriction_bites on access_restriction;
drop trigger grant_sleeps on access_grant;
drop function concord_restriction_bites();
drop function concord_grant_sleeps();
drop function concord_is_suspended(uuid, text, uuid);
drop function concord_may_see(uuid);
drop function concord_agency();
drop function concord_reads();
drop function concord_principals();
drop function concord_user();
"""

# The owner's policies serve the definer functions above; the owner never serves a page.
WALLS = """
alter table access_grant enable row level security;
alter table access_grant force row level security;
create policy owner_functions on access_grant to concord_owner using (true) with check (true);
create policy sight on access_grant for select to concord_app using (
    principal_id = any ((select concord_principals())::uuid[]) or concord_may_see(subject_id));
create policy gives on access_grant for insert to concord_app
    with check ((select concord_user()) is not null);
create policy ends on access_grant for update to concord_app using (
    principal_id = any ((select concord_principals())::uuid[]) or concord_may_see(subject_id));

alter table access_restriction enable row level security;
alter table access_restriction force row level security;
create policy owner_functions on access_restriction to concord_owner using (true) with check (true);
create policy sight on access_restriction for select to concord_app
    using (concord_may_see(subject_id));
create policy sets on access_restriction for insert to concord_app
    with check ((select concord_user()) is not null);
create policy lifts on access_restriction for update to concord_app
    using (concord_may_see(subject_id));

alter table access_block enable row level security;
alter table access_block force row level security;
create policy owner_functions on access_block to concord_owner using (true) with check (true);
create policy sight on access_block for select to concord_app using (
    user_id = (select concord_user()) or concord_may_see(subject_id));
create policy sets on access_block for insert to concord_app
    with check ((select concord_user()) is not null);
create policy lifts on access_block for update to concord_app
    using (concord_may_see(subject_id));

alter table access_breakglass enable row level security;
alter table access_breakglass force row level security;
create policy sight on access_breakglass for select to concord_app using (
    user_id = (select concord_user()) or concord_may_see(subject_id));
create policy breaks on access_breakglass for insert to concord_app
    with check (user_id = (select concord_user()));
create policy reviews on access_breakglass for update to concord_app
    using (concord_may_see(subject_id));
"""

WALLS_BACK = "".join(
    f"drop policy {name} on {table};"
    for table, names in {
        "access_grant": ("owner_functions", "sight", "gives", "ends"),
        "access_restriction": ("owner_functions", "sight", "sets", "lifts"),
        "access_block": ("owner_functions", "sight", "sets", "lifts"),
        "access_breakglass": ("sight", "breaks", "reviews"),
    }.items()
    for name in names
)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunSQL(CONTEXT, CONTEXT_BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
    ]
