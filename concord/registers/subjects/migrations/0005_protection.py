import django.db.models.deletion
import uuid
from django.db import migrations, models

from concord.trust.access.walls import subject_wall


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0004_search_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="Protection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("danger", "Somebody dangerous must not find them"),
                            ("placement", "A foster home or another placement"),
                            ("refuge", "A refuge or safe house"),
                            ("court", "A court has ordered it"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("set_at", models.DateTimeField()),
                ("set_by", models.UUIDField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_by", models.UUIDField(blank=True, null=True)),
                ("lifted_because", models.TextField(blank=True)),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="protections",
                        to="subjects.address",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={
                "ordering": ["-set_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("address",),
                        name="one_protection_at_a_time",
                    )
                ],
            },
        ),
        subject_wall("subjects_protection", compartment="identity"),
    ]
