from django.db import migrations

from concord.trust.access.walls import subject_wall


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial"), ("access", "0002_walls")]
    operations = [
        subject_wall("assessment_assessment", compartment="assessment"),
        subject_wall("assessment_answer", compartment="assessment"),
    ]
