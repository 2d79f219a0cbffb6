from django.db import migrations

from concord.trust.access.walls import subject_wall
from concord.trust.wording import only_added_to


class Migration(migrations.Migration):
    dependencies = [("sittings", "0005_minute_corrections"), ("access", "0002_walls")]
    operations = [
        subject_wall("sittings_minutecorrection", compartment="meeting"),
        only_added_to("sittings_minutecorrection"),
    ]
