from django.db import migrations, models

# The application cannot read the log's tables. These functions show it lines that whoever asks may
# see: the log as a whole to those whose role reads "audit", the readers of one child also to those
# who see the child. A sealed child is taken out of every answer, except for the people on its list.
FUNCTIONS = """
create function audit_is_hidden(asked uuid) returns boolean language sql stable
    set search_path = pg_catalog, public as $$
    select exists (
        select 1 from access_restriction r
        where r.subject_id = asked and r.lifted_at is null and r.level = 'sealed'
          and not concord_user() = any (r.open_to))
$$;
revoke all on function audit_is_hidden(uuid) from public;

create function audit_insist() returns void language plpgsql stable
    set search_path = pg_catalog, public as $$
begin
    if not 'audit' = any (coalesce(concord_reads(), '{}')) then
        raise exception 'the audit log is not this person''s to read' using errcode = '42501';
    end if;
end $$;
revoke all on function audit_insist() from public;

create function audit_lines(wanted jsonb, most integer)
    returns table (id uuid, at timestamptz, user_id uuid, agency_id uuid, what text,
                   record_type text, record_id text, subject_ids uuid[], purpose text,
                   details jsonb, change_set uuid)
    language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    about uuid := wanted ->> 'about';
    asked text := '';
begin
    perform audit_insist();
    if about is not null and audit_is_hidden(about) then return; end if;
    if about is not null then asked := asked || ' and e.subject_ids @> array[$1]'; end if;
    if wanted ? 'who' then asked := asked || ' and e.user_id = ($2 ->> ''who'')::uuid'; end if;
    if wanted ? 'what' then asked := asked || ' and e.what = $2 ->> ''what'''; end if;
    if wanted ? 'since' then asked := asked || ' and e.at >= ($2 ->> ''since'')::timestamptz'; end if;
    if wanted ? 'until' then asked := asked || ' and e.at < ($2 ->> ''until'')::timestamptz'; end if;
    if wanted ? 'after' then
        asked := asked || ' and (e.at, e.id) < (($2 ->> ''after'')::timestamptz, ($2 ->> ''after_id'')::uuid)';
    end if;
    return query execute
        'select e.id, e.at, e.user_id, e.agency_id, e.what::text, e.record_type::text,'
        '  e.record_id::text,'
        '  array(select s from unnest(e.subject_ids) s where not audit_is_hidden(s)),'
        '  e.purpose::text, e.details - ''people'', e.change_set'
        ' from audit_entry e'
        -- A line about sealed children alone does not exist for whoever is not on their list.
        ' where not (cardinality(e.subject_ids) > 0 and not exists ('
        '    select 1 from unnest(e.subject_ids) s where not audit_is_hidden(s)))'
        ' and not exists (select 1 from access_restriction r where r.subject_id::text = e.record_id'
        '    and audit_is_hidden(r.subject_id))'
        || asked || ' order by e.at desc, e.id desc limit $3'
        using about, wanted, most;
end $$;

create function audit_readers(about uuid)
    returns table (user_id uuid, agency_id uuid, times bigint, unconnected bigint,
                   first_at timestamptz, latest_at timestamptz, pages text[], connections text[])
    language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    if not concord_may_see(about) then
        perform audit_insist();
        if audit_is_hidden(about) then return; end if;
    end if;
    return query
        with looks as (
            select e.user_id, e.agency_id, e.at,
                   coalesce(e.details ->> 'page', e.record_type) as page,
                   array(select distinct g.because::text from access_grant g
                         where g.subject_id = about and g.principal_id in (e.user_id, e.agency_id)
                           and g.starts_at <= e.at and g.ends_at > e.at) as because
            from audit_entry e
            where e.subject_ids @> array[about]
              and e.what in ('Opened', 'Listed', 'Searched', 'Exported', 'Printed', 'Downloaded',
                             'Unmasked'))
        select l.user_id, l.agency_id, count(distinct l.at),
               count(distinct l.at) filter (where cardinality(l.because) = 0),
               min(l.at), max(l.at), array_agg(distinct l.page),
               coalesce(array_agg(distinct b.because) filter (where b.because is not null), '{}')
        from looks l left join lateral unnest(l.because) as b (because) on true
        group by l.user_id, l.agency_id
        order by max(l.at) desc;
end $$;

-- Whom a line is about, by the name that the register shows.
create function audit_names(asked uuid[]) returns table (subject_id uuid, name text)
    language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    perform audit_insist();
    return query select s.id, s.descriptor::text from subjects_subject s
                 where s.id = any (asked) and not audit_is_hidden(s.id);
end $$;

-- A child by a number or a whole name, exactly as somebody who asks "who looked at me" gives it.
create function audit_find(stated text) returns table (subject_id uuid, name text, born_on date)
    language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    perform audit_insist();
    return query select s.id, s.descriptor::text, s.born_on from subjects_subject s
        where s.id in (
            select n.subject_id from subjects_name n where lower(n.full) = lower(stated)
            union select i.subject_id from subjects_identifier i
            where i.value = upper(replace(stated, ' ', '')))
          and not audit_is_hidden(s.id)
        order by s.descriptor limit 20;
end $$;
"""

SIGNATURES = (
    "audit_lines(jsonb, integer)", "audit_readers(uuid)", "audit_names(uuid[])", "audit_find(text)",
)  # fmt: skip
OPENED = "".join(
    f"revoke all on function {each} from public; grant execute on function {each} to concord_app;"
    for each in SIGNATURES
)
DOORS = "".join(
    f"create policy audit_names on {table} for select to concord_owner using (true);"
    for table in ("subjects_subject", "subjects_name", "subjects_identifier")
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_field_history"), ("subjects", "0002_walls")]
    operations = [
        migrations.RunSQL(FUNCTIONS + OPENED + DOORS),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("user_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("change_set", models.UUIDField()),
                ("table_name", models.CharField(max_length=63)),
                ("record_id", models.UUIDField()),
                ("subject_id", models.UUIDField(null=True)),
                ("compartment", models.CharField(max_length=20)),
                ("operation", models.CharField(max_length=6)),
                ("changed", models.JSONField()),
            ],
            options={"db_table": "audit_change", "managed": False},
        ),
    ]
