from django.db import migrations

# Every change of a protected table, column by column, old and new (ADR 14). Written by triggers, so
# that bulk updates and plain SQL are caught like everything else. A change set is what one
# transaction changed; lines of the log and changes of one transaction share it.
TABLES = """
alter table audit_entry add column change_set uuid;
alter table audit_seal add column changes bytea;

create table audit_change (
    id uuid not null default gen_random_uuid(),
    at timestamptz not null default transaction_timestamp(),
    made_at timestamptz not null default clock_timestamp(),
    user_id uuid not null,
    agency_id uuid not null,
    change_set uuid not null,
    made_by_role name not null default session_user,
    table_name name not null,
    record_id uuid not null,
    subject_id uuid,
    compartment varchar(20) not null,
    operation varchar(6) not null,
    changed jsonb not null,
    primary key (id, at)
) partition by range (at);
create index audit_change_subject on audit_change (subject_id, at);
create index audit_change_record on audit_change (record_id, at);
create index audit_change_set on audit_change (change_set, at);
create table audit_change_later partition of audit_change default;
"""

# Partitions are asked through their parent: on their own they are closed to the application.
MONTHS = """
create function audit_add_month(parent text, month date) returns boolean language plpgsql
    set search_path = pg_catalog, public as $$
declare partition text := parent || '_' || to_char(month, 'YYYY_MM');
begin
    if to_regclass('public.' || partition) is not null then return false; end if;
    execute format('create table public.%I partition of public.%I for values from (%L) to (%L)',
        partition, parent, month, (month + interval '1 month')::date);
    if parent = 'audit_change' then perform audit_close(partition); end if;
    execute format('revoke all on public.%I from concord_app', partition);
    return true;
end $$;

create function audit_close(partition text) returns void language plpgsql
    set search_path = pg_catalog, public as $$
begin
    execute format('alter table public.%I enable row level security', partition);
    execute format('alter table public.%I force row level security', partition);
    execute format('create policy owner_functions on public.%I to concord_owner'
        ' using (true) with check (true)', partition);
    execute format('create policy verifies on public.%I for select to concord_auditor using (true)',
        partition);
end $$;

-- Months are made two years ahead: when Concord is installed or updated, and by its worker.
create function audit_months_ahead() returns integer language plpgsql security definer
    set search_path = pg_catalog, public set lock_timeout = '2s' as $$
declare
    month date := date_trunc('month', statement_timestamp())::date;
    made integer := 0;
begin
    for ahead in 0..24 loop
        made := made + audit_add_month('audit_entry', month)::int
                     + audit_add_month('audit_change', month)::int;
        month := (month + interval '1 month')::date;
    end loop;
    return made;
end $$;
revoke all on function audit_months_ahead() from public;
revoke all on function audit_add_month(text, date) from public;
revoke all on function audit_close(text) from public;
grant execute on function audit_months_ahead() to concord_app;

select audit_close('audit_change');
select audit_close('audit_change_later');
select audit_months_ahead();

create policy need_to_know on audit_change for select to concord_app using (
    compartment = any ((select concord_reads())::text[])
    and exists (
        select 1 from access_grant g
        where g.subject_id = audit_change.subject_id
          and g.principal_id = any ((select concord_principals())::uuid[])
          and audit_change.compartment = any (g.compartments)
          and not g.suspended
          and g.starts_at <= statement_timestamp() and g.ends_at > statement_timestamp())
    and not exists (
        select 1 from access_block b
        where b.subject_id = audit_change.subject_id
          and b.user_id = (select concord_user()) and b.lifted_at is null));
"""

