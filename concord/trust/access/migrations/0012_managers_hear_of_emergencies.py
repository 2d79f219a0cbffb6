from django.db import migrations

# Who answers for somebody hears that they opened a record in an emergency; the record stays closed
# to them. As guards.ANSWER_FOR_PEOPLE says it.
LEADS = """
create policy leads_read on access_breakglass for select to concord_app using (
    (select concord_holds('{agency_lead,team_manager}'))
    and exists (select 1 from accounts_user u
                where u.id = access_breakglass.user_id
                  and u.agency_id = (select concord_agency())));
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0011_who_knows_of_seals_and_blocks")]
    operations = [
        migrations.RunSQL(LEADS, "drop policy leads_read on access_breakglass;"),
    ]
