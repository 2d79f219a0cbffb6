from django.db import migrations

from concord.trust.access.walls import subject_wall


class Migration(migrations.Migration):
    dependencies = [("subjects", "0001_initial"), ("access", "0002_walls")]
    operations = [
        subject_wall(
            "subjects_subject",
            compartment="identity",
            subject="id",
            # A person is entered together with the grants that show them to somebody.
            new_rows="(select concord_user()) is not null",
        ),
        subject_wall("subjects_name", compartment="identity"),
        subject_wall("subjects_identifier", compartment="identity"),
        subject_wall("subjects_address", compartment="identity"),
        subject_wall("subjects_matchkey", compartment="identity"),
    ]
