from django.db import migrations

from concord.trust.access.walls import joining_door


class Migration(migrations.Migration):
    dependencies = [("statutory", "0002_walls")]
    operations = [
        joining_door("statutory_episode", "subject_id"),
        joining_door("statutory_step", "subject_id"),
    ]
