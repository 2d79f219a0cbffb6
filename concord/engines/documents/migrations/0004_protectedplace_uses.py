from collections import Counter
from typing import Any

from django.db import migrations, models


def count_uses(apps: Any, editor: Any) -> None:
    """Say of every known part of an address how many protected addresses have it."""
    from concord.engines.documents.outgoing import _tokens
    from concord.engines.documents.protected import keys_of

    with editor.connection.cursor() as cursor:
        # The wall binds the owner too, except for these three statements of one transaction.
        cursor.execute("alter table subjects_address no force row level security")
        cursor.execute("select lines, postcode from subjects_address where confidential")
        known = cursor.fetchall()
        cursor.execute("alter table subjects_address force row level security")
        uses = Counter(token for one in known for token in _tokens(keys_of(*one)))
        cursor.executemany(
            "update documents_protectedplace set uses = %s where token = %s",
            [(many, token) for token, many in uses.items() if many > 1],
        )


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_protected_places"),
        ("subjects", "0002_walls"),
    ]
    operations = [
        migrations.AddField(
            model_name="protectedplace",
            name="uses",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.RunPython(count_uses, migrations.RunPython.noop),
    ]
