from django.db import migrations

from concord.trust.access.walls import subject_wall


class Migration(migrations.Migration):
    dependencies = [("sittings", "0001_initial"), ("access", "0002_walls")]
    operations = [
        subject_wall("sittings_item", compartment="meeting"),
        subject_wall("sittings_contribution", compartment="meeting"),
    ]
