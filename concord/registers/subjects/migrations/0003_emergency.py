from django.db import migrations

from concord.trust.access.walls import counting_door

# In an emergency somebody opens a record that they do not see yet, by a number and a date of birth
# that they know. The function tells the one record that both lead to, and nothing of a sealed one or
# of one that a conflict of interest closes to whoever asks.
FUNCTION = """
create function subjects_for_emergency(asked_type text, asked_value text, born date) returns uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select case when count(*) = 1 then (array_agg(found.id))[1] end
    from (
        select distinct coalesce(s.same_as_id, s.id) as id
        from subjects_identifier i join subjects_subject s on s.id = i.subject_id
        where i.type = asked_type and i.value = asked_value and s.born_on = born
    ) found
    where concord_user() is not null
      and not exists (
        select 1 from access_restriction r
        where r.subject_id = found.id and r.lifted_at is null and r.level = 'sealed')
      and not exists (
        select 1 from access_block b
        where b.subject_id = found.id and b.user_id = concord_user() and b.lifted_at is null)
$$;
revoke all on function subjects_for_emergency(text, text, date) from public;
grant execute on function subjects_for_emergency(text, text, date) to concord_app;
alter function subjects_for_emergency(text, text, date) owner to concord_counter;
"""


class Migration(migrations.Migration):
    dependencies = [("subjects", "0002_walls"), ("access", "0003_emergency")]
    operations = [
        counting_door("subjects_subject"),
        counting_door("subjects_identifier"),
        counting_door("access_restriction"),
        counting_door("access_block"),
        migrations.RunSQL(FUNCTION, "drop function subjects_for_emergency(text, text, date);"),
    ]
