from django.db import migrations

from concord.trust.access.walls import joining_door


class Migration(migrations.Migration):
    dependencies = [("tracking", "0003_counting")]
    operations = [
        joining_door("tracking_period", "subject_id"),
        joining_door("tracking_levelchange", "subject_id"),
    ]
