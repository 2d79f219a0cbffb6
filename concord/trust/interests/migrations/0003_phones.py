import django.contrib.postgres.fields
from django.db import migrations, models

from concord.trust.access.walls import counting_door

# A phone that a colleague and somebody on the register both use is something in common.
PHONES = """
create or replace function interests_meetings(asked_user uuid, asked_subject uuid, common integer)
    returns table (user_id uuid, subject_id uuid, kinds text[])
    language sql stable security definer set search_path = public, pg_temp as $$
    with ties as (
        select t.user_id, t.kind, t.token,
            t.kind <> 'f' or (
                select count(*) from (
                    select 1 from subjects_searchkey c where c.token = t.token limit common + 1
                ) few) <= common as telling
        from interests_owntie t join accounts_user u on u.id = t.user_id and u.is_active
        where t.token is not null and (asked_user is null or t.user_id = asked_user)),
    -- What a person is known by: their own keys, and the numbers of the phones that they use.
    known as not materialized (
        select k.subject_id, k.kind, k.token from subjects_searchkey k where k.kind <> 't'
        union all
        select case when l.one_id = k.subject_id then l.other_id else l.one_id end, k.kind, k.token
        from subjects_searchkey k
        join links_link l on k.subject_id in (l.one_id, l.other_id)
        where k.kind = 't' and l.kind = 'uses_phone' and l.ended_at is null and not l.wrong),
    pairs as (
        select distinct t.user_id, k.subject_id
        from ties t join known k on k.token = t.token and k.kind = t.kind
        where t.telling and (asked_subject is null or k.subject_id = asked_subject)),
    met as (
        select p.user_id, p.subject_id, array_agg(distinct t.kind::text) as kinds
        from pairs p
        join ties t on t.user_id = p.user_id
        join known k on k.subject_id = p.subject_id and k.token = t.token
        group by p.user_id, p.subject_id)
    select m.user_id, m.subject_id, m.kinds
    from met m
    where not exists (
        select 1 from access_block b
        where b.subject_id = m.subject_id and b.user_id = m.user_id and b.lifted_at is null)
      and not exists (
        select 1 from interests_interestblock b join interests_interest i on i.id = b.interest_id
        where b.subject_id = m.subject_id and i.user_id = m.user_id)
      and not exists (
        select 1 from interests_proposal p
        where p.subject_id = m.subject_id and p.user_id = m.user_id
          and p.kinds::text[] @> m.kinds)
$$;
"""
BACK = """
create or replace function interests_meetings(asked_user uuid, asked_subject uuid, common integer)
    returns table (user_id uuid, subject_id uuid, kinds text[])
    language sql stable security definer set search_path = public, pg_temp as $$
    with ties as (
        select t.user_id, t.kind, t.token,
            t.kind <> 'f' or (
                select count(*) from (
                    select 1 from subjects_searchkey c where c.token = t.token limit common + 1
                ) few) <= common as telling
        from interests_owntie t join accounts_user u on u.id = t.user_id and u.is_active
        where t.token is not null and (asked_user is null or t.user_id = asked_user)),
    pairs as (
        select distinct t.user_id, k.subject_id
        from ties t join subjects_searchkey k on k.token = t.token and k.kind = t.kind
        where t.telling and (asked_subject is null or k.subject_id = asked_subject)),
    met as (
        select p.user_id, p.subject_id, array_agg(distinct t.kind::text) as kinds
        from pairs p
        join ties t on t.user_id = p.user_id
        join subjects_searchkey k on k.subject_id = p.subject_id and k.token = t.token
        group by p.user_id, p.subject_id)
    select m.user_id, m.subject_id, m.kinds
    from met m
    where not exists (
        select 1 from access_block b
        where b.subject_id = m.subject_id and b.user_id = m.user_id and b.lifted_at is null)
      and not exists (
        select 1 from interests_interestblock b join interests_interest i on i.id = b.interest_id
        where b.subject_id = m.subject_id and i.user_id = m.user_id)
      and not exists (
        select 1 from interests_proposal p
        where p.subject_id = m.subject_id and p.user_id = m.user_id
          and p.kinds::text[] @> m.kinds)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("interests", "0002_walls"),
        ("links", "0002_walls"),
    ]
    operations = [
        migrations.AlterField(
            model_name="owntie",
            name="kind",
            field=models.CharField(
                choices=[
                    ("n", "same NHS number"),
                    ("o", "same name and date of birth"),
                    ("t", "same telephone number"),
                    ("h", "same home postcode"),
                    ("f", "same surname"),
                ],
                max_length=1,
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("n", "same NHS number"),
                        ("o", "same name and date of birth"),
                        ("t", "same telephone number"),
                        ("h", "same home postcode"),
                        ("f", "same surname"),
                    ],
                    max_length=1,
                ),
                size=None,
            ),
        ),
        counting_door("links_link"),
        migrations.RunSQL(PHONES, BACK),
    ]
