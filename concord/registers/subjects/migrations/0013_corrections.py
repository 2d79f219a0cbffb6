from django.db import migrations, models


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
    ]
