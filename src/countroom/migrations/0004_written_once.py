"""Triggers by which SQLite refuses an insertion that would put a row in the place of one that is there.

`INSERT OR REPLACE` deletes the row in its way without firing the triggers of deletion, unless a
connection asks for them. PostgreSQL has no such statement: `ON CONFLICT DO UPDATE` and `MERGE` fire
the triggers of an update there, which refuse already, as they do here.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ONCE = {
    "countroom_actrow": (("seq",), ("previous",), ("hash",), ("key",)),
    "countroom_sheetrow": (("id",), ("area_id", "number")),
    "countroom_entryrow": (("id",), ("act_id",), ("sheet_id", "place"), ("sheet_id", "person_id")),
    "countroom_returnrow": (("id",), ("act_id",), ("area_id", "count", "version")),
    "countroom_figurerow": (("id",), ("returned_id", "line")),
    "countroom_declarationrow": (("id",), ("contest_id",), ("act_id",)),
}
"""What each table holds once: its key and everything else that is unique in it."""
WORDS = "the record is append-only: this row is there already"


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    if editor.connection.vendor == "postgresql":
        return
    for table, every in ONCE.items():
        same = (" AND ".join(f"{one} = NEW.{one}" for one in columns) for columns in every)
        there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {one})" for one in same)  # noqa: S608 - our own names
        editor.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )


def unguard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away again."""
    if editor.connection.vendor == "postgresql":
        return
    for table in ONCE:
        editor.execute(f"DROP TRIGGER {table}_no_replace")


class Migration(migrations.Migration):
    """No row of the record takes the place of another."""

    dependencies = (("countroom", "0003_asked"),)
    operations = (migrations.RunPython(guard, unguard),)
