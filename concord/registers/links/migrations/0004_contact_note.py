from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("links", "0003_joining")]
    operations = [
        migrations.AddField(
            model_name="link",
            name="contact_note",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
    ]
