from django.db import migrations

# A keeper reads nothing about themselves but what they declared, and learns from no row that an
# interest closed a child who is sealed. Reading says now what answering said before.
NARROWER = """
alter policy keepers_and_declarers_read on interests_interest using (
    declared_by = (select concord_user())
    or ('audit' = any ((select concord_reads())::text[]) and user_id <> (select concord_user())));
alter policy keepers_read on interests_interestblock using (
    'audit' = any ((select concord_reads())::text[]) and audit_may_show(subject_id)
    and exists (
        select 1 from interests_interest i
        where i.id = interests_interestblock.interest_id
          and i.user_id <> (select concord_user())));
alter policy keepers_read on interests_proposal using (
    'audit' = any ((select concord_reads())::text[]) and audit_may_show(subject_id)
    and user_id <> (select concord_user()));
"""
AS_IT_WAS = """
alter policy keepers_and_declarers_read on interests_interest using (
    declared_by = (select concord_user()) or 'audit' = any ((select concord_reads())::text[]));
alter policy keepers_read on interests_interestblock using (
    'audit' = any ((select concord_reads())::text[]));
alter policy keepers_read on interests_proposal using (
    'audit' = any ((select concord_reads())::text[]) and audit_may_show(subject_id));
"""


class Migration(migrations.Migration):
    dependencies = [("interests", "0003_phones")]
    operations = [migrations.RunSQL(NARROWER, AS_IT_WAS)]
