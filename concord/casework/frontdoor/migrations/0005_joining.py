from django.db import migrations

from concord.trust.access.walls import joining_door


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0004_as_submitted")]
    operations = [
        joining_door("frontdoor_referral", "subject_id"),
        joining_door("frontdoor_worrycorrection", "subject_id"),
    ]
