from typing import Any

from django.db import migrations, models


def enter_beginnings(apps: Any, editor: Any) -> None:
    """Say of every part of a protected address how it begins, so that texts are read quickly."""
    from concord.engines.documents.outgoing import _tokens
    from concord.engines.documents.protected import beginning_of, keys_of

    with editor.connection.cursor() as cursor:
        # The wall binds the owner too, except for these three statements of one transaction.
        cursor.execute("alter table subjects_address no force row level security")
        cursor.execute("select lines, postcode from subjects_address where confidential")
        known = cursor.fetchall()
        cursor.execute("alter table subjects_address force row level security")
        keys = sorted({key for one in known for key in keys_of(*one)})
        begins = _tokens(map(beginning_of, keys))
        cursor.executemany(
            "update documents_protectedplace set begins = %s where token = %s",
            list(zip(begins, _tokens(keys), strict=True)),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_protectedplace_uses"),
        ("subjects", "0002_walls"),
    ]
    operations = [
        migrations.AddField(
            model_name="protectedplace",
            name="begins",
            field=models.BinaryField(db_default=b"", default=b"", max_length=32),
        ),
        migrations.RunPython(enter_beginnings, migrations.RunPython.noop),
    ]
