"""`mayoral law`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import date
from textwrap import fill

from mayoral.cli.screen import screen
from mayoral.contest.dates import KnownDate
from mayoral.contest.law import LawRow, OfficeKind, law_on
from mayoral.files.reading import Unreadable
from mayoral.publish.wording import METHOD_NAMES, day

_KINDS = {
    OfficeKind.COMBINED_AUTHORITY: "combined authority",
    OfficeKind.COMBINED_COUNTY_AUTHORITY: "combined county authority",
}


def run(given: Namespace) -> int:
    """Print the law on a poll date for one kind of authority or for both, told once where it is the same."""
    try:
        poll_date = date.fromisoformat(given.poll_date)
    except ValueError:
        raise Unreadable(
            "DATE", 0, f"`{given.poll_date}` is not a date; expected one such as 2021-05-06"
        ) from None
    kinds = [OfficeKind(given.kind)] if given.kind else list(OfficeKind)
    rows = [law_on(poll_date, kind) for kind in kinds]
    alike: dict[LawRow, list[str]] = {}
    for row in rows:
        alike.setdefault(replace(row, kind=rows[0].kind), []).append(_KINDS[row.kind])
    print(
        "\n\n".join(
            _told(row, f"Mayor of a {' or '.join(of)}, poll on {day(KnownDate.day(poll_date))}")
            for row, of in alike.items()
        )
    )
    return 0 if any(row.method for row in rows) else 1


def _told(row: LawRow, heading: str) -> str:
    until = f"to {day(KnownDate.day(row.last))}" if row.last else "on"
    lines = [
        ("Method", METHOD_NAMES[row.method] if row.method else "none: no such poll could be held"),
        ("Reason", row.reason),
        ("For polls", f"from {day(KnownDate.day(row.first))} {until}" if row.first > date.min else until),
        *(("Law", one) for one in row.citations),
        *(("Not sure", one) for one in row.uncertain),
    ]
    indent = " " * 13
    told = (
        fill(words, screen(), initial_indent=f"  {name:9}  ", subsequent_indent=indent) for name, words in lines
    )
    return "\n".join([heading, *told])
