from importlib import import_module

from django.db import migrations, models

# A number that was taken back opens nobody's record in an emergency.
_BEFORE = import_module("concord.registers.subjects.migrations.0003_emergency").FUNCTION
_BEFORE = _BEFORE.replace("create function", "create or replace function")
_STANDING = _BEFORE.replace("where i.type", "where i.taken_back_at is null and i.type")


class Migration(migrations.Migration):
    dependencies = [("subjects", "0012_sealed_addresses")]

    operations = [
        migrations.AddField(
            model_name="name",
            name="taken_back_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="name",
            name="taken_back_by",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="name",
            name="taken_back_because",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="identifier",
            name="taken_back_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="identifier",
            name="taken_back_by",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="identifier",
            name="taken_back_because",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="address",
            name="taken_back_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="address",
            name="taken_back_by",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="address",
            name="taken_back_because",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="subject",
            name="life_source",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.RunSQL(_STANDING, _BEFORE),
    ]
