from django.db import migrations

from concord.trust.access.walls import joining_door


class Migration(migrations.Migration):
    # Files know subjects and no domain: the register speaks for them.
    dependencies = [
        ("subjects", "0009_person_details"),
        ("documents", "0005_protectedplace_begins"),
    ]
    operations = [
        joining_door("subjects_name", "subject_id"),
        joining_door("subjects_identifier", "subject_id"),
        joining_door("subjects_address", "subject_id"),
        joining_door("subjects_protection", "subject_id"),
        joining_door("documents_storedfile", "subject_id"),
    ]
