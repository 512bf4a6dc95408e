"""The database that a command finds: whether it is made, of this mode, and up to date."""

from __future__ import annotations

from argparse import Namespace

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from countroom.models import ContestRow
from mayoral.contest.findings import Refused


def of_this_mode() -> None:
    """Nothing where the database is of this mode or holds no contest yet. Raises Refused where it is not."""
    if "countroom_contestrow" not in connection.introspection.table_names():
        return
    made_for = ContestRow.objects.values_list("mode", flat=True).first()
    if made_for not in (None, settings.MODE):
        raise Refused(f"this database was made for {made_for}; COUNTROOM_MODE says {settings.MODE}")


def made_already() -> None:
    """Nothing where the database has been made. Raises Refused where nothing was ever loaded into it."""
    if "countroom_contestrow" not in connection.introspection.table_names():
        raise Refused(
            f"there is nothing here yet ({settings.MODE}); expected `countroom load` or `countroom rehearse` "
            "before it, with the same settings"
        )


def migrate(_: Namespace) -> int:
    """The database brought up to date."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return 0
