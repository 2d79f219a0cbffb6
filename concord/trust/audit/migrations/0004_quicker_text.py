from django.db import migrations

# The same texts as before, made by one call of concat for each row: verification reads millions.
# Identifiers are 36 characters long, and concat takes what is null for nothing.
FUNCTIONS = """
create or replace function audit_text(e audit_entry) returns text language sql stable as $$
    select concat(
        '36:', e.id,
        octet_length((extract(epoch from e.at) * 1000000)::bigint::text), ':',
        (extract(epoch from e.at) * 1000000)::bigint,
        '36:', e.user_id, '36:', e.agency_id,
        octet_length(e.what), ':', e.what,
        octet_length(e.record_type), ':', e.record_type,
        octet_length(e.record_id), ':', e.record_id,
        octet_length(array_to_string(e.subject_ids, ',')), ':', array_to_string(e.subject_ids, ','),
        octet_length(e.purpose), ':', e.purpose,
        octet_length(e.details::text), ':', e.details,
        '36:' || e.change_set)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_reading")]
    operations = [migrations.RunSQL(FUNCTIONS)]
