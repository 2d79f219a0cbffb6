-- A district in bulk: people, what happened to them, and who may see it. Run as a superuser with
-- triggers asleep, into a database with every migration and the reference data. :people is put in.
set session_replication_role = replica;
select setseed(0.42);
create function pg_temp.k(kind text, n bigint) returns uuid immutable language sql
    as $$ select md5(kind || n)::uuid $$;

-- Twelve agencies and 600 people: one in twelve works for each.
insert into agencies_agency (id, code, name, kind, valid_from)
select pg_temp.k('agency', n), 'bench' || n, 'Agency ' || n,
       case n when 0 then 'social_care' when 1 then 'police' when 2 then 'health'
              when 3 then 'board' else 'school' end, '2015-01-01'
from generate_series(0, 11) n;
insert into accounts_user (id, password, username, full_name, job_title, email, is_active, practice,
                           agency_id, epoch)
select pg_temp.k('user', n), '!', 'bench' || n, 'Person ' || n, '', '', true, true,
       pg_temp.k('agency', n % 12), 0
from generate_series(0, 599) n;
insert into accounts_roleholding (id, role, held_from, user_id)
select pg_temp.k('holding', n),
       case n % 12 when 0 then case (n / 12) % 5 when 0 then 'team_manager' else 'social_worker' end
                   when 1 then 'police' when 2 then 'health' when 3 then 'analyst'
                   else 'school_lead' end, '2015-01-01', pg_temp.k('user', n)
from generate_series(0, 599) n;

-- Names of two words: 400 first names and 2,000 surnames, the commonest far commoner than the rest.
create temp table parts as
select array['a','ba','da','el','fa','ha','ja','ka','la','ma','na','o','pa','ra','sa','ta','u',
             'ya','za','mi'] one,
       array['dam','lin','rek','sha','min','ra','nan','vid','lia','tek','zan','na','bel','mir',
             'sto','ron','ya','fia','men','dor'] two,
       array['khan','son','wood','field','ton'] three;
create temp table given as
select row_number() over (order by md5(a || b)) - 1 place, initcap(a || b) word
from parts, unnest(one) a, unnest(two) b;
create temp table family as
select row_number() over (order by md5(a || b || c)) - 1 place, initcap(a || b || c) word
from parts, unnest(one) a, unnest(two) b, unnest(three) c;
create temp table people as
select n, pg_temp.k('person', n) id, given.word || ' ' || family.word named,
       current_date - 365 * 4 - (chance * 365 * 14)::int born,
       now() - again * interval '9 years' referred,
       pg_temp.k('agency', 4 + floor(school * 8)::int) school
from (select n, floor(400 * power(random(), 1.6)) g, floor(2000 * power(random(), 1.8)) f,
             random() chance, random() again, random() school
      from generate_series(1, :people) n) drawn
join given on given.place = g join family on family.place = f;
insert into subjects_subject (id, version, kind, descriptor, born_on, born_precision, sex,
                              ethnicity, ethnicity_source, disabilities, school_name)
select id, 1, 'person', named, born, 'day', case n % 2 when 0 then 'F' else 'M' end, '', '', '[]',
       'Agency ' || n % 8 from people;
insert into subjects_name (id, version, kind, "full", source, subject_id)
select pg_temp.k('name', n), 1, 'known_as', named, '', id from people;
insert into subjects_identifier (id, version, type, value, verified, warning, source, subject_id)
select pg_temp.k('identifier', n), 1, 'NHS', '999' || lpad(n::text, 7, '0'), false, '', '', id
from people;

-- Five things that happened for each person: 1,000,000 in a district of 200,000.
insert into frontdoor_referral (
    id, version, reference, received_at, channel, source_code, referrer_phone, exploitation_types,
    main_type, concern, immediate_danger, whereabouts_known, child_voice, protective_factors,
    known_network, learning_disability, consent, consent_reason, parent_aware, communication_needs,
    decision_due_on, decision_due_at, standard_version, status, acknowledged_at,
    identity_settled_at, is_re_referral, threshold, decision, rationale, feedback, decided_at,
    decided_by, receiving_agency_id, referrer_agency_id, subject_id)
select pg_temp.k('referral', n), 1, 'B' || n, at, 'online', '2B', '', '{CCE}', 'CCE',
       'Seen with older people at the station, and late home three times.', false, 'yes', '', '',
       '', 'no', 'obtained', '', 'yes', '', at::date + 1, at + interval '1 day', 1,
       case when waits then 'received' else 'decided' end, at, at, n > :people,
       case when waits then '' else '3' end, case when waits then '' else 'assess' end,
       case when waits then '' else 'Two late returns.' end, '',
       case when waits then null else at + interval '20 hours' end,
       case when waits then null else pg_temp.k('user', 12) end,
       pg_temp.k('agency', 0), school, id
from (select p.n + again * :people n, p.id, p.school,
             case when p.n % 2500 = 0 and again = 0 then now() - interval '3 hours'
                  else p.referred + again * interval '90 days' end at,
             p.n % 2500 = 0 and again = 0 waits
      from people p, generate_series(0, 1) again where again = 0 or p.n % 10 < 3) r;
