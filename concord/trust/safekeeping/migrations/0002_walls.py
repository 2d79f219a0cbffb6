from django.db import migrations

from concord.trust.access.walls import own_rows_wall


class Migration(migrations.Migration):
    dependencies = [("safekeeping", "0001_initial"), ("access", "0002_walls")]
    operations = [
        own_rows_wall("safekeeping_draft"),
        own_rows_wall("safekeeping_heldform"),
        own_rows_wall("safekeeping_once", owner="user_id"),
    ]
