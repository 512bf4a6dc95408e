"""The alternative vote, by which a party chooses its candidate.

No statute governs it: base, stop and tie are the selection's own rules, carried by the contest.
While nobody is elected the candidate with the fewest votes is excluded, one at a time, and each of
that candidate's papers passes to its next preference for a remaining candidate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Base, Contest, Overvote, Stop, Tie
from mayoral.contest.findings import Refused
from mayoral.contest.outcomes import Count, Direction, Elected, Equality, Lot, Number, Purpose, Ruling, Settled
from mayoral.contest.papers import Aside, Head, Paper, Vote
from mayoral.methods.equality import chosen, leaders, most_votes, settled


def vote(paper: Paper, remaining: frozenset[CandidateId], number: int) -> Vote:
    """For whom this paper counts at this count, or the head under which it is rejected, or why neither.

    Blank ranks are passed over; an over-voted rank ends the paper (see `read` for the other rule).
    """
    if paper.fault is not None:
        return paper.fault if number == 1 else Aside.NO_PART
    readable = tuple(takewhile(lambda marked: len(marked) <= 1, paper.marks))
    usable = [who for marked in readable for who in marked]
    if not usable:
        head = Head.UNMARKED_OR_UNCERTAIN if readable == paper.marks else Head.MORE_THAN_ONE
        return head if number == 1 else Aside.NO_PART
    return next((who for who in usable if who in remaining), Aside.NON_TRANSFERABLE)


def read(paper: Paper, overvote: Overvote) -> Paper:
    """The paper as this selection reads it: where over-voted ranks are skipped they are taken out."""
    if overvote is Overvote.ENDS_THE_PAPER or all(len(marked) > 1 for marked in paper.marks if marked):
        return paper
    return replace(paper, marks=tuple(marked for marked in paper.marks if len(marked) <= 1))


def rule(contest: Contest, counts: Sequence[Count], lots: Sequence[Lot]) -> Ruling:
    """Who is elected, or who remains once the last is excluded, or who is equal."""
    if contest.rules is None:
        raise Refused("a count by the alternative vote needs the selection's own rules")
    votes, number = counts[-1].held, len(counts)
    base = counts[0] if contest.rules.more_than_half_of is Base.VALID else counts[-1]
    half_of = sum(base.held.values())
    top, *level = leaders(votes)
    if contest.rules.stop is Stop.MAJORITY and not level and 2 * votes[top] > half_of:
        return Elected(top)
    if len(votes) == 2:
        return _between_two(contest.rules.tie, votes, number, lots)
    last = fewest(votes)
    steps = _by_earlier_counts(counts, last) if contest.rules.tie is Tie.EARLIER_COUNT else ()
    last = steps[-1].fell_on if steps else last
    if len(last) > 1:
        order = _order(contest.rules.tie, last, lots)
        lot = order or settled(Purpose.EXCLUSION, number, last, lots)
        if lot is None:
            return Equality(last, Purpose.EXCLUSION, settled=steps)
        out = frozenset({max(last, key=order.among.index) if order else lot.drawn})
        steps, last = (*steps, Settled(Purpose.EXCLUSION, last, out, lot)), out
    return Direction(number + 1, frozenset(votes) - last, steps)


def fewest(votes: Mapping[CandidateId, Number]) -> frozenset[CandidateId]:
    """The candidates with the fewest votes: one, or several who are equal."""
    least = min(votes.values())
    return frozenset(who for who, held in votes.items() if held == least)


def _between_two(
    tie: Tie, votes: Mapping[CandidateId, Number], number: int, lots: Sequence[Lot]
) -> Elected | Equality:
    """Of the last two the one with more votes is elected; an earlier count never decides between them."""
    order = _order(tie, leaders(votes), lots)
    if order is not None and len(leaders(votes)) == 2:
        return chosen(frozenset(votes), min(votes, key=order.among.index), order)
    return most_votes(votes, number, lots)


def _by_earlier_counts(counts: Sequence[Count], tied: frozenset[CandidateId]) -> tuple[Settled, ...]:
    """How earlier counts, the latest first, tell those tied now apart: each that does, and who had the fewest."""
    steps: tuple[Settled, ...] = ()
    for earlier in reversed(counts[:-1]):
        lower = fewest({who: earlier.held[who] for who in tied})
        if lower != tied:
            steps = (*steps, Settled(Purpose.EXCLUSION, tied, lower, earlier.number))
        tied = lower
    return steps


def _order(tie: Tie, tied: frozenset[CandidateId], lots: Sequence[Lot]) -> Lot | None:
    """The one order drawn beforehand that ranks all of these, where the rules provide for one, or None."""
    orders = [lot for lot in lots if lot.purpose is Purpose.ORDER and tied <= frozenset(lot.among)]
    alone = len({lot.among for lot in orders}) == 1
    return orders[0] if tie is Tie.DRAWN_ORDER and alone else None
