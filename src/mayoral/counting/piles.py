"""Papers of the alternative vote in piles, one for each candidate of each area, as tellers hold them.

What a paper says stands in `methods.alternative_vote.vote`. The same is worked out here for piles of
equal papers at once: every ranking is read a single time into small whole numbers, and at an exclusion
only the piles of the excluded candidate are taken up again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId, Contest, Overvote
from mayoral.contest.papers import Head, Marks

Bundle: TypeAlias = tuple[Sequence[int], int]
"""A ranking as places in the ballot order, and how many papers bear it."""


class Piles:
    """The papers of one area: a pile for each candidate, the non-transferable, and the rejected."""

    def __init__(self, candidates: int) -> None:
        self.piles: list[list[Bundle]] = [[] for _ in range(candidates)]
        self.held = [0] * candidates
        self.rejected = {Head.MORE_THAN_ONE: 0, Head.UNMARKED_OR_UNCERTAIN: 0}
        self.non_transferable = 0

    def exclude(self, gone: Sequence[int], remaining: frozenset[int]) -> dict[tuple[int, int], int]:
        """Pass the piles of the excluded on; how many papers went from whom to whom, -1 being nobody."""
        moved: dict[tuple[int, int], int] = {}
        for giver in gone:
            received = [0] * (len(self.piles) + 1)
            for bundle in self.piles[giver]:
                for taker in bundle[0]:
                    if taker in remaining:
                        self.piles[taker].append(bundle)
                        received[taker] += bundle[1]
                        break
                else:
                    received[-1] += bundle[1]
            self.piles[giver], self.held[giver] = [], 0
            self.non_transferable += received[-1]
            for taker, papers in enumerate(received[:-1]):
                self.held[taker] += papers
            takers = (*range(len(self.piles)), -1)
            moved |= {(giver, taker): papers for taker, papers in zip(takers, received, strict=True) if papers}
        return moved


def sorted_by_first_preference(
    contest: Contest, papers: Mapping[tuple[str, Marks], int]
) -> Mapping[AreaId, Piles]:
    """Every area's papers in the piles of the first count."""
    place = {frozenset((one.id,)): at for at, one in enumerate(contest.candidates)}
    overvote = contest.rules.overvote if contest.rules else None
    areas: dict[str, Piles] = {area.id: Piles(len(place)) for area in contest.areas}
    piles = {area: local.piles for area, local in areas.items()}
    # Equal rankings of several areas are often one and the same value: it is read once.
    read: dict[int, tuple[int, ...]] = {}
    for (area, marks), number in papers.items():
        ranking = read.get(id(marks))
        if ranking is None:
            ranking = read[id(marks)] = _ranking(marks, place, overvote)
        if ranking:
            piles[area][ranking[0]].append((ranking, number))
        else:
            areas[area].rejected[Head.MORE_THAN_ONE if any(marks) else Head.UNMARKED_OR_UNCERTAIN] += number
    for local in areas.values():
        local.held = [sum([papers for _, papers in pile]) for pile in local.piles]
    return {AreaId(area): local for area, local in areas.items()}


def _ranking(
    marks: Marks, place: Mapping[frozenset[CandidateId], int], overvote: Overvote | None
) -> tuple[int, ...]:
    """The candidates of clear ranks, up to an over-voted one unless such are skipped; perhaps none."""
    try:
        return tuple([place[marked] for marked in marks])
    except KeyError:  # a blank or an over-voted rank
        ranking = []
        for marked in marks:
            if len(marked) == 1:
                ranking.append(place[marked])
            elif marked and overvote is not Overvote.SKIP:
                break
        return tuple(ranking)
