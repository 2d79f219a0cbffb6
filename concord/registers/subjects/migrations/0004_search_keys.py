import django.db.models.deletion
from django.db import migrations, models

from concord.trust.access.walls import subject_wall

# The owner makes the keys anew when the secret changes (manage.py rebuild_search). It never serves
# a page.
REBUILD = "".join(
    f"create policy rebuilds on {table} for {what} to concord_owner using (true);"
    for table, what in {
        "subjects_subject": "select",
        "subjects_name": "select",
        "subjects_identifier": "select",
        "subjects_address": "select",
        "subjects_searchkey": "all",
    }.items()
)
REBUILD_BACK = "".join(
    f"drop policy rebuilds on subjects_{table};"
    for table in ("subject", "name", "identifier", "address", "searchkey")
)


class Migration(migrations.Migration):
    dependencies = [("subjects", "0003_emergency"), ("access", "0002_walls")]
    operations = [
        migrations.CreateModel(
            name="SearchKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=1)),
                ("token", models.BinaryField()),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_keys",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["token", "subject"], name="search_key")]},
        ),
        subject_wall("subjects_searchkey", compartment="identity"),
        # Keys are replaced when what they are made from changes.
        migrations.RunSQL(
            "create policy removes on subjects_searchkey for delete to concord_app"
            " using ((select concord_user()) is not null);",
            "drop policy removes on subjects_searchkey;",
        ),
        migrations.RunSQL(REBUILD, REBUILD_BACK),
        migrations.DeleteModel("MatchKey"),
    ]