insert into statutory_episode (id, version, referred_on, source_code, need_code, closed_on,
                               closure_code, no_further_action, came_from, subject_id)
select pg_temp.k('episode', n), 1, referred::date, '2B', 'N1', referred::date + 200, 'RC1', false,
       'benchmark', id from people where n % 2 = 0;
insert into statutory_step (id, version, kind, started_on, ended_on, codes, episode_id, subject_id)
select pg_temp.k(kind, n), 1, kind, referred::date + 10, referred::date + 40, '{}',
       pg_temp.k('episode', n), id
from people, unnest(array['assessment', 'section_47', 'cin_plan']) kind where n % 2 = 0;
insert into tracking_period (
    id, version, opened_on, opened_level, opened_because, level, harm_status, exploitation_types,
    main_type, lead_worker_id, review_due_on, confirmed_at_meeting, closed_on, closed_level,
    closure_reason, closure_note, subject_id)
select pg_temp.k('period', n), 1, referred::date + 30, 'moderate', 'Referral', 'moderate',
       'suspected', '{CCE}', 'CCE', pg_temp.k('user', 12 * (1 + n % 40)),
       current_date - 10 + (random() * 60)::int, true,
       case when still then null else referred::date + 300 end,
       case when still then '' else 'no_identified_risk' end,
       case when still then '' else 'risk_reduced' end, '', id
from (select *, n % 100 = 0 and referred > now() - interval '2 years' or n % 400 = 0 still
      from people) p where n % 2 = 0;
insert into tracking_levelchange (id, version, changed_on, recorded_at, from_level, to_level,
                                  harm_status, reason, source_type, period_id, subject_id)
select pg_temp.k('change ' || turn, n), 1, referred::date + 30 * turn, referred + turn * interval
       '30 days', '', 'moderate', 'suspected', 'Police know the number.', 'item',
       pg_temp.k('period', n), id
from people, generate_series(1, 2) turn where n % 2 = 0 and (turn = 1 or n % 10 < 5);
insert into actions_action (id, version, text, set_at, set_by, source_type, source_id, due_on,
                            due_at, state, evidence, completed_at, completed_by, owner_agency_id,
                            subject_id)
select pg_temp.k('action', n), 1, 'Send attendance since September', referred, pg_temp.k('user', 0),
       'item', pg_temp.k('item', n), (referred + interval '45 days')::date,
       referred + interval '45 days', case when n % 40 = 0 then 'open' else 'complete' end,
       case when n % 40 = 0 then '' else 'Sent.' end,
       case when n % 40 = 0 then null else referred + interval '40 days' end,
       case when n % 40 = 0 then null else pg_temp.k('user', 4) end, school, id
from people;

-- Who may see them: the front door for seven years, the school for one, people who work with them,
-- and the agencies of the meeting for those tracked now. One in fifty is restricted.
insert into access_grant (id, subject_id, principal_kind, principal_id, compartments, starts_at,
                          ends_at, because, source_type, suspended, given_at)
select gen_random_uuid(), id, 'agency', pg_temp.k('agency', 0),
       '{identity,referral,statutory,assessment,tracking,meeting,action}'::varchar[], referred,
       referred + interval '2555 days', 'Referral to the front door', 'referral', n % 50 = 0,
       referred from people
union all
select gen_random_uuid(), id, 'agency', school, '{identity}'::varchar[], referred,
       referred + interval '365 days', 'They made the referral', 'referral', n % 50 = 0, referred
from people
union all
select gen_random_uuid(), p.id, 'agency', pg_temp.k('agency', member),
       '{identity,meeting,action}'::varchar[], p.referred, now() + interval '28 days',
       'Risk assessment meeting', 'item', n % 50 = 0, p.referred
from people p join tracking_period t on t.subject_id = p.id and t.closed_on is null,
     generate_series(1, 2) member
union all
select gen_random_uuid(), pg_temp.k('person', 1 + (:people - 1)::bigint * ((u * 7919 + i * 104729) % 99991)
       / 99991), 'user', pg_temp.k('user', u),
       '{identity,referral,statutory,assessment,tracking,meeting,action}'::varchar[], now() - interval '60 days',
       now() + interval '300 days', 'They work with the child', 'benchmark', false, now()
from generate_series(0, 599) u, generate_series(1, 100) i;
insert into access_restriction (id, subject_id, level, open_to, reason, starts_at)
select gen_random_uuid(), id, case n % 100 when 0 then 'sealed' else 'restricted' end,
       array[pg_temp.k('user', 0)], 'A witness is protected.', referred from people where n % 50 = 0;
update access_grant g set suspended = true from access_restriction r
where r.subject_id = g.subject_id and g.principal_id <> pg_temp.k('user', 0);
insert into access_block (id, subject_id, user_id, reason, starts_at)
select gen_random_uuid(), pg_temp.k('person', 1 + (u * 331) % :people), pg_temp.k('user', u),
       'Lives next door.', now() - interval '1 day' from generate_series(0, 599) u;
