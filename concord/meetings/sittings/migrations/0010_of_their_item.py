"""A meeting's sight of a child names the child's item there, which its actions name too."""

from importlib import import_module

from django.db import migrations

from concord.trust.access.walls import source_wall

_BEFORE = import_module("concord.meetings.sittings.migrations.0007_of_their_meeting").Migration
ITEM_OF = {
    "sittings_item": "sittings_item.id",
    "sittings_contribution": "sittings_contribution.item_id",
    "sittings_minutecorrection": "sittings_minutecorrection.record_id",
    "sittings_contributioncorrection": """(
        select c.item_id from sittings_contribution c
        where c.id = sittings_contributioncorrection.record_id)""",
}
# The wall binds the owner too, except within this one transaction.
_READING_ITEMS = """
    alter table sittings_item no force row level security;
    {}
    alter table sittings_item force row level security;
"""
# Sight that has ended stays as it was: it says what could be seen then.
_NAME_THE_ITEM = """
    update access_grant g
    set source_type = 'item', source_id = i.id,
        compartments = case when g.ends_at > statement_timestamp()
            then array_remove(g.compartments, 'tracking') else g.compartments end
    from sittings_item i
    where g.source_type = 'sitting' and i.sitting_id = g.source_id and i.subject_id = g.subject_id;
"""
_NAME_THE_SITTING = """
    update access_grant g set source_type = 'sitting', source_id = i.sitting_id
    from sittings_item i where g.source_type = 'item' and i.id = g.source_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sittings", "0009_history_of_their_meeting"),
        ("access", "0010_ceiling_proposals"),
    ]
    operations = [
        *(migrations.RunSQL(old.reverse_sql, old.sql) for old in _BEFORE.operations),
        migrations.RunSQL(
            _READING_ITEMS.format(_NAME_THE_ITEM), _READING_ITEMS.format(_NAME_THE_SITTING)
        ),
        *(
            source_wall(table, compartment="meeting", kind="item", source=item)
            for table, item in ITEM_OF.items()
        ),
    ]
