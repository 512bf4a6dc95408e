"""The returns of every area worked out from its ballot papers, count after count, until `count` decides.

What a paper gives at a count is said by its method's `vote`. The alternative vote has its papers in piles
(`counting.piles`), which come to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Awaiting, Basis, Lot, Outcome
from mayoral.contest.papers import Aside, Condensed, Head, Marks, Paper, Vote
from mayoral.contest.returns import Entry, Measure, Return
from mayoral.counting.count import count
from mayoral.counting.papers import papers_of
from mayoral.counting.piles import sorted_by_first_preference
from mayoral.methods import METHODS
from mayoral.methods.alternative_vote import read

Bundles: TypeAlias = Mapping[tuple[str, str], int]
"""How many papers passed from whom to whom; to "" where a paper goes on to nobody."""
Told: TypeAlias = tuple[Mapping[Entry, int], Bundles]
Teller: TypeAlias = Callable[[int, frozenset[CandidateId]], Iterator[tuple[AreaId, Told]]]
"""Gives every area's figures and bundles at a count between these candidates."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The outcome that ballot papers lead to, the returns that lead there, and the bundles passed on."""

    outcome: Outcome
    returns: tuple[Return, ...]
    bundles: Mapping[tuple[AreaId, int], Bundles]


def tally(contest: Contest, papers: Condensed, lots: Sequence[Lot] = ()) -> Tally:
    """The papers counted by the contest's method, as often as `count` directs.

    Raises Refused where the papers name an area or a candidate that the contest does not have, or where
    the papers do not add up to the number read.
    """
    papers = papers_of(contest, papers)
    if sum(papers.papers.values()) != papers.read:
        raise Refused(f"{papers.read} papers were read, but {sum(papers.papers.values())} are in the bundles")
    teller = _in_piles(contest, papers) if contest.counted_by is Method.ALTERNATIVE_VOTE else _one_by_one(
        contest, papers
    )  # fmt: skip
    returns: list[Return] = []
    bundles: dict[tuple[AreaId, int], Bundles] = {}
    while isinstance(outcome := count(contest, returns, lots), Awaiting):
        for area, (figures, passed) in teller(outcome.number, outcome.remaining):
            returns.append(Return(area, outcome.number, figures))
            bundles[area, outcome.number] = passed
    counts = tuple(replace(one, basis=Basis.PAPERS) for one in outcome.counts)
    return Tally(replace(outcome, counts=counts), tuple(returns), bundles)


def _in_piles(contest: Contest, papers: Condensed) -> Teller:
    """The alternative vote: papers lie with the candidate they count for and move at an exclusion."""
    areas = sorted_by_first_preference(contest, papers.papers)
    order = [one.id for one in contest.candidates]
    names = {-1: "", **dict(enumerate(order))}
    before = contest.standing

    def told(number: int, remaining: frozenset[CandidateId]) -> Iterator[tuple[AreaId, Told]]:
        nonlocal before
        gone = [at for at, who in enumerate(order) if who in before and who not in remaining]
        places = frozenset(at for at, who in enumerate(order) if who in remaining)
        before = remaining
        for area, piles in areas.items():
            moved = {(names[a], names[b]): held for (a, b), held in piles.exclude(gone, places).items()}
            figures: dict[Entry, int] = {}
            if number == 1:
                figures = _first_count(sum(piles.held), piles.rejected)
            figures |= {(Measure.VOTES, order[at]): piles.held[at] for at in sorted(places)}
            figures |= {(Measure.TRANSFERS, f"{a}>{b}"): held for (a, b), held in moved.items()}
            if number > 1:
                figures[Measure.NON_TRANSFERABLE, ""] = piles.non_transferable
            yield area, (figures, moved)

    return told


def _one_by_one(contest: Contest, papers: Condensed) -> Teller:
    """First past the post and the supplementary vote: every kind of paper is asked what it gives."""
    vote, columns = METHODS[contest.counted_by].vote, 2 if contest.counted_by is Method.SUPPLEMENTARY_VOTE else 1
    areas: dict[AreaId, dict[Marks, int]] = {area.id: {} for area in contest.areas}
    for (area, marks), number in papers.papers.items():
        local, read = areas[AreaId(area)], marks[:columns]
        local[read] = local.get(read, 0) + number

    def told(number: int, remaining: frozenset[CandidateId]) -> Iterator[tuple[AreaId, Told]]:
        for area, local in areas.items():
            given: dict[tuple[Vote, Vote], int] = {}
            for marks, held in local.items():
                paper = Paper(marks)
                change = (vote(paper, contest.standing, 1), vote(paper, remaining, number))
                given[change] = given.get(change, 0) + held
            yield area, _figures(contest, number, remaining, given)

    return told


def _figures(
    contest: Contest, number: int, remaining: frozenset[CandidateId], given: Mapping[tuple[Vote, Vote], int]
) -> Told:
    """The figures of a count from what each kind of paper gave at the first count and gives now."""
    total: dict[Vote, int] = {}
    passed: dict[tuple[str, str], int] = {}
    for (first, now), held in given.items():
        total[now] = total.get(now, 0) + held
        if number > 1 and now is not Aside.NO_PART:
            change = (str(first), now if isinstance(now, str) else "")
            passed[change] = passed.get(change, 0) + held
    votes = {who: total.get(who, 0) for who in contest.in_ballot_order(remaining)}
    heads = {head: total.get(head, 0) for head in (Head.MORE_THAN_ONE, Head.UNMARKED_OR_UNCERTAIN)}
    if number == 1:
        return _first_count(sum(votes.values()), heads) | {(Measure.VOTES, who): n for who, n in votes.items()}, {}
    wasted = total.get(Aside.FOR_ELIMINATED, 0)
    pool = sum(votes.values()) + wasted + sum(heads.values())
    figures = {(Measure.SECOND_COUNT_PAPERS, ""): pool}
    figures |= {(Measure.SECOND_PREFERENCES, str(who)): held for who, held in votes.items()}
    figures[Measure.SECOND_PREFERENCES_FOR_ELIMINATED, ""] = wasted
    return figures | _rejected(heads), passed


def _first_count(valid: int, heads: Mapping[Head, int]) -> dict[Entry, int]:
    papers = {(Measure.PAPERS, ""): valid + sum(heads.values()), (Measure.VALID, ""): valid}
    return papers | _rejected(heads)


def _rejected(heads: Mapping[Head, int]) -> dict[Entry, int]:
    """Rejected papers by the heads that marks alone can show; the others are not known from a file."""
    rejected = {(Measure.REJECTED, ""): sum(heads.values())}
    return rejected | {(Measure.REJECTED, head.value): held for head, held in heads.items()}


def course(contest: Contest, marks: Marks, outcome: Outcome) -> tuple[Vote, ...]:
    """What one paper gave at each count of an outcome."""
    paper = Paper(marks)
    if contest.counted_by is Method.ALTERNATIVE_VOTE and contest.rules is not None and contest.rules.overvote:
        paper = read(paper, contest.rules.overvote)
    vote = METHODS[contest.counted_by].vote
    return tuple(vote(paper, frozenset(one.totals.votes), one.number) for one in outcome.counts)
