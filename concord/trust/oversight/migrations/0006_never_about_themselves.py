from django.db import migrations

# A keeper does not read what was asked about themselves, as they never answered it.
NARROWER = """
alter policy keepers_read on oversight_question using (
    'watch' = any ((select concord_reads())::text[])
    or ('audit' = any ((select concord_reads())::text[]) and audit_may_show(subject_id)
        and user_id <> (select concord_user())));
"""
AS_IT_WAS = """
alter policy keepers_read on oversight_question using (
    'watch' = any ((select concord_reads())::text[])
    or ('audit' = any ((select concord_reads())::text[]) and audit_may_show(subject_id)));
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0005_neighbours")]
    operations = [migrations.RunSQL(NARROWER, AS_IT_WAS)]
