from django.db import migrations

from concord.trust.access.walls import history_wall

OF_A_MEETING = (
    "sittings_item",
    "sittings_contribution",
    "sittings_contributioncorrection",
    "sittings_minutecorrection",
)


class Migration(migrations.Migration):
    dependencies = [("sittings", "0008_joining"), ("audit", "0002_field_history")]
    operations = [history_wall(table) for table in OF_A_MEETING]
