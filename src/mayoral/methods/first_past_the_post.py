"""First past the post: one vote each, and most votes wins.

Law: SI 2017/67 Sch 1 r 16(a), 51, 59(11)-(12), as amended by SI 2022/1353. The same count decides
between two candidates under the supplementary vote: 2009 Act Sch 5B para 4(2).
"""

from __future__ import annotations

from collections.abc import Sequence

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.outcomes import Count, Lot, Ruling
from mayoral.contest.papers import Head, Paper, Vote
from mayoral.methods.equality import most_votes


def vote(paper: Paper, _remaining: frozenset[CandidateId], _number: int) -> Vote:
    """For whom this paper counts, or the head under which it is rejected. Law: r 51(1), (5)."""
    marked = paper.marked(1)
    if paper.fault is not None:
        return paper.fault
    if len(marked) > 1:
        return Head.MORE_THAN_ONE
    return next(iter(marked), Head.UNMARKED_OR_UNCERTAIN)


def rule(_contest: Contest, counts: Sequence[Count], lots: Sequence[Lot]) -> Ruling:
    """Most votes wins; equality at the top is settled by lot. Law: r 59(11)-(12)."""
    return most_votes(counts[-1].held, 1, lots)
