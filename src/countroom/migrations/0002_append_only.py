"""Triggers by which the database itself refuses to change or delete an act, or what an act stored."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = (
    "countroom_actrow",
    "countroom_sheetrow",
    "countroom_entryrow",
    "countroom_returnrow",
    "countroom_figurerow",
    "countroom_declarationrow",
)
WORDS = "the record is append-only"


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers, in the words of each database."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION countroom_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
        )
        for table in TABLES:
            editor.execute(
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION countroom_refuse()"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION countroom_refuse()"
            )
        return
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )


def unguard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away again."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION countroom_refuse() CASCADE")
        return
    for table in TABLES:
        for act in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{act}")


class Migration(migrations.Migration):
    """Append-only."""

    dependencies = (("countroom", "0001_initial"),)
    operations = (migrations.RunPython(guard, unguard),)
