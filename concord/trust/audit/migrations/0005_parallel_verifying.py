from django.db import migrations

# They read nothing but their argument, so that verification may spread over the server's cores.
FUNCTIONS = """
alter function audit_part(text) parallel safe;
alter function audit_text(audit_entry) parallel safe;
alter function audit_change_text(audit_change) parallel safe;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_quicker_text")]
    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
