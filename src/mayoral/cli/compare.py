"""`mayoral compare`."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from mayoral.analysis.compare import compare
from mayoral.analysis.swing import Pair, Side
from mayoral.cli.election import counted, folder_of
from mayoral.files.offices import ledger, read_parties
from mayoral.publish.transcripts.comparison import comparison_page


def run(given: Namespace) -> int:
    """Print two elections of an office side by side, the earlier first however they are named."""
    sides = sorted((_side(name, given.offices) for name in (given.before, given.now)), key=_polled)
    offices = Path(given.offices) if given.offices else ledger(folder_of(given.now))
    parties = {known: party.name for known, party in read_parties(offices).items()}
    print(comparison_page(compare(Pair(sides[0], sides[1])), parties), end="")
    return 0


def _side(name: str, offices: str | None) -> Side:
    found = counted(Namespace(election=name, offices=offices))
    return Side(found.election.contest, found.outcome, found.turnout)


def _polled(side: Side) -> date:
    return side.contest.poll_date.earliest if side.contest.poll_date else date.min
