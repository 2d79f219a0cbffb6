from django.db import migrations

from concord.trust.access.walls import subject_wall
from concord.trust.wording import never_rewritten, only_added_to


class Migration(migrations.Migration):
    dependencies = [("actions", "0003_corrections"), ("access", "0002_walls")]
    operations = [
        subject_wall(
            "actions_evidencecorrection", compartment="action", own_column="owner_agency_id"
        ),
        only_added_to("actions_evidencecorrection"),
        never_rewritten("actions_action", "evidence"),
    ]
