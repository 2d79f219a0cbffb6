from django.db import migrations

from concord.trust.access.walls import subject_wall


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0001_initial"), ("access", "0002_walls")]
    operations = [
        subject_wall("frontdoor_referral", compartment="referral", own_column="referrer_agency_id"),
    ]
