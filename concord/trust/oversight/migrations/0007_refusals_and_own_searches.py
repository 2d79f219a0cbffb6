from django.db import migrations, models

# What the watch reads, with what was refused to somebody whom a conflict of interest keeps from the
# record, and the keyed hashes of the words that were searched for. `audit_watch` stays for the
# release before this one.
LOOKS = """
create function audit_looks(begins timestamptz, ends timestamptz, active_since timestamptz)
    returns table (user_id uuid, agency_id uuid, at timestamptz, what text, words text[],
                   subjects uuid[], unconnected uuid[], own_name uuid[], same_surname uuid[],
                   near uuid[], restricted uuid[], blocked uuid[])
    language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    perform audit_insist_watch();
    return query
    with lines as (
        select e.user_id, e.agency_id, e.at, e.what::text, u.full_name,
            case when e.what = 'Searched'
                then array(select jsonb_array_elements_text(e.details -> 'word_hashes'))
                else '{}' end as words,
            -- What was refused is named by its key alone: a subject's, or a record's about one.
            case when e.what <> 'Refused' then e.subject_ids else array(
                select distinct b.subject_id from access_block b
                where b.user_id = e.user_id and b.starts_at <= e.at
                  and (b.lifted_at is null or b.lifted_at > e.at)
                  and (b.subject_id = any (e.subject_ids) or b.subject_id::text = e.record_id
                       or b.subject_id in (
                           select c.subject_id from audit_change c
                           where c.record_id = case when e.record_id ~ '^[0-9a-f-]{36}$'
                                                    then e.record_id::uuid end))) end as subjects
        from audit_entry e join accounts_user u on u.id = e.user_id
        where e.at >= begins and e.at < ends
          and e.what in ('Opened', 'Listed', 'Searched', 'Exported', 'Printed', 'Downloaded',
                         'Unmasked', 'Refused')
          -- Who keeps the log, emergencies, conflicts of interest and seals is shown them without a
          -- grant.
          and coalesce(e.details ->> 'page', '') not in
              ('WhoOpenedForKeeper', 'AuditLog', 'FindChild', 'Questions', 'AnswerQuestion',
               'EmergencyReviews', 'ReviewEmergency', 'InterestQueue', 'AnswerInterest',
               'LiftInterest', 'AnswerSeal')
          and (active_since is null or e.user_id in (
              select a.user_id from audit_entry a where a.at >= active_since)))
    select l.user_id, l.agency_id, l.at, l.what, l.words, l.subjects,
        case when l.what = 'Refused' then '{}' else array(
            select s from unnest(l.subjects) s where not exists (
                select 1 from access_grant g where g.subject_id = s
                  and g.principal_id in (l.user_id, l.agency_id)
                  -- A line and the grant of the same act may differ by moments.
                  and g.starts_at <= l.at + interval '1 minute' and g.ends_at > l.at)) end,
        array(select n.subject_id from subjects_name n where n.subject_id = any (l.subjects)
              and n.taken_back_at is null
              and lower(n.full) = lower(l.full_name)),
        array(select n.subject_id from subjects_name n where n.subject_id = any (l.subjects)
              and n.taken_back_at is null
              and audit_surname(n.full) = audit_surname(l.full_name)),
        audit_near(l.user_id, l.subjects),
        array(select r.subject_id from access_restriction r
              where r.subject_id = any (l.subjects) and r.starts_at <= l.at
                and (r.lifted_at is null or r.lifted_at > l.at)),
        case when l.what = 'Refused' then l.subjects else '{}' end
    from lines l
    where l.what <> 'Refused' or cardinality(l.subjects) > 0
    order by l.at;
end $$;
revoke all on function audit_looks(timestamptz, timestamptz, timestamptz) from public;
grant execute on function audit_looks(timestamptz, timestamptz, timestamptz) to concord_app;
"""

# Of these colleagues, those whose family name is so common on the register that searching for it
# says nothing, unless it is the name of somebody from whom they are kept. Compared as blind tokens.
COMMON = """
create function audit_commonly_named(asked uuid[], common integer) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select t.user_id from interests_owntie t
    where concord_user() is not null and t.user_id = any (asked) and t.kind = 'f'
      and (select count(*) from (
              select 1 from subjects_searchkey c where c.token = t.token limit common + 1
          ) few) > common
      and not exists (
          select 1 from subjects_searchkey k join access_block b on b.subject_id = k.subject_id
          where k.token = t.token and b.user_id = t.user_id and b.lifted_at is null)
$$;
revoke all on function audit_commonly_named(uuid[], integer) from public;
grant execute on function audit_commonly_named(uuid[], integer) to concord_app;
alter function audit_commonly_named(uuid[], integer) owner to concord_counter;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0006_never_about_themselves"),
        ("interests", "0002_walls"),
        ("subjects", "0013_corrections"),
        ("audit", "0002_field_history"),
    ]
    operations = [
        migrations.RunSQL(
            LOOKS, "drop function audit_looks(timestamptz, timestamptz, timestamptz);"
        ),
        migrations.RunSQL(COMMON, "drop function audit_commonly_named(uuid[], integer);"),
        migrations.AlterField(
            model_name="question",
            name="pattern",
            field=models.CharField(
                choices=[
                    ("unconnected", "No connection with the case was found"),
                    ("own_name", "The child has the reader’s own name"),
                    ("blocked", "A record that a conflict of interest closes was asked for"),
                    ("own_search", "The reader’s own family name was searched for"),
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
