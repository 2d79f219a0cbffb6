from django.db import migrations

from concord.trust.access.walls import counting_door, subject_wall


class Migration(migrations.Migration):
    dependencies = [("tracking", "0001_initial"), ("access", "0002_walls")]
    operations = [
        subject_wall("tracking_period", compartment="tracking"),
        subject_wall("tracking_levelchange", compartment="tracking"),
        counting_door("tracking_period"),
        counting_door("tracking_levelchange"),
    ]
