import concord.trust.vault.fields
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("user_id", models.UUIDField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("declared", "Declared"),
                            ("proposed", "Proposed by Concord and agreed"),
                            ("own_record", "Own record, found by Concord"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("own", "Own record"),
                            ("family", "A member of the family"),
                            ("friend", "A friend, or a friend’s child"),
                            ("neighbour", "A neighbour"),
                            ("work", "Somebody known from other work"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("stated", concord.trust.vault.fields.SealedText(data_class="search-terms")),
                ("token", models.BinaryField(null=True)),
                ("reason", models.TextField()),
                ("declared_by", models.UUIDField()),
                ("declared_at", models.DateTimeField()),
                ("lifted_by", models.UUIDField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_because", models.TextField(blank=True)),
            ],
            options={
                "indexes": [models.Index(fields=["token"], name="interest_token")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lifted_at", None), ("lifted_because", ""), ("lifted_by", None)
                            ),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lifted_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="interest_lifted_whole_or_not_at_all",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnTie",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("user_id", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("n", "same NHS number"),
                            ("o", "same name and date of birth"),
                            ("h", "same home postcode"),
                            ("f", "same surname"),
                        ],
                        max_length=1,
                    ),
                ),
                ("token", models.BinaryField(null=True)),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["token"], name="own_tie_token")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user_id", "kind"), name="one_own_tie_of_a_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("user_id", models.UUIDField()),
                ("subject_id", models.UUIDField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("n", "same NHS number"),
                                ("o", "same name and date of birth"),
                                ("h", "same home postcode"),
                                ("f", "same surname"),
                            ],
                            max_length=1,
                        ),
                        size=None,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("blocked", "A conflict of interest: the record is closed to them"),
                            ("dismissed", "No conflict of interest"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["answer", "due_on"], name="interest_proposal_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="interest_proposal_answered_whole_or_not_at_all",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InterestBlock",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("subject_id", models.UUIDField()),
                ("block_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "interest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="interests.interest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("interest", "subject_id"), name="one_block_an_interest"
                    )
                ],
            },
        ),
    ]
