"""Ballot papers looked at one by one with `vote`, as the areas' officers would, into returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nights import made
from oracle import Marks

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Awaiting, Lot, Outcome
from mayoral.contest.papers import Aside, Head, Paper, Vote
from mayoral.contest.returns import Entry, Measure, Return
from mayoral.counting.count import count
from mayoral.methods import METHODS
from mayoral.methods.alternative_vote import read

Papers = Sequence[tuple[str, Marks]]


def voted(contest: Contest, marks: Marks, remaining: frozenset[CandidateId], number: int) -> Vote:
    """What one paper gives at one count, read as the contest's rules say."""
    paper = Paper(tuple(frozenset(map(CandidateId, rank)) for rank in marks))
    if contest.rules is not None and contest.rules.overvote is not None:
        paper = read(paper, contest.rules.overvote)
    return METHODS[contest.counted_by].vote(paper, remaining, number)


def tallied(contest: Contest, papers: Papers, remaining: frozenset[CandidateId], number: int) -> list[Return]:
    """Every area's return of one count."""
    second = contest.counted_by is Method.SUPPLEMENTARY_VOTE and number == 2
    returns = []
    for area in contest.areas:
        votes = Counter(voted(contest, marks, remaining, number) for place, marks in papers if place == area.id)
        heads = {head: votes[head] for head in Head if votes[head]}
        for_whom = Measure.SECOND_PREFERENCES if second else Measure.VOTES
        figures: dict[Entry, int] = {(for_whom, who): votes[who] for who in remaining}
        figures[Measure.REJECTED, ""] = sum(heads.values())
        figures |= {(Measure.REJECTED, head.value): papers for head, papers in heads.items()}
        if second:
            figures[Measure.SECOND_PREFERENCES_FOR_ELIMINATED, ""] = votes[Aside.FOR_ELIMINATED]
            figures[Measure.SECOND_COUNT_PAPERS, ""] = sum(votes.values()) - votes[Aside.NO_PART]
        elif number == 1:
            figures[Measure.PAPERS, ""] = sum(votes.values())
        if contest.method is Method.ALTERNATIVE_VOTE:
            figures[Measure.NON_TRANSFERABLE, ""] = votes[Aside.NON_TRANSFERABLE]
        returns.append(made(area.id, number, figures))
    return returns


def counted(contest: Contest, papers: Papers, lots: Sequence[Lot] = ()) -> tuple[Outcome, list[Return]]:
    """The outcome once every direction was answered from the papers, and the returns made on the way."""
    returns: list[Return] = []
    while isinstance(outcome := count(contest, returns, lots), Awaiting):
        returns += tallied(contest, papers, outcome.remaining, outcome.number)
    return outcome, returns
