from django.db import migrations

from concord.trust.access.walls import counting_door, own_rows_wall

# A keeper reads and answers, never about themselves; whoever declared something reads that. What is
# found in common with a sealed child is hidden from everybody until it is sealed no more.
WALLS = """
alter table interests_interest enable row level security;
alter table interests_interest force row level security;
create policy keepers_and_declarers_read on interests_interest for select to concord_app using (
    declared_by = (select concord_user()) or 'audit' = any ((select concord_reads())::text[]));
create policy somebody_declares on interests_interest for insert to concord_app
    with check (declared_by = (select concord_user()));
create policy keepers_lift on interests_interest for update to concord_app using (
    'audit' = any ((select concord_reads())::text[]) and user_id <> (select concord_user()));

alter table interests_interestblock enable row level security;
alter table interests_interestblock force row level security;
create policy keepers_read on interests_interestblock for select to concord_app using (
    'audit' = any ((select concord_reads())::text[]));
create policy somebody_declares on interests_interestblock for insert to concord_app
    with check ((select concord_user()) is not null);

alter table interests_proposal enable row level security;
alter table interests_proposal force row level security;
create policy keepers_read on interests_proposal for select to concord_app using (
    'audit' = any ((select concord_reads())::text[]) and audit_may_show(subject_id));
create policy concord_proposes on interests_proposal for insert to concord_app
    with check ('audit' = any ((select concord_reads())::text[]));
create policy keepers_answer on interests_proposal for update to concord_app using (
    'audit' = any ((select concord_reads())::text[]) and audit_may_show(subject_id)
    and user_id <> (select concord_user()));
"""
WALLS_BACK = """
drop policy keepers_answer on interests_proposal;
drop policy concord_proposes on interests_proposal;
drop policy keepers_read on interests_proposal;
drop policy somebody_declares on interests_interestblock;
drop policy keepers_read on interests_interestblock;
drop policy keepers_lift on interests_interest;
drop policy somebody_declares on interests_interest;
drop policy keepers_and_declarers_read on interests_interest;
alter table interests_proposal no force row level security;
alter table interests_interestblock no force row level security;
alter table interests_interest no force row level security;
alter table interests_proposal disable row level security;
alter table interests_interestblock disable row level security;
alter table interests_interest disable row level security;
"""

# Ids for tokens, sealed records too: what must be closed is closed whoever may know of it.
FUNCTIONS = """
grant select (id, is_active) on accounts_user to concord_counter;

create function interests_named(asked bytea) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp as $$
    select distinct p.id
    from subjects_searchkey k
    join subjects_subject s on s.id = k.subject_id
    join subjects_subject p
      on p.id = coalesce(s.same_as_id, s.id) or p.same_as_id = coalesce(s.same_as_id, s.id)
    where concord_user() is not null and k.token = asked and k.kind in ('o', 'n')
$$;

create function interests_reaches() returns table (interest_id uuid, subject_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
    with named as (
        select i.id as interest_id, k.subject_id
        from interests_interest i
        join subjects_searchkey k on k.token = i.token and k.kind in ('o', 'n')
        where i.lifted_at is null
        union
        select b.interest_id, b.subject_id
        from interests_interestblock b join interests_interest i on i.id = b.interest_id
        where i.lifted_at is null)
    select distinct n.interest_id, p.id
    from named n
    join subjects_subject s on s.id = n.subject_id
    join subjects_subject p
      on p.id = coalesce(s.same_as_id, s.id) or p.same_as_id = coalesce(s.same_as_id, s.id)
    where not exists (
        select 1 from interests_interestblock b
        where b.interest_id = n.interest_id and b.subject_id = p.id)
$$;

create function interests_meetings(asked_user uuid, asked_subject uuid, common integer)
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
# A keeper sees neither the child nor the block. It ends what a lifted interest had closed, and
# nothing else; the owner alone may reach blocks of subjects that the keeper does not see.
LIFTING = """
create policy owner_functions on interests_interest for select to concord_owner using (true);
create policy owner_functions on interests_interestblock for select to concord_owner using (true);
create function interests_end_blocks(asked uuid) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with ended as (
        update access_block b set lifted_at = greatest(b.starts_at, statement_timestamp())
        from interests_interestblock c join interests_interest i on i.id = c.interest_id
        where i.id = asked and b.id = c.block_id and b.lifted_at is null
          and i.lifted_at is not null and i.user_id <> concord_user()
          and 'audit' = any (concord_reads())
        returning 1)
    select count(*) from ended
$$;
revoke all on function interests_end_blocks(uuid) from public;
grant execute on function interests_end_blocks(uuid) to concord_app;
"""
LIFTING_BACK = """
drop function interests_end_blocks(uuid);
drop policy owner_functions on interests_interestblock;
drop policy owner_functions on interests_interest;
"""
NAMES = ("named(bytea)", "reaches()", "meetings(uuid, uuid, integer)")
RIGHTS = "".join(
    f"revoke all on function interests_{name} from public;"
    f" grant execute on function interests_{name} to concord_app;"
    f" alter function interests_{name} owner to concord_counter;"
    for name in NAMES
)
FUNCTIONS_BACK = "".join(f"drop function interests_{name};" for name in NAMES)


class Migration(migrations.Migration):
    dependencies = [
        ("interests", "0001_initial"),
        ("access", "0003_emergency"),
        ("accounts", "0001_initial"),
        ("oversight", "0002_watch"),
        ("subjects", "0004_search_keys"),
    ]
    operations = [
        own_rows_wall("interests_owntie", owner="user_id"),
        migrations.RunSQL(WALLS, WALLS_BACK),
        counting_door("interests_owntie"),
        counting_door("interests_interest"),
        counting_door("interests_interestblock"),
        counting_door("interests_proposal"),
        counting_door("subjects_searchkey"),
        migrations.RunSQL(FUNCTIONS + RIGHTS, FUNCTIONS_BACK),
        migrations.RunSQL(LIFTING, LIFTING_BACK),
    ]
