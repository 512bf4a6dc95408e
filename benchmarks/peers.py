"""Other programs that count ranked papers, each in an environment of its own: the least script that counts.

They print who is elected and check nothing; ours also hashes the file and counts every round by area.
"""

from __future__ import annotations

import os
import subprocess
import venv
from collections.abc import Iterator
from typing import NamedTuple

from ballots import FOLDER, papers
from processes import MILLION, TALLY, least, took
from rows import Row

LARGE = True
GOALS = {"pyrankvote": 15, "votekit": 400, "pref_voting": 500}


class Peer(NamedTuple):
    """A program: what to install, and a script that reads the CSV named on its command line and counts it."""

    package: str
    script: str


_ROWS = "import csv, sys\nrows = csv.reader(open(sys.argv[1]))\nnext(rows)\n"
PEERS = {
    "pyrankvote": Peer(
        "pyrankvote==2.0.6",
        _ROWS
        + """
import pyrankvote as p
known = {str(n): p.Candidate(str(n)) for n in range(1, 8)}
papers = [p.Ballot([known[c] for c in row[1:] if c]) for row in rows]
print(p.instant_runoff_voting(list(known.values()), papers))
""",
    ),
    "votekit": Peer(
        "votekit==3.5.0",
        _ROWS
        + """
from votekit.ballot import RankBallot
from votekit.elections import IRV
from votekit.pref_profile import RankProfile
marked = ([c for c in row[1:] if c] for row in rows)
papers = [RankBallot(ranking=tuple(frozenset({c}) for c in row)) for row in marked if row]  # it takes no blank one
print(IRV(RankProfile(ballots=tuple(papers), candidates=tuple("1234567"), max_ranking_length=7)).get_elected())
""",
    ),
    "pref_voting": Peer(
        "pref_voting==1.18.2",
        _ROWS
        + """
from pref_voting.iterative_methods import instant_runoff_for_truncated_linear_orders
from pref_voting.profiles_with_ties import ProfileWithTies
papers = [{int(c): at for at, c in enumerate(row[1:], 1) if c} for row in rows]
print(instant_runoff_for_truncated_linear_orders(ProfileWithTies(papers, candidates=list(range(1, 8)))))
""",
    ),
}


def command(name: str, number: int) -> list[str]:
    """What counts so many papers by a peer, which is installed where it is not yet."""
    peer = PEERS[name]
    place = FOLDER / f"peer-{name}"
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(place, with_pip=True)
        quiet = ("-m", "pip", "install", "-qq", "--disable-pip-version-check")
        subprocess.run([python, *quiet, peer.package, "setuptools<81"], check=True)
    script = place / "count.py"
    script.write_text(peer.script, encoding="utf-8")
    return [str(python), str(script), str(papers(number, "av"))]


def measure() -> Iterator[Row]:
    """How many times as long as ours each takes for a million papers, and the fastest for ten million."""
    for number, goals in ((MILLION, GOALS), (10 * MILLION, {"pyrankvote": 40})):
        ours = least(5, tally=(*TALLY, str(papers(number, "av"))))["tally"]
        for name, goal in goals.items():
            theirs = took(command(name, number))
            what = f"AV, {number:,} papers: {name}"
            yield Row(what, theirs.wall / ours.wall, "× ours", f"{theirs.told}; ours {ours.told}", at_least=goal)
