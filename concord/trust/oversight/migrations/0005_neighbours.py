from django.db import migrations, models

# What the watch reads, with whose home is at the reader's own postcode (domain.md 9.4), and without
# the page on which a keeper answers that a record be sealed.
FUNCTIONS = """
-- Who of these lives at the postcode that a colleague gave as theirs: compared as blind tokens.
create function audit_near(asked_user uuid, asked uuid[]) returns uuid[]
    language sql stable security definer set search_path = public, pg_temp as $$
    select array(
        select distinct k.subject_id
        from interests_owntie t join subjects_searchkey k on k.token = t.token and k.kind = t.kind
        where t.user_id = asked_user and t.kind = 'h' and k.subject_id = any (asked))
$$;
revoke all on function audit_near(uuid, uuid[]) from public;
grant execute on function audit_near(uuid, uuid[]) to concord_owner;
alter function audit_near(uuid, uuid[]) owner to concord_counter;

drop function audit_watch(timestamptz, timestamptz, timestamptz);
create function audit_watch(begins timestamptz, ends timestamptz, active_since timestamptz)
    returns table (user_id uuid, agency_id uuid, at timestamptz, what text, subjects uuid[],
                   unconnected uuid[], own_name uuid[], same_surname uuid[], near uuid[],
                   restricted uuid[])
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
        audit_near(e.user_id, e.subject_ids),
        array(select r.subject_id from access_restriction r
              where r.subject_id = any (e.subject_ids) and r.starts_at <= e.at
                and (r.lifted_at is null or r.lifted_at > e.at))
    from audit_entry e join accounts_user u on u.id = e.user_id
    where e.at >= begins and e.at < ends
      and e.what in ('Opened', 'Listed', 'Searched', 'Exported', 'Printed', 'Downloaded', 'Unmasked')
      -- Who keeps the log, emergencies, conflicts of interest and seals is shown them without a grant.
      and coalesce(e.details ->> 'page', '') not in
          ('WhoOpenedForKeeper', 'AuditLog', 'FindChild', 'Questions', 'AnswerQuestion',
           'EmergencyReviews', 'ReviewEmergency', 'InterestQueue', 'AnswerInterest',
           'LiftInterest', 'AnswerSeal')
      and (active_since is null or e.user_id in (
          select a.user_id from audit_entry a where a.at >= active_since))
    order by e.at;
end $$;
revoke all on function audit_watch(timestamptz, timestamptz, timestamptz) from public;
grant execute on function audit_watch(timestamptz, timestamptz, timestamptz) to concord_app;
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0004_keepers_pages"), ("interests", "0002_walls")]
    operations = [
        migrations.RunSQL(FUNCTIONS),
        migrations.AlterField(
            model_name="question",
            name="pattern",
            field=models.CharField(
                choices=[
                    ("unconnected", "No connection with the case was found"),
                    ("own_name", "The child has the reader’s own name"),
                    ("neighbour", "The child lives at the reader’s own postcode"),
                    ("same_surname", "The same surname, and no connection found"),
                    ("restricted", "A restricted record was opened"),
                    ("bulk", "Many records were opened in one hour"),
                    ("searches", "Many searches were made in one hour"),
                    ("out_of_hours", "Many records were opened outside hours"),
                    (
                        "unusual",
                        "Far more records than this person and their colleagues usually open",
                    ),
                    ("sample", "Drawn for the weekly review"),
                ],
                max_length=20,
            ),
        ),
    ]
