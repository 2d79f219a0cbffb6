from django.db import migrations

from concord.trust.access.walls import joining_door


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_walls")]
    operations = [
        joining_door("assessment_assessment", "subject_id"),
        joining_door("assessment_answer", "subject_id"),
    ]
