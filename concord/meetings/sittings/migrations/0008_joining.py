from django.db import migrations

from concord.trust.access.walls import joining_door


class Migration(migrations.Migration):
    dependencies = [("sittings", "0007_of_their_meeting")]
    operations = [
        joining_door("sittings_item", "subject_id"),
        joining_door("sittings_contribution", "subject_id"),
        joining_door("sittings_contributioncorrection", "subject_id"),
        joining_door("sittings_minutecorrection", "subject_id"),
    ]
