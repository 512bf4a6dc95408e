"""`mayoral explain`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from mayoral.cli.papers import opened
from mayoral.counting.papers import papers_of
from mayoral.counting.tally import course, tally
from mayoral.files.papers.ballots import Ask, read_paper
from mayoral.publish.transcripts.explained import explained
from mayoral.publish.wording import outcome_words


def run(given: Namespace) -> int:
    """Print where the paper on one line of a file went at every count."""
    found = opened(given)
    counted = tally(found.contest, found.papers, found.lots)
    known = found.election.contest if found.election else None
    areas = tuple((one.id, one.name) for one in known.areas) if known else ()
    ask = Ask(known.candidates if known else (), areas, given.engine, form=given.form, only=given.line)
    ask = ask._replace(contest=given.contest)
    place, marks = read_paper(found.name, ask)
    alone = replace(found.read, papers={(place, marks): 1}, read=1)
    (_, marks), *_ = papers_of(found.contest, alone).papers
    print(explained(found.contest, marks, course(found.contest, marks, counted.outcome)), end="")
    print(outcome_words(found.contest, counted.outcome))
    return 0
