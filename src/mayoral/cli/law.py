"""`mayoral law`."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from mayoral.contest.dates import KnownDate
from mayoral.contest.law import LawRow, OfficeKind, law_on
from mayoral.files.reading import Unreadable
from mayoral.publish.wording import METHOD_NAMES, day

_KINDS = {
    OfficeKind.COMBINED_AUTHORITY: "combined authority",
    OfficeKind.COMBINED_COUNTY_AUTHORITY: "combined county authority",
}


def run(given: Namespace) -> int:
    """Print the law on a poll date for one kind of authority, or for both where they differ."""
    try:
        poll_date = date.fromisoformat(given.poll_date)
    except ValueError:
        raise Unreadable(
            "DATE", 0, f"`{given.poll_date}` is not a date; expected one such as 2021-05-06"
        ) from None
    kinds = [OfficeKind(given.kind)] if given.kind else list(OfficeKind)
    rows = [law_on(poll_date, kind) for kind in kinds]
    for row in rows:
        print(_told(row, poll_date))
    return 0 if any(row.method for row in rows) else 1


def _told(row: LawRow, poll_date: date) -> str:
    since = f"from {day(KnownDate.day(row.first))} " if row.first > date.min else ""
    until = f"to {day(KnownDate.day(row.last))}" if row.last else "on"
    lines = [
        f"Mayor of a {_KINDS[row.kind]}, poll on {day(KnownDate.day(poll_date))}",
        f"  Method    {METHOD_NAMES[row.method] if row.method else 'none: no such poll could be held'}",
        f"  Reason    {row.reason}",
        f"  For polls {since}{until}",
        *(f"  Law       {one}" for one in row.citations),
        *(f"  Not sure  {one}" for one in row.uncertain),
    ]
    return "\n".join(lines) + "\n"
