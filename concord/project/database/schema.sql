-- Who may use and add to the schema. Safe to run again; run as a superuser in Concord's database.
revoke all on schema public from public;
grant usage on schema public to concord_app, concord_auditor, concord_backup;
-- A role can only be given a function in a schema where it could have made one.
grant usage, create on schema public to concord_counter;
