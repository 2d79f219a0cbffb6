from django.db import migrations, models

# Whom each of these people may see, by what is awake for them or their agency today, of the parts
# that the caller says their roles read. Numbers, never whose: people, not places or grants.
# The function of the same name that counts grants stays for the release before this one.
COUNTS = """
create function concord_sight_counts(asked jsonb, since date)
    returns table (person uuid, records bigint, emergencies bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select u.id,
        (select count(distinct coalesce(s.same_as_id, s.id))
         from access_grant g join subjects_subject s on s.id = g.subject_id
         where g.principal_id in (u.id, u.agency_id) and s.kind = 'person' and not g.suspended
           and g.starts_at <= statement_timestamp() and g.ends_at > statement_timestamp()
           and g.compartments && array(select jsonb_array_elements_text(a.parts))::varchar[]
           and not exists (
               select 1 from access_block b where b.subject_id = g.subject_id
                 and b.user_id = u.id and b.lifted_at is null)),
        (select count(*) from access_breakglass b where b.user_id = u.id and b.starts_at >= since)
    from jsonb_each(asked) as a (person, parts) join accounts_user u on u.id = a.person::uuid
$$;
revoke all on function concord_sight_counts(jsonb, date) from public;
grant execute on function concord_sight_counts(jsonb, date) to concord_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_known_by_issuer"),
        ("subjects", "0012_sealed_addresses"),
        ("audit", "0003_reading"),
    ]
    operations = [
        migrations.AddField(
            model_name="accessreview",
            name="escalated_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(COUNTS, "drop function concord_sight_counts(jsonb, date);"),
    ]
