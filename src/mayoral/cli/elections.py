"""`mayoral elections`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from mayoral.files.elections import CONTEST, read_election
from mayoral.files.reading import Unreadable
from mayoral.publish.transcripts.tables import aligned
from mayoral.publish.wording import METHOD_NAMES, Names


def run(given: Namespace) -> int:
    """List the elections of a folder, by poll date, with who was declared elected."""
    folder = Path(given.folder)
    found = [one for one in folder.glob("*") if (one / CONTEST).is_file()]
    if not found:
        raise Unreadable(folder, 0, f"there are no election folders here (folders with {CONTEST})")
    rows = []
    for one in map(read_election, found):
        contest = one.contest
        elected = Names(contest).who(one.declared.elected) if one.declared else "not declared"
        rows.append((contest.id or "", str(contest.poll_date), METHOD_NAMES[contest.method], elected))
    rows.sort(key=lambda row: (row[1], row[0]))
    print(aligned([("election", "poll", "method", "elected"), *rows], words=4))
    return 0
