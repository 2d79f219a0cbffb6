from importlib import import_module

from django.db import migrations

TABLES = import_module("concord.trust.safekeeping.migrations.0005_discarding").TABLES


def using(condition: str) -> str:
    """Return how both policies of each table are narrowed to a condition on its column."""
    return "".join(
        f"alter policy discarding on {table} using ({condition.format(column)});"
        f"alter policy discarding_removes on {table} using ({condition.format(column)});"
        for table, column in TABLES.items()
    )


class Migration(migrations.Migration):
    dependencies = [("safekeeping", "0005_discarding")]
    # What is of today is not the owner's to see, whoever calls.
    operations = [
        migrations.RunSQL(using("{} < statement_timestamp() - interval '1 day'"), using("true"))
    ]
