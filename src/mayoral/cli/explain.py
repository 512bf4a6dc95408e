"""`mayoral explain`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from mayoral.cli.papers import opened
from mayoral.counting.papers import papers_of
from mayoral.counting.tally import course, tally
from mayoral.files.condense.marks import Roll
from mayoral.files.condense.text import paper_on
from mayoral.files.papers.ballots import TEXT, kind_of
from mayoral.files.reading import Unreadable
from mayoral.publish.transcripts.explained import explained
from mayoral.publish.wording import outcome_words


def run(given: Namespace) -> int:
    """Print where the paper on one line of a file went at every count."""
    found = opened(given)
    if given.form or kind_of(found.name) not in TEXT:
        what = f"explain reads files of one paper a line ({', '.join(TEXT)})"
        raise Unreadable(found.name, given.line, what)
    counted = tally(found.contest, found.papers, found.lots)
    known = found.election.contest if found.election else None
    roll = Roll(known.candidates, tuple((one.id, one.name) for one in known.areas)) if known else Roll()
    place, marks = paper_on(Path(found.name), given.line, roll)
    alone = replace(found.read, papers={(place, marks): 1}, read=1)
    (_, marks), *_ = papers_of(found.contest, alone).papers
    print(explained(found.contest, marks, course(found.contest, marks, counted.outcome)), end="")
    print(outcome_words(found.contest, counted.outcome))
    return 0
