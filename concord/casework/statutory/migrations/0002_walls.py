from django.db import migrations

from concord.trust.access.walls import subject_wall


class Migration(migrations.Migration):
    dependencies = [("statutory", "0001_initial"), ("access", "0002_walls")]
    operations = [
        subject_wall("statutory_episode", compartment="statutory"),
        subject_wall("statutory_step", compartment="statutory"),
    ]
