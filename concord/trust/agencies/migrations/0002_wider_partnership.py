from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agency",
            name="kind",
            field=models.CharField(
                choices=[
                    ("social_care", "Children’s social care"),
                    ("adult_care", "Adult social care"),
                    ("police", "Police"),
                    ("health", "Health"),
                    ("school", "School"),
                    ("education", "Education service"),
                    ("youth_justice", "Youth justice"),
                    ("charity", "Charity"),
                    ("provider", "Residential provider"),
                    ("council", "Other council service"),
                    ("board", "Partnership business unit"),
                ],
                max_length=20,
            ),
        ),
    ]