KEEPING = """
-- The change set of this transaction, made on first use.
create function audit_change_set() returns uuid language plpgsql
    set search_path = pg_catalog as $$
declare stated text := current_setting('concord.change_set', true);
begin
    if coalesce(stated, '') = '' then
        stated := gen_random_uuid()::text;
        perform set_config('concord.change_set', stated, true);
    end if;
    return stated::uuid;
end $$;

create or replace function audit_stamp() returns trigger language plpgsql
    set search_path = pg_catalog, public as $$
begin
    new.user_id := coalesce(nullif(current_setting('concord.user', true), ''),
                            '00000000-0000-0000-0000-000000000000')::uuid;
    new.agency_id := coalesce(nullif(current_setting('concord.agency', true), ''),
                              '00000000-0000-0000-0000-000000000000')::uuid;
    new.change_set := audit_change_set();
    return new;
end $$;

-- Arguments: the column that names the subject, and the compartment of the table.
create function audit_keep_history() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public as $$
declare
    old_row jsonb := case when tg_op = 'INSERT' then '{}'::jsonb else to_jsonb(old) end;
    new_row jsonb := case when tg_op = 'DELETE' then '{}'::jsonb else to_jsonb(new) end;
    whole jsonb := case when tg_op = 'DELETE' then old_row else new_row end;
    differing jsonb;
begin
    select jsonb_object_agg(key, jsonb_build_array(old_row -> key, new_row -> key)) into differing
    from jsonb_object_keys(whole) as key
    where key not in ('version', tg_argv[0])
      and (old_row -> key) is distinct from (new_row -> key)
      -- What a new row leaves empty did not change.
      and not (tg_op = 'INSERT' and new_row -> key in ('null', '""', '[]', '{}'));
    if differing is null then return null; end if;
    insert into audit_change (user_id, agency_id, change_set, table_name, record_id, subject_id,
                              compartment, operation, changed)
    values (
        coalesce(nullif(current_setting('concord.user', true), ''),
                 '00000000-0000-0000-0000-000000000000')::uuid,
        coalesce(nullif(current_setting('concord.agency', true), ''),
                 '00000000-0000-0000-0000-000000000000')::uuid,
        audit_change_set(), tg_table_name, (whole ->> 'id')::uuid,
        (whole ->> tg_argv[0])::uuid, tg_argv[1], lower(tg_op), differing);
    perform set_config('concord.changed', current_setting('concord.change_set'), true);
    return null;
end $$;
revoke all on function audit_keep_history() from public;

-- Each part is preceded by its length, so that no two different rows have the same text. Plain
-- expressions, so that the planner takes them into the query that verifies millions of rows.
create function audit_part(part text) returns text language sql immutable
    as $$ select octet_length(part)::text || ':' || part $$;

create function audit_change_text(c audit_change) returns text language sql stable as $$
    select audit_part(c.id::text)
        || audit_part((extract(epoch from c.at) * 1000000)::bigint::text)
        || audit_part((extract(epoch from c.made_at) * 1000000)::bigint::text)
        || audit_part(c.user_id::text) || audit_part(c.agency_id::text)
        || audit_part(c.change_set::text) || audit_part(c.made_by_role::text)
        || audit_part(c.table_name::text) || audit_part(c.record_id::text)
        || audit_part(coalesce(c.subject_id::text, '')) || audit_part(c.compartment::text)
        || audit_part(c.operation::text) || audit_part(c.changed::text)
$$;

-- The change set stands last, so that lines from before there was one keep their text.
drop function audit_text(audit_entry);
create function audit_text(e audit_entry) returns text language sql stable as $$
    select audit_part(e.id::text)
        || audit_part((extract(epoch from e.at) * 1000000)::bigint::text)
        || audit_part(e.user_id::text) || audit_part(e.agency_id::text)
        || audit_part(e.what::text) || audit_part(e.record_type::text)
        || audit_part(e.record_id::text) || audit_part(array_to_string(e.subject_ids, ','))
        || audit_part(e.purpose::text) || audit_part(e.details::text)
        || coalesce(audit_part(e.change_set::text), '')
$$;

-- What a transaction changed is sealed with its first line. All is read before the head is locked.
create or replace function audit_seal_entry() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public as $$
declare
    head audit_head;
    body bytea := convert_to(audit_text(new), 'UTF8');
    history bytea;
begin
    if current_setting('concord.changed', true) = new.change_set::text then
        select sha256(convert_to(string_agg(audit_change_text(c), '' order by c.id), 'UTF8'))
        into history from audit_change c
        where c.change_set = new.change_set and c.at = transaction_timestamp();
        perform set_config('concord.changed', '', true), set_config('concord.change_set', '', true);
        body := body || history;
    end if;
    update audit_head set sequence = sequence + 1, hash = sha256(hash || body)
    returning * into head;
    insert into audit_seal (sequence, entry_id, hash, changes)
    values (head.sequence, new.id, head.hash, history);
    return null;
end $$;

create trigger audit_change_never_changes before update or delete on audit_change
    for each row execute function audit_never_changes();
create trigger audit_change_never_emptied before truncate on audit_change
    for each statement execute function audit_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("access", "0002_walls")]
    operations = [
        migrations.RunSQL(TABLES),
        migrations.RunSQL(MONTHS),
        migrations.RunSQL(KEEPING),
    ]
