from django.db import migrations

from concord.trust.access.walls import subject_wall


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("access", "0002_walls")]
    operations = [
        subject_wall(
            "documents_storedfile", compartment_column="compartment", own_column="agency_id"
        ),
    ]
