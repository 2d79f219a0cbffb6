from django.db import migrations

from concord.trust.access.walls import joining_door


class Migration(migrations.Migration):
    dependencies = [("links", "0002_walls")]
    operations = [
        joining_door("links_link", "one_id", "other_id"),
    ]
