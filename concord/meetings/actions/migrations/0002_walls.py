from django.db import migrations

from concord.trust.access.walls import subject_wall


class Migration(migrations.Migration):
    dependencies = [("actions", "0001_initial"), ("access", "0002_walls")]
    operations = [
        subject_wall("actions_action", compartment="action", own_column="owner_agency_id"),
    ]
