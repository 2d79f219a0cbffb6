from django.db import migrations

# The hours of the working day are dated standards: the caller says which hold.
FUNCTION = """
drop function audit_usual(timestamptz, timestamptz);
create function audit_usual(begins timestamptz, ends timestamptz, day_begins int, day_ends int)
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
           avg((extract(isodow from o.local) > 5 or extract(hour from o.local) < day_begins
                or extract(hour from o.local) >= day_ends)::int)::float
    from opened o group by o.user_id, o.agency_id;
end $$;
revoke all on function audit_usual(timestamptz, timestamptz, int, int) from public;
grant execute on function audit_usual(timestamptz, timestamptz, int, int) to concord_app;
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0002_watch")]
    operations = [migrations.RunSQL(FUNCTION)]
