from django.db import migrations

from concord.trust.access.walls import joining_door


class Migration(migrations.Migration):
    dependencies = [("actions", "0004_as_submitted")]
    operations = [
        joining_door("actions_action", "subject_id"),
        joining_door("actions_evidencecorrection", "subject_id"),
    ]
