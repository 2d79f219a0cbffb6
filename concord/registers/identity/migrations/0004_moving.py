from django.db import migrations

from concord.trust.access.walls import pair_wall

# What hangs on an entry may be of parts that neither of the two people sees: the owner moves it,
# for a joining that two people agreed to, of which the one asking is the second, and only the rows
# of those two entries (the policies called `joining`). Where one person has something only once,
# the database refuses and nothing has moved.
FUNCTIONS = """
create policy owner_functions on identity_joining for select to concord_owner using (true);
create policy owner_functions on identity_moved to concord_owner using (true) with check (true);

create function identity_move(asked uuid, tables text[], columns text[], parts text[])
    returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
    j identity_joining;
    place integer;
    elsewhere text;
begin
    select * into j from identity_joining
    where id = asked and answer = 'agreed' and undone_at is null
      and answered_by = concord_user() and proposed_by <> concord_user()
      and concord_may_see(kept_id) and concord_may_see(gone_id)
      and not exists (select 1 from identity_moved m where m.joining_id = asked);
    if not found then raise exception 'Two people have not agreed to this.'; end if;
    perform set_config('concord.joining', j.kept_id || ',' || j.gone_id, true);
    for place in 1 .. cardinality(tables) loop
        -- What connects the two with each other stays: nobody is connected with themselves.
        select coalesce(string_agg(format(' and t.%I <> $1', c), ''), '') into elsewhere
        from unnest(tables, columns) other (t, c)
        where t = tables[place] and c <> columns[place];
        execute format($move$
            with taken as (
                update %1$I t set %2$I = $1, version = t.version + 1 where t.%2$I = $2 %3$s
                returning t.id, to_jsonb(t) as whole)
            insert into identity_moved
                (id, joining_id, kept_id, gone_id, part, table_name, column_name, record_id)
            select gen_random_uuid(), $3, $1, $2,
                coalesce(nullif($4, ''), whole ->> 'compartment', whole ->> 'part'), $5, $6, id
            from taken $move$, tables[place], columns[place], elsewhere)
        using j.kept_id, j.gone_id, j.id, parts[place], tables[place], columns[place];
    end loop;
    perform set_config('concord.joining', '', true);
end $$;

-- What was moved on since, or removed, is left where it is.
create function identity_put_back(asked uuid)
    returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
    j identity_joining;
    one record;
begin
    select * into j from identity_joining
    where id = asked and answer = 'agreed' and undone_by = concord_user()
      and undo_proposed_by <> concord_user()
      and concord_may_see(kept_id) and concord_may_see(gone_id);
    if not found then raise exception 'Two people have not agreed to this.'; end if;
    perform set_config('concord.joining', j.kept_id || ',' || j.gone_id, true);
    for one in select distinct table_name, column_name from identity_moved
               where joining_id = asked and table_name <> 'access_grant' loop
        execute format($back$
            update %1$I t set %2$I = $2, version = t.version + 1
            where t.%2$I = $1 and t.id in (
                select record_id from identity_moved
                where joining_id = $3 and table_name = $4 and column_name = $5)
            $back$, one.table_name, one.column_name)
        using j.kept_id, j.gone_id, j.id, one.table_name, one.column_name;
    end loop;
    perform set_config('concord.joining', '', true);
end $$;

revoke all on function identity_move(uuid, text[], text[], text[]) from public;
revoke all on function identity_put_back(uuid) from public;
grant execute on function identity_move(uuid, text[], text[], text[]) to concord_app;
grant execute on function identity_put_back(uuid) to concord_app;
"""
BACK = """
drop function identity_put_back(uuid);
drop function identity_move(uuid, text[], text[], text[]);
drop policy owner_functions on identity_moved;
drop policy owner_functions on identity_joining;
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_joining")]
    operations = [
        pair_wall("identity_joining", part_column="part", ends=("kept_id", "gone_id")),
        pair_wall("identity_moved", part_column="part", ends=("kept_id", "gone_id")),
        migrations.RunSQL(FUNCTIONS, BACK),
    ]
