from django.db import migrations

# A sealed record does not exist for anybody whom its seal does not name, in a count as elsewhere
# (ADR 9, ADR 19): while the seal stands, no figure counts it, and the same figure is shown to all.
UNSEALED = """not exists (
        select 1 from access_restriction r
        where r.subject_id = p.subject_id and r.lifted_at is null and r.level = 'sealed')"""

FUNCTIONS = """
create or replace function tracking_stock(days date[])
    returns table (day date, level text, children bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select d.day, l.to_level::text, count(*)
    from unnest(days) as d (day)
    join tracking_period p on p.opened_on <= d.day and (p.closed_on is null or p.closed_on > d.day)
    join lateral (
        select c.to_level from tracking_levelchange c
        where c.period_id = p.id and c.changed_on <= d.day
        order by c.changed_on desc, c.recorded_at desc limit 1
    ) l on true
    where {counted}
    group by d.day, l.to_level
$$;

create or replace function tracking_flow(from_on date, until_on date)
    returns table (month date, starts bigint, ends bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select m.month, sum(m.starts)::bigint, sum(m.ends)::bigint
    from (
        select date_trunc('month', p.opened_on)::date as month, 1 as starts, 0 as ends
        from tracking_period p where p.opened_on between from_on and until_on and {counted}
        union all
        select date_trunc('month', p.closed_on)::date, 0, 1
        from tracking_period p where p.closed_on between from_on and until_on and {counted}
    ) m
    group by m.month
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0004_joining"),
        # The role that counts may read restrictions since then.
        ("subjects", "0003_emergency"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS.format(counted=UNSEALED), FUNCTIONS.format(counted="true"))
    ]
