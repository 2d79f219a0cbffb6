-- The database roles of Concord. Safe to run again; run as a superuser, in any database.
-- An operator who brings a database runs this once with psql, gives the four roles that sign in
-- their passwords, and then creates the database (see database.sql).
do $$
declare
    wanted record;
begin
    for wanted in select * from (values
        ('concord_owner',   'login nosuperuser createdb nocreaterole nobypassrls noreplication'),
        ('concord_app',     'login nosuperuser nocreatedb nocreaterole nobypassrls noreplication'),
        ('concord_auditor', 'login nosuperuser nocreatedb nocreaterole nobypassrls noreplication'),
        ('concord_backup',  'login nosuperuser nocreatedb nocreaterole bypassrls noreplication'),
        ('concord_counter', 'nologin nosuperuser nocreatedb nocreaterole nobypassrls noreplication')
    ) as role (name, attributes) loop
        if not exists (select 1 from pg_roles where rolname = wanted.name) then
            execute format('create role %I', wanted.name);
        end if;
        execute format('alter role %I with %s', wanted.name, wanted.attributes);
    end loop;

    -- The owner hands the counting functions to the counter, but does not count with its rights.
    if current_setting('server_version_num')::int >= 160000 then
        execute 'grant concord_counter to concord_owner with inherit false, set true';
    else
        grant concord_counter to concord_owner;
    end if;
end
$$;

-- The walls are many small conditions: compiling them takes longer than asking them.
alter role concord_app set jit = off;
