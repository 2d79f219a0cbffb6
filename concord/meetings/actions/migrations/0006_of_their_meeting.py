from django.db import migrations

from concord.trust.access.walls import history_wall, source_wall

SOURCE_OF = {
    "actions_action": "actions_action.source_id",
    "actions_evidencecorrection": """(
        select a.source_id from actions_action a where a.id = actions_evidencecorrection.record_id)""",
}


class Migration(migrations.Migration):
    dependencies = [("actions", "0005_joining"), ("audit", "0002_field_history")]
    operations = [
        *(
            source_wall(
                table,
                compartment="action",
                kind="item",
                source=source,
                own_column="owner_agency_id",
            )
            for table, source in SOURCE_OF.items()
        ),
        *(history_wall(table) for table in SOURCE_OF),
    ]
