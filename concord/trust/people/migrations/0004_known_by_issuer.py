from typing import Any

from django.db import migrations

from concord.trust.people.sign_on import issuers, known_as


def add_the_issuer(apps: Any, editor: Any) -> None:
    """Know each person by the issuer that their agency has now, as well as by their subject."""
    using = editor.connection.alias
    accounts = apps.get_model("socialaccount", "SocialAccount").objects.using(using)
    for agency, issuer in issuers().items():
        for account in accounts.filter(provider=agency):
            account.uid = known_as(issuer, account.uid)
            account.save(using=using, update_fields=["uid"])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_role_matrix"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [migrations.RunPython(add_the_issuer, elidable=True)]
