from typing import Any

from django.db import migrations

import concord.trust.vault.fields


def seal(apps: Any, editor: Any) -> None:
    """Seal every address that is kept in clear."""
    using = editor.connection.alias
    with editor.connection.cursor() as cursor:
        # The wall binds the owner too, except within this one transaction; and that a text is
        # sealed is no change of the address.
        cursor.execute("alter table subjects_address no force row level security")
        cursor.execute("alter table subjects_address disable trigger user")
        for row in apps.get_model("subjects", "Address").objects.using(using).iterator():
            row.lines, row.postcode = row.plain_lines, row.plain_postcode
            row.save(using=using, update_fields=["lines", "postcode"])
        cursor.execute("alter table subjects_address enable trigger user")
        cursor.execute("alter table subjects_address force row level security")


def _sealed(*, null: bool) -> concord.trust.vault.fields.SealedText:
    return concord.trust.vault.fields.SealedText(data_class="protected-addresses", null=null)


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0011_defaults_in_the_database"),
        # It read addresses in clear.
        ("documents", "0005_protectedplace_begins"),
    ]
    operations = [
        migrations.RenameField("address", "lines", "plain_lines"),
        migrations.RenameField("address", "postcode", "plain_postcode"),
        migrations.AddField("address", "lines", _sealed(null=True)),
        migrations.AddField("address", "postcode", _sealed(null=True)),
        migrations.RunPython(seal),
        migrations.AlterField("address", "lines", _sealed(null=False)),
        migrations.AlterField("address", "postcode", _sealed(null=False)),
        migrations.RemoveField("address", "plain_lines"),
        migrations.RemoveField("address", "plain_postcode"),
    ]
