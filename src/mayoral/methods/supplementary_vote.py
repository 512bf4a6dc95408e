"""The supplementary vote, for three or more candidates.

Law: Local Democracy, Economic Development and Construction Act 2009, Schedule 5B, paragraphs 4 and 5
("para"), and SI 2017/67, Schedule 1 ("r"), both as they stood for polls before 4 May 2023 and again
from 18 June 2026.
"""

from __future__ import annotations

from collections.abc import Sequence

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.outcomes import Count, Direction, Elected, Lot, Ruling
from mayoral.contest.papers import Aside, Head, Paper, Vote
from mayoral.methods.equality import most_votes


def vote(paper: Paper, remaining: frozenset[CandidateId], number: int) -> Vote:
    """For whom this paper counts at this count, or the head under which it is rejected, or why neither."""
    first = _preference(paper.marked(1)) if paper.fault is None else paper.fault  # r 51(1), (3)
    if number == 1:
        return first
    # The second count takes only papers with a valid first preference (r 55(2)),
    # and of those only papers whose first preference was for nobody who remains (para 5(7), r 55(1)).
    if isinstance(first, Head) or first in remaining:
        return Aside.NO_PART
    second = _preference(paper.marked(2))  # r 55(2)-(3)
    if isinstance(second, Head) or second in remaining:
        return second
    return Aside.FOR_ELIMINATED


def rule(contest: Contest, counts: Sequence[Count], lots: Sequence[Lot]) -> Ruling:
    """Who is elected, or who remains for the second count, or who is equal."""
    votes = counts[-1].held
    if len(counts) == 1:
        valid = sum(votes.values())
        for candidate, first_preferences in votes.items():
            if 2 * first_preferences > valid:  # more than half of all first preferences: para 5(2)
                return Elected(candidate)
        second_place = sorted(votes.values())[-2]
        # The two with the most remain, and everybody equal to the second of them: para 5(4)-(5).
        remaining = frozenset(who for who, held in votes.items() if held >= second_place)
        if remaining != contest.standing:
            return Direction(2, remaining)  # all others are eliminated: para 5(6), r 58
        # When everyone remains no paper takes part in a second count; the first preferences are the totals.
    return most_votes(votes, len(counts), lots)  # para 5(8)-(10); more than half is not needed


def _preference(marked: frozenset[CandidateId]) -> CandidateId | Head:
    """The one candidate marked in a column, or the head under which the paper is rejected as to it."""
    if len(marked) > 1:
        return Head.MORE_THAN_ONE
    return next(iter(marked), Head.UNMARKED_OR_UNCERTAIN)
