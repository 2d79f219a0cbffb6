from django.db import migrations

# Numbers past the walls (ADR 9): owned by a role that nobody can sign in as, which may read these
# two tables only. They return counts, never rows.
FUNCTIONS = """
create function tracking_stock(days date[])
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
    group by d.day, l.to_level
$$;

create function tracking_flow(from_on date, until_on date)
    returns table (month date, starts bigint, ends bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select m.month, sum(m.starts)::bigint, sum(m.ends)::bigint
    from (
        select date_trunc('month', opened_on)::date as month, 1 as starts, 0 as ends
        from tracking_period where opened_on between from_on and until_on
        union all
        select date_trunc('month', closed_on)::date, 0, 1
        from tracking_period where closed_on between from_on and until_on
    ) m
    group by m.month
$$;
revoke all on function tracking_stock(date[]) from public;
revoke all on function tracking_flow(date, date) from public;
grant execute on function tracking_stock(date[]) to concord_app;
grant execute on function tracking_flow(date, date) to concord_app;
alter function tracking_stock(date[]) owner to concord_counter;
alter function tracking_flow(date, date) owner to concord_counter;
"""

BACK = "drop function tracking_stock(date[]); drop function tracking_flow(date, date);"


class Migration(migrations.Migration):
    dependencies = [("tracking", "0002_walls")]
    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
