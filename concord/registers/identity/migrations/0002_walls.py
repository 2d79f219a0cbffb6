from django.db import migrations

from concord.trust.access.walls import pair_wall


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial"), ("access", "0002_walls")]
    operations = [
        pair_wall("identity_pairverdict", part_column="part", ends=("one_id", "other_id"))
    ]
