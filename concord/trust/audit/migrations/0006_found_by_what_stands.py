from django.db import migrations

# Whoever asks "who looked at me" is not found by a name or a number that was taken back.
FIND = """
create or replace function audit_find(stated text)
    returns table (subject_id uuid, name text, born_on date)
    language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    perform audit_insist();
    return query select s.id, s.descriptor::text, s.born_on from subjects_subject s
        where s.id in (
            select n.subject_id from subjects_name n
            where lower(n.full) = lower(stated){name}
            union select i.subject_id from subjects_identifier i
            where i.value = upper(replace(stated, ' ', '')){number})
          and not audit_is_hidden(s.id)
        order by s.descriptor limit 20;
end $$;
"""
STANDING = FIND.format(name=" and n.taken_back_at is null", number=" and i.taken_back_at is null")


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_parallel_verifying"), ("subjects", "0013_corrections")]
    operations = [migrations.RunSQL(STANDING, FIND.format(name="", number=""))]
