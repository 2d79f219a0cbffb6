from django.db import migrations

from concord.trust.access.walls import source_wall

_OF_ITEM = "(select i.sitting_id from sittings_item i where i.id = {})"
SITTING_OF = {
    "sittings_item": "sittings_item.sitting_id",
    "sittings_contribution": _OF_ITEM.format("sittings_contribution.item_id"),
    "sittings_minutecorrection": _OF_ITEM.format("sittings_minutecorrection.record_id"),
    "sittings_contributioncorrection": """(
        select i.sitting_id from sittings_contribution c join sittings_item i on i.id = c.item_id
        where c.id = sittings_contributioncorrection.record_id)""",
}


class Migration(migrations.Migration):
    dependencies = [("sittings", "0006_minutes_stand")]
    operations = [
        source_wall(table, compartment="meeting", kind="sitting", source=sitting)
        for table, sitting in SITTING_OF.items()
    ]
