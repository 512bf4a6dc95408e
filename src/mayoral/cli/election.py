"""An election opened from the command line: its folder read, counted and checked once."""

from __future__ import annotations

import difflib
from argparse import Namespace
from pathlib import Path

from mayoral.analysis.shares import turnout
from mayoral.contest.record import Election
from mayoral.contest.returns import Measure
from mayoral.counting.checks import check
from mayoral.counting.consolidation import standing, stated
from mayoral.counting.count import count, hold
from mayoral.counting.declared import against_conflicts, against_declared, against_law
from mayoral.counting.identities import identities
from mayoral.counting.printed import against_printed
from mayoral.counting.verification import verify
from mayoral.files.elections import read_election
from mayoral.files.offices import ledger
from mayoral.files.reading import Unreadable
from mayoral.publish.counted import Counted


def folder_of(given: str) -> Path:
    """The election folder a person means: a path, or an id in `elections/`."""
    path = Path(given)
    if path.is_dir() or (Path("elections") / given).is_dir():
        return path if path.is_dir() else Path("elections") / given
    near = difflib.get_close_matches(path.name, [one.name for one in Path("elections").glob("*")], 1, 0.5)
    hint = f"; did you mean elections/{near[0]}?" if near else ""
    raise Unreadable(path, 0, f"there is no such election folder{hint}")


def counted(given: Namespace) -> Counted:
    """The election named on the command line, counted and checked."""
    folder = folder_of(given.election)
    return examined(read_election(folder, Path(given.offices) if given.offices else ledger(folder)))


def examined(election: Election) -> Counted:
    """An election counted and checked: the outcome a live count may give, and every finding."""
    contest, latest = election.contest, standing(election.returns)
    outcome = count(contest, election.returns, election.lots)
    findings = [
        *verify(election.accounts),
        *check(contest, election.returns, election.lots),
        *against_law(contest),
    ]
    findings += against_printed(latest, outcome.counts, election.printed)
    findings += against_conflicts(latest, election.conflicts)
    if election.declared is not None:
        findings += against_declared(outcome, election.declared)
    electorate = stated(contest, latest, Measure.ELECTORATE)
    verified = stated(contest, latest, Measure.VERIFIED)
    on = turnout(outcome.counts[0].totals, verified, electorate) if outcome.counts else None
    tested = identities(contest, election.returns, outcome.counts)
    return Counted(election, hold(contest, outcome, findings), tuple(findings), electorate, on, tested)
