from django.db import migrations

# The same watch, which takes no look for one without a connection when a keeper reviews emergency
# access or goes through conflicts of interest.
FUNCTION = """
create or replace function audit_watch(begins timestamptz, ends timestamptz, active_since timestamptz)
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
      -- Who keeps the log, emergencies and conflicts of interest is shown them without a grant.
      and coalesce(e.details ->> 'page', '') not in
          ('WhoOpenedForKeeper', 'AuditLog', 'FindChild', 'Questions', 'AnswerQuestion',
           'EmergencyReviews', 'ReviewEmergency', 'InterestQueue', 'AnswerInterest',
           'LiftInterest')
      and (active_since is null or e.user_id in (
          select a.user_id from audit_entry a where a.at >= active_since))
    order by e.at;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0003_hours")]
    operations = [migrations.RunSQL(FUNCTION)]
