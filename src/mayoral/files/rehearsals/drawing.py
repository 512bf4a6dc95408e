"""Papers made up for training and for tests: drawn by chance from stated support, or made to fit a result.

The generator of chance comes from whoever asks, seeded: the same seed gives the same papers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import perm
from random import Random
from typing import Final, TypeVar

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count, Figures
from mayoral.contest.papers import Marks

T = TypeVar("T")
Support = Mapping[AreaId, Mapping[CandidateId, int]]

_WHOLE: Final = 1 << 50
_MOST_RANKINGS: Final = 20_000
_BATCH: Final = 1 << 14
# Of 1,000 papers drawn: 5 bear no mark and 2 mark two candidates first, so that there is something to reject.
_UNMARKED, _OVERVOTED, _OF = 5, 2, 1_000
# Of five who marked a rank four mark the next one too.
_GO_ON, _OF_THOSE = 4, 5


@dataclass(frozen=True, slots=True)
class Deck(ABC):
    """The papers of one area: the different markings, their weights, and how many papers there are."""

    area: AreaId
    marks: tuple[Marks, ...]
    weights: tuple[int, ...]
    papers: int

    @abstractmethod
    def deal(self, faces: Sequence[T], chance: Random) -> Iterator[list[T]]:
        """The papers in some order, many at a time, each as the face that stands for its marks."""


class Drawn(Deck):
    """A deck from which each paper is drawn by chance, in proportion to the weights."""

    def deal(self, faces: Sequence[T], chance: Random) -> Iterator[list[T]]:
        """The papers, many at a time; memory does not grow with their number."""
        heaped = list(accumulate(self.weights))
        for start in range(0, self.papers, _BATCH):
            yield chance.choices(faces, cum_weights=heaped, k=min(_BATCH, self.papers - start))


class Dealt(Deck):
    """A deck of which every paper is dealt: exactly as many of each as its weight, well mixed."""

    def deal(self, faces: Sequence[T], chance: Random) -> Iterator[list[T]]:
        """The papers of the area, mixed."""
        pile = [face for face, times in zip(faces, self.weights, strict=True) for _ in range(times)]
        chance.shuffle(pile)
        yield pile


def support_in(contest: Contest, counts: Sequence[Count]) -> Support:
    """First preferences by area, or those of the whole authority in every area; empty where none are known."""
    whole = counts[0].totals if counts else Figures({})
    known = {area: figures for area, figures in counts[0].areas.items() if figures.valid} if counts else {}
    figures = {area.id: known.get(area.id, whole) for area in contest.areas}
    return {
        area: {who: int(held) for who, held in one.votes.items() if held}
        for area, one in figures.items()
        if one.valid
    }


def drawn(contest: Contest, papers: Mapping[AreaId, int], support: Support) -> tuple[Deck, ...]:
    """Decks for so many papers in each area, drawn by the support there."""
    decks = []
    for area in contest.areas:
        faces = dict(_faces(contest, support[area.id]))
        decks.append(Drawn(area.id, tuple(faces), tuple(faces.values()), papers[area.id]))
    return tuple(decks)


def shared(papers: int, sizes: Mapping[AreaId, int]) -> dict[AreaId, int]:
    """So many papers in proportion to the sizes: whole parts first, then one each by the largest remainder."""
    total = sum(sizes.values())
    shares = {area: divmod(papers * size, total) for area, size in sizes.items()}
    over = papers - sum(whole for whole, _ in shares.values())
    largest = sorted(shares, key=lambda area: -shares[area][1])[:over]
    return {area: whole + (area in largest) for area, (whole, _) in shares.items()}


def holding(deck: Deck, fits: Callable[[Marks], bool]) -> Deck:
    """A deck to draw from with only the markings that fit, for a format that cannot hold the others."""
    if not isinstance(deck, Drawn):
        return deck
    kept = {marks: weight for marks, weight in zip(deck.marks, deck.weights, strict=True) if fits(marks)}
    return replace(deck, marks=tuple(kept), weights=tuple(kept.values()))


def ranks_of(contest: Contest) -> int:
    """How many ranks rehearsal papers have: the columns of the method, or as many as leave 20,000 rankings."""
    if contest.counted_by is Method.FIRST_PAST_THE_POST:
        return 1
    if contest.counted_by is Method.SUPPLEMENTARY_VOTE:
        return 2
    standing, ranks = len(contest.candidates), 1
    while ranks < standing and sum(perm(standing, one) for one in range(1, ranks + 2)) <= _MOST_RANKINGS:
        ranks += 1
    return ranks


def _faces(contest: Contest, support: Mapping[CandidateId, int]) -> Iterator[tuple[Marks, int]]:
    """Every marking that can be drawn, with its weight out of 2**50."""
    odd = _WHOLE * _UNMARKED // _OF
    yield (), odd
    strongest = sorted(support, key=lambda who: -support[who])[:2]
    if len(strongest) == 2:
        odd += _WHOLE * _OVERVOTED // _OF
        yield (frozenset(strongest),), _WHOLE * _OVERVOTED // _OF
    yield from _grown((), _WHOLE - odd, support, ranks_of(contest))


def _grown(
    before: Marks, weight: int, support: Mapping[CandidateId, int], ranks: int
) -> Iterator[tuple[Marks, int]]:
    """The rankings that begin with these marks: the next is chosen in proportion to support among those left."""
    left = {who: held for who, held in support.items() if held and frozenset({who}) not in before}
    for who, held in left.items():
        share = weight * held // sum(left.values())
        marks = (*before, frozenset({who}))
        goes_on = share * _GO_ON // _OF_THOSE if len(marks) < ranks and len(left) > 1 else 0
        yield marks, share - goes_on
        if goes_on:
            yield from _grown(marks, goes_on, support, ranks)


def condensed_of(
    decks: Sequence[Deck], chance: Random, advance: Callable[[int], None] = lambda _: None
) -> Counter[tuple[str, Marks]]:
    """The papers of all decks, equal ones together; `advance` is told how many more are dealt."""
    papers: Counter[tuple[str, Marks]] = Counter()
    for deck in decks:
        for batch in deck.deal(range(len(deck.marks)), chance):
            for face, times in Counter(batch).items():
                papers[deck.area, deck.marks[face]] += times
            advance(len(batch))
    return papers
