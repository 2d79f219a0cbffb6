from django.db import migrations

from concord.trust.access.walls import own_rows_wall


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("access", "0002_walls")]
    operations = [
        own_rows_wall("notices_notice", anyone_adds=True),
    ]
