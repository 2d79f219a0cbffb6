from django.db import migrations

from concord.trust.access.walls import subject_wall
from concord.trust.wording import never_rewritten, only_added_to


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0003_corrections"), ("access", "0002_walls")]
    operations = [
        subject_wall(
            "frontdoor_worrycorrection", compartment="referral", own_column="referrer_agency_id"
        ),
        only_added_to("frontdoor_worrycorrection"),
        never_rewritten(
            "frontdoor_referral",
            "concern",
            "known_network",
            "child_voice",
            "protective_factors",
            "consent_reason",
            "rationale",
            "feedback",
        ),
    ]
