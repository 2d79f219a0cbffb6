from django.db import migrations

from concord.trust.access.walls import subject_wall
from concord.trust.wording import never_rewritten, only_added_to


class Migration(migrations.Migration):
    dependencies = [("sittings", "0003_corrections"), ("access", "0002_walls")]
    operations = [
        subject_wall("sittings_contributioncorrection", compartment="meeting"),
        only_added_to("sittings_contributioncorrection"),
        never_rewritten("sittings_contribution", "text"),
    ]
