"""How close an election was: the fewest papers which, marked otherwise, elect somebody else.

A paper marked otherwise is one vote changed; the others stay as they are. "Elect" means outright: an
equality left to a lot is not enough. What a paper did at one count is known from the totals, its further
preferences are not, so that the number lies between two bounds, each of them proved from totals alone:
`at_least` because one paper moves the difference of two candidates' votes by two at the most, `at_most`
by papers that are known to be there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count, Declaration, Outcome

Votes = Mapping[CandidateId, int]


@dataclass(frozen=True, slots=True)
class Margin:
    """The lead at the count that decided, and between which bounds the fewest changed votes lie."""

    count: int
    lead: int
    at_least: int
    at_most: int

    @property
    def exact(self) -> int | None:
        """The fewest votes that would have changed the result, where the totals settle it."""
        return self.at_least if self.at_least == self.at_most else None


def margin(contest: Contest, outcome: Outcome) -> Margin | None:
    """How close an election was; None where nobody was elected by votes, or sections are weighted."""
    if not isinstance(outcome, Declaration) or contest.weighted:
        return None
    counts = [_whole(one) for one in outcome.counts]
    if not any(counts[0].values()):
        return None
    elected = outcome.elected
    lead = counts[-1][elected] - _best(counts[-1], elected)
    if contest.counted_by is Method.ALTERNATIVE_VOTE:
        bounds = _alternative_vote(counts, elected)
    elif contest.counted_by is Method.SUPPLEMENTARY_VOTE:
        bounds = _two_counts(counts, elected) if len(counts) > 1 else _first_count(counts[0], elected)
    else:
        bounds = (lead // 2 + 1, lead // 2 + 1)
    return Margin(len(counts), lead, *bounds)


def _whole(count: Count) -> Votes:
    """The totals of a count of whole votes."""
    return {who: int(votes) for who, votes in count.held.items()}


def _best(votes: Votes, elected: CandidateId) -> int:
    """The most votes of anybody else."""
    return max(held for who, held in votes.items() if who != elected)


def _past_half(votes: Votes, elected: CandidateId) -> int:
    """How many papers give somebody else more than half of these votes."""
    return sum(votes.values()) // 2 + 1 - _best(votes, elected)


def _first_count(votes: Votes, elected: CandidateId) -> tuple[int, int]:
    """The supplementary vote decided at its first count.

    Whoever has half of all first preferences can at worst be equal at the second count, when every other
    paper is against them: they must fall below half. Somebody else with more than half is elected at once.
    Where all remained with nobody past half, one paper may already change who remains.
    """
    below_half = (2 * votes[elected] - sum(votes.values())) // 2 + 1
    return max(below_half, 1), _past_half(votes, elected)


def _two_counts(counts: Sequence[Votes], elected: CandidateId) -> tuple[int, int]:
    """The supplementary vote decided at its second count.

    Somebody else is elected only if the same candidates remain and the lead is overturned, or others remain,
    for which one at the cut must be reached. To give somebody past half at once takes as many papers as to
    overturn the lead, or more: the one elected holds at the most all papers not theirs.
    """
    first, last = counts
    overturned = (last[elected] - _best(last, elected)) // 2 + 1
    remaining = frozenset(last)
    gap = min(first[who] for who in remaining) - max(held for who, held in first.items() if who not in last)
    reached = (gap + 1) // 2 if len(remaining) == 2 else 1
    runners_up = [who for who in last if who != elected and last[who] == _best(last, elected)]
    provable = any(_overturns(first, last, elected, who) for who in runners_up)
    return min(overturned, reached), overturned if provable else _past_half(first, elected)


def _overturns(first: Votes, last: Votes, elected: CandidateId, runner_up: CandidateId) -> bool:
    """Whether overturning the lead is sure to elect the runner-up.

    Second preferences for the one elected are changed first, which leaves the first count alone; first
    preferences only when those do not suffice, and then the same candidates must still remain.
    """
    wanted = (last[elected] - last[runner_up]) // 2 + 1
    firsts = max(0, wanted - (last[elected] - first[elected]))
    votes = {**first, elected: first[elected] - firsts, runner_up: first[runner_up] + firsts}
    second_place = sorted(votes.values())[-2]
    return frozenset(last) == frozenset(who for who, held in votes.items() if held >= second_place)


def _alternative_vote(counts: Sequence[Votes], elected: CandidateId) -> tuple[int, int]:
    """The alternative vote, under any of a selection's rules.

    Somebody else is elected only if at some count another is excluded, for which the last and the last but
    one must at least be equal, or if the one elected falls below half of the papers continuing at the end.
    Whoever else gets past half at some count does one of these, too.
    """
    final = counts[-1]
    enough = [(2 * final[elected] - sum(final.values())) // 2 + 1]
    for votes, after in pairwise(counts):
        (excluded,) = votes.keys() - after.keys()
        enough.append((min(_others(votes, excluded)) - votes[excluded] + 1) // 2)
    overturned = (final[elected] - _best(final, elected)) // 2 + 1
    provable = len(final) == 2 and _same_exclusions(counts, elected, overturned)
    return max(1, min(enough)), overturned if provable else _past_half(counts[0], elected)


def _others(votes: Votes, excluded: CandidateId) -> list[int]:
    """The votes of everybody but the one excluded."""
    return [held for who, held in votes.items() if who != excluded]


def _same_exclusions(counts: Sequence[Votes], elected: CandidateId, papers: int) -> bool:
    """Whether the same candidates are excluded after the one elected loses papers to the other of the last two.

    On papers that end with the one elected the two change places: no other candidate's votes change at any
    count, and the one excluded must stay below all the rest without a lot.
    """
    for votes, after in pairwise(counts):
        (excluded,) = votes.keys() - after.keys()
        rest = {**votes, elected: votes[elected] - papers}
        if min(_others(rest, excluded)) <= votes[excluded]:
            return False
    return True
