"""Every field of every table is sensitive or harmless, and what is sensitive has a wall."""

import pytest
from django.apps import apps
from django.db import connection

from concord.project.sensitivity import EVERYWHERE, FIELDS, UNWALLED
from concord.trust.vault.resealing import sealed_columns


def tables():
    """Return every table of ours by its name in the register."""
    return {
        model._meta.label: model
        for config in apps.get_app_configs()
        if config.name.startswith("concord.")
        for model in config.get_models()
    }


def test_every_field_is_sensitive_or_harmless_and_none_is_both():
    gaps = {}
    for label, model in tables().items():
        fields = {field.name for field in model._meta.local_fields} - EVERYWHERE
        listed = FIELDS.get(label)
        parted = listed.sensitive | listed.harmless if listed else frozenset()
        if missing := fields - parted:
            gaps[label] = f"not yet in concord/project/sensitivity.py: {' '.join(sorted(missing))}"
        elif gone := parted - fields:
            gaps[label] = f"there is no such field: {' '.join(sorted(gone))}"
        elif both := listed.sensitive & listed.harmless:
            gaps[label] = f"both sensitive and harmless: {' '.join(sorted(both))}"
    assert gaps == {}
    assert set(FIELDS) == set(tables())


def test_what_is_sealed_is_sensitive():
    for model, field in sealed_columns():
        assert field.name in FIELDS[model._meta.label].sensitive


@pytest.mark.django_db
def test_what_is_sensitive_stands_behind_a_wall_unless_there_is_a_reason():
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relforcerowsecurity and relkind in ('r', 'p')"
        )
        walled = {name for (name,) in cursor.fetchall()}
    open_tables = {
        label
        for label, model in tables().items()
        if label in FIELDS and FIELDS[label].sensitive and model._meta.db_table not in walled
    }
    assert open_tables <= set(UNWALLED)
