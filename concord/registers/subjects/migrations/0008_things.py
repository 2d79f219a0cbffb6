import django.db.models.deletion
import uuid
from django.db import migrations, models

from concord.trust.access.walls import subject_wall


TABLES = (
    "onlineaccount",
    "onlinespace",
    "organisation",
    "peergroup",
    "phone",
    "place",
    "vehicle",
)
# The owner makes the search keys anew and reads what they are made from (0004).
REBUILD = "".join(
    f"create policy rebuilds on subjects_{table} for select to concord_owner using (true);"
    for table in TABLES
)
REBUILD_BACK = "".join(f"drop policy rebuilds on subjects_{table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0007_matching_weights"),
    ]

    operations = [
        migrations.AddField(
            model_name="subject",
            name="about_age",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="subject",
            name="age_said_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="subject",
            name="kind",
            field=models.CharField(
                choices=[
                    ("person", "Person"),
                    ("place", "Place"),
                    ("peer_group", "Peer group"),
                    ("vehicle", "Vehicle"),
                    ("phone", "Telephone number"),
                    ("online_account", "Online account"),
                    ("online_space", "Online space"),
                    ("organisation", "Organisation"),
                ],
                default="person",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="OnlineAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("platform", models.CharField(max_length=60)),
                ("handle", models.CharField(max_length=120)),
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OnlineSpace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("platform", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("business", "Business"),
                            ("school", "School or college"),
                            ("service", "Public service"),
                            ("charity", "Charity or community group"),
                            ("other", "Another organisation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="subjects.subject",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PeerGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("about", models.TextField(blank=True)),
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Phone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.CharField(max_length=40)),
                ("e164", models.CharField(blank=True, max_length=16)),
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("home", "Home or private address"),
                            ("school", "School or college"),
                            ("care_home", "Children’s home or other placement"),
                            ("park", "Park or open space"),
                            ("shop", "Shop or takeaway"),
                            ("hotel", "Hotel or short let"),
                            ("transport", "Station, stop or route"),
                            ("licensed", "Licensed premises"),
                            ("other", "Another place"),
                        ],
                        max_length=20,
                    ),
                ),
                ("lines", models.CharField(blank=True, max_length=300)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("uprn", models.CharField(blank=True, max_length=12)),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True),
                ),
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Vehicle",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("registration", models.CharField(blank=True, max_length=20)),
                ("make", models.CharField(blank=True, max_length=60)),
                ("colour", models.CharField(blank=True, max_length=40)),
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        *(subject_wall(f"subjects_{table}", compartment="identity") for table in TABLES),
        migrations.RunSQL(REBUILD, REBUILD_BACK),
    ]
