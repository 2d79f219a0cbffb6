from django.db import migrations

FUNCTIONS = """
create function audit_may_show(asked uuid) returns boolean language sql stable security definer
    set search_path = pg_catalog, public as $$
    select asked is null or not audit_is_hidden(asked)
$$;
revoke all on function audit_may_show(uuid) from public;
grant execute on function audit_may_show(uuid) to concord_app;

create function audit_insist_watch() returns void language plpgsql stable
    set search_path = pg_catalog, public as $$
begin
    if not 'watch' = any (coalesce(concord_reads(), '{}')) then
        raise exception 'only the watch reads the log like this' using errcode = '42501';
    end if;
end $$;
revoke all on function audit_insist_watch() from public;

create function audit_surname(full_name text) returns text language sql immutable
    set search_path = pg_catalog as $$
    select case when full_name ~ '\\s' then lower(substring(full_name from '\\S+$')) end
$$;

-- Looks with what connected them: a grant at that time; the names of reader and child; whether the
-- child was restricted.
create function audit_watch(begins timestamptz, ends timestamptz, active_since timestamptz)
    returns table (user_id uuid, agency_id uuid, at timestamptz, what text, subjects uuid[],
                   unconnected uuid[], own_name uuid[], same_surname uuid[], restricted uuid[])
    language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    perform audit_insist_watch();
    return query
    select e.user_id, e.agency_id, e.at, e.what::text, e.subject_ids,
        array(select s from unnest(e.subject_ids) s where not exists (
            select 1 from access_grant g where g.subject_id = s
              and g.principal_id in (e.user_id, e.agency_id)
              -- A line and the grant of the same act may differ by moments.
              and g.starts_at <= e.at + interval '1 minute' and g.ends_at > e.at)),
        array(select n.subject_id from subjects_name n where n.subject_id = any (e.subject_ids)
              and lower(n.full) = lower(u.full_name)),
        array(select n.subject_id from subjects_name n where n.subject_id = any (e.subject_ids)
              and audit_surname(n.full) = audit_surname(u.full_name)),
        array(select r.subject_id from access_restriction r
              where r.subject_id = any (e.subject_ids) and r.starts_at <= e.at
                and (r.lifted_at is null or r.lifted_at > e.at))
    from audit_entry e join accounts_user u on u.id = e.user_id
    where e.at >= begins and e.at < ends
      and e.what in ('Opened', 'Listed', 'Searched', 'Exported', 'Printed', 'Downloaded', 'Unmasked')
      -- Who keeps the log is shown it without a grant.
      and coalesce(e.details ->> 'page', '') not in
          ('WhoOpenedForKeeper', 'AuditLog', 'FindChild', 'Questions', 'AnswerQuestion')
      and (active_since is null or e.user_id in (
          select a.user_id from audit_entry a where a.at >= active_since))
    order by e.at;
end $$;

create function audit_usual(begins timestamptz, ends timestamptz)
    returns table (user_id uuid, agency_id uuid, per_day double precision, late double precision)
    language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    perform audit_insist_watch();
    return query
    with opened as (
        select e.user_id, e.agency_id, s as subject, e.at at time zone 'Europe/London' as local
        from audit_entry e, unnest(e.subject_ids) s
        where e.at >= begins and e.at < ends and e.what = 'Opened')
    select o.user_id, o.agency_id,
           count(distinct (o.subject, o.local::date))::float / count(distinct o.local::date),
           avg((extract(isodow from o.local) > 5 or extract(hour from o.local) not between 7 and 19)
               ::int)::float
    from opened o group by o.user_id, o.agency_id;
end $$;
revoke all on function audit_watch(timestamptz, timestamptz, timestamptz) from public;
revoke all on function audit_usual(timestamptz, timestamptz) from public;
grant execute on function audit_watch(timestamptz, timestamptz, timestamptz) to concord_app;
grant execute on function audit_usual(timestamptz, timestamptz) to concord_app;

alter table oversight_question enable row level security;
alter table oversight_question force row level security;
create policy keepers_read on oversight_question for select to concord_app using (
    'watch' = any ((select concord_reads())::text[])
    or ('audit' = any ((select concord_reads())::text[]) and audit_may_show(subject_id)));
create policy watch_asks on oversight_question for insert to concord_app
    with check ('watch' = any ((select concord_reads())::text[]));
create policy keepers_answer on oversight_question for update to concord_app using (
    'audit' = any ((select concord_reads())::text[]) and audit_may_show(subject_id)
    and user_id <> (select concord_user()));
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial"), ("audit", "0003_reading")]
    operations = [migrations.RunSQL(FUNCTIONS)]
