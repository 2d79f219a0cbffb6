from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

# security.md 2.4: one chain, sealed by a deferred trigger so that the lock on the head is held only
# while the transaction commits.
TABLES = """
create table audit_entry (
    -- The application may fill neither of these two: the column privileges see to it.
    id uuid not null default gen_random_uuid(),
    at timestamptz not null default clock_timestamp(),
    user_id uuid not null default '00000000-0000-0000-0000-000000000000',
    agency_id uuid not null default '00000000-0000-0000-0000-000000000000',
    what varchar(80) not null,
    record_type varchar(80) not null,
    record_id varchar(40) not null,
    subject_ids uuid[] not null,
    purpose varchar(200) not null,
    details jsonb not null,
    primary key (id, at)
) partition by range (at);
create index audit_entry_record on audit_entry (record_type, record_id, at);
create index audit_entry_subjects on audit_entry using gin (subject_ids);
create index audit_entry_user on audit_entry (user_id, at);
create table audit_entry_later partition of audit_entry default;

create table audit_seal (
    sequence bigint primary key,
    entry_id uuid not null unique,
    hash bytea not null
);
create table audit_head (
    only_one boolean primary key default true check (only_one),
    sequence bigint not null,
    hash bytea not null
);
insert into audit_head values (true, 0, sha256('Concord audit chain'::bytea));

do $$
declare month date := date '2026-01-01';
begin
    while month < date '2031-01-01' loop
        execute format('create table audit_entry_%s partition of audit_entry for values from (%L) to (%L)',
            to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
        month := (month + interval '1 month')::date;
    end loop;
end $$;
"""

FUNCTIONS = """
-- Each part is preceded by its length, so that no two different entries have the same text.
create function audit_text(e audit_entry) returns text language sql immutable
    set search_path = pg_catalog as $$
    select string_agg(octet_length(part) || ':' || part, '' order by place)
    from unnest(array[
        e.id::text,
        (extract(epoch from e.at) * 1000000)::bigint::text,
        e.user_id::text, e.agency_id::text, e.what, e.record_type, e.record_id,
        array_to_string(e.subject_ids, ','), e.purpose, e.details::text
    ]) with ordinality as parts(part, place)
$$;

-- Who is the database's to say, from the security context: the application may not supply it.
create function audit_stamp() returns trigger language plpgsql
    set search_path = pg_catalog, public as $$
begin
    new.user_id := coalesce(nullif(current_setting('concord.user', true), ''),
                            '00000000-0000-0000-0000-000000000000')::uuid;
    new.agency_id := coalesce(nullif(current_setting('concord.agency', true), ''),
                              '00000000-0000-0000-0000-000000000000')::uuid;
    return new;
end $$;

create function audit_seal_entry() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public as $$
declare head audit_head; sealed bytea;
begin
    select * into head from audit_head for update;
    sealed := sha256(head.hash || convert_to(audit_text(new), 'UTF8'));
    update audit_head set sequence = head.sequence + 1, hash = sealed;
    insert into audit_seal (sequence, entry_id, hash) values (head.sequence + 1, new.id, sealed);
    return null;
end $$;
revoke all on function audit_seal_entry() from public;

create function audit_never_changes() returns trigger language plpgsql
    set search_path = pg_catalog as $$
begin
    raise exception 'the audit log is only ever added to' using errcode = '42501';
end $$;

create trigger audit_stamp before insert on audit_entry
    for each row execute function audit_stamp();
create constraint trigger audit_seal_at_commit after insert on audit_entry
    deferrable initially deferred for each row execute function audit_seal_entry();
create trigger audit_entry_never_changes before update or delete on audit_entry
    for each row execute function audit_never_changes();
create trigger audit_entry_never_emptied before truncate on audit_entry
    for each statement execute function audit_never_changes();
create trigger audit_seal_never_changes before update or delete on audit_seal
    for each row execute function audit_never_changes();
create trigger audit_seal_never_emptied before truncate on audit_seal
    for each statement execute function audit_never_changes();
"""

BACK = """
drop table audit_entry cascade;
drop table audit_seal, audit_head;
drop function audit_stamp(); drop function audit_seal_entry(); drop function audit_never_changes();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(TABLES + FUNCTIONS, BACK),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("user_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("what", models.CharField(max_length=80)),
                ("record_type", models.CharField(max_length=80)),
                ("record_id", models.CharField(max_length=40)),
                ("subject_ids", ArrayField(models.UUIDField(), size=None)),
                ("purpose", models.CharField(max_length=200)),
                ("details", models.JSONField()),
            ],
            options={"db_table": "audit_entry", "managed": False},
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry_id", models.UUIDField()),
                ("hash", models.BinaryField()),
            ],
            options={"db_table": "audit_seal", "managed": False},
        ),
    ]
