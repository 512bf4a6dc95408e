"""Rehearsal papers that count to exactly the published totals of a real election, area by area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count, Figures
from mayoral.contest.papers import Head, Marks
from mayoral.files.rehearsals.drawing import Dealt, Deck

_UNKNOWN = Figures({})
_PARTS = (Head.UNMARKED, Head.UNCERTAIN)
_MARKLESS = (Head.UNMARKED_OR_UNCERTAIN, Head.UNMARKED, Head.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Decks that count to the totals, and what of the rejected papers they cannot give.

    `left_out` were rejected for something that no marks show; of `supposed` the head is not known.
    """

    decks: tuple[Deck, ...]
    left_out: int
    supposed: int = 0


def fitted(contest: Contest, counts: Sequence[Count], chance: Random) -> Fitted:
    """Papers that give every area's figures at every count. Raises Refused where that cannot be.

    Where an area's figures are not known the papers stand without areas and give those of the whole
    authority. Papers whose second preference is not stated are left to chance where it counts for nobody: of a
    first preference that remains, and of the part of the second count that the figures leave open.
    """
    if contest.counted_by is Method.ALTERNATIVE_VOTE or not counts:
        raise Refused(
            "only the figures of first past the post and of the supplementary vote can be made into papers"
        )
    decks, left_out, supposed = [], 0, 0
    for area, figures in _places(contest, counts):
        papers, under, out = _rejected(contest, figures[0])
        papers += _accepted(contest, figures, chance)
        decks.append(Dealt(area, tuple(papers), tuple(papers.values()), papers.total()))
        left_out, supposed = left_out + out, supposed + under
    return Fitted(tuple(decks), left_out, supposed)


def _places(contest: Contest, counts: Sequence[Count]) -> list[tuple[AreaId, tuple[Figures, ...]]]:
    """Each area with its figures count by count, or the whole authority as one place without a name."""
    areas = [(area.id, tuple(one.areas.get(area.id, _UNKNOWN) for one in counts)) for area in contest.areas]
    whole = [(AreaId(""), tuple(one.totals for one in counts))]
    for places in (areas, whole):
        if all(isinstance(one.valid, int) for _, figures in places for one in figures):
            return places
    raise Refused("papers cannot be made: neither every area's figures are known nor those of the whole authority")


def _rejected(contest: Contest, figures: Figures) -> tuple[Counter[Marks], int, int]:
    """Papers rejected at the first count; how many stand under a supposed head; how many no marks can show.

    Where the heads stated do not make up the whole, the rest stands as unmarked or as over-voted, whichever
    head is not stated; where both are, the rest was rejected for what no marks show.
    """
    heads = dict(figures.rejected_by_head)
    if Head.UNMARKED_OR_UNCERTAIN in heads:  # its parts printed apart are no further papers
        heads = {head: papers for head, papers in heads.items() if head not in _PARTS}
    both = frozenset(one.id for one in contest.candidates[:2])
    unmarked, many = sum(heads.get(head, 0) for head in _MARKLESS), heads.get(Head.MORE_THAN_ONE, 0)
    rest = _rejected_in_all(figures, sum(heads.values())) - sum(heads.values())
    if rest < 0:
        raise Refused("more papers are rejected by head than in all, so no papers give these figures")
    left_out = sum(heads.values()) - unmarked - many
    supposed = rest if heads else 0
    if Head.UNMARKED_OR_UNCERTAIN not in heads and Head.UNCERTAIN not in heads:
        unmarked += rest
    elif Head.MORE_THAN_ONE not in heads:
        many += rest
    else:
        left_out, supposed = left_out + rest, 0
    return Counter({(): unmarked, (both,): many}), supposed, left_out


def _rejected_in_all(figures: Figures, by_head: int) -> int:
    """How many papers were rejected: as stated, else the papers that are not valid, else those known by head."""
    if figures.rejected is not None:
        return figures.rejected
    if figures.papers is not None and isinstance(figures.valid, int):
        return figures.papers - figures.valid
    return by_head


def _accepted(contest: Contest, figures: Sequence[Figures], chance: Random) -> Counter[Marks]:
    """The papers with a valid first preference."""
    votes = _whole(figures[0].votes)
    remaining = frozenset(figures[-1].votes)
    papers: Counter[Marks] = Counter()
    for who in votes:
        if who in remaining:
            papers += _any_second(contest, who, votes, chance)
    if len(figures) == 1:
        return papers
    seconds = _seconds(contest, figures, remaining)
    chance.shuffle(seconds)
    out = [who for who in votes if who not in remaining]
    firsts = [who for who in out for _ in range(votes[who])]
    for who, second in zip(firsts, seconds, strict=True):
        papers[_paper(who, second, out, chance)] += 1
    return papers


def _any_second(
    contest: Contest, who: CandidateId, votes: Mapping[CandidateId, int], chance: Random
) -> Counter[Marks]:
    """Papers whose second preference no count asks for: left to chance, in proportion to first preferences."""
    first = frozenset({who})
    if contest.counted_by is Method.FIRST_PAST_THE_POST:
        return Counter({(first,): votes[who]})
    others = [one for one in votes if one != who and votes[one]]
    weights = [votes[one] for one in others]
    faces: list[Marks] = [(first,), *((first, frozenset({one})) for one in others)]
    return Counter(chance.choices(faces, [sum(weights) // 4 + 1, *weights], k=votes[who]))


def _seconds(
    contest: Contest, figures: Sequence[Figures], remaining: frozenset[CandidateId]
) -> list[frozenset[CandidateId] | None]:
    """Second columns of the second count's papers: marks, none, or None where for somebody eliminated."""
    first, second = figures
    held, total = _whole(first.votes), _whole(second.votes)
    pool = sum(held[who] for who in held if who not in remaining)
    added = {who: total[who] - held[who] for who in total}
    many = second.rejected_by_head.get(Head.MORE_THAN_ONE, 0)
    blank = (second.rejected or sum(second.rejected_by_head.values())) - many
    gone = second.for_eliminated or 0
    left = pool - sum(added.values()) - many - blank - gone
    all_rejected = second.rejected is not None or bool(second.rejected_by_head)
    closed = second.for_eliminated is not None and all_rejected
    if left < 0 or blank < 0 or (left and closed) or min(added.values()) < 0:
        raise Refused("the figures of the second count do not close, so no papers give them")
    if second.for_eliminated is None:
        passed = left if all_rejected else left // 2
        gone, left = gone + passed, left - passed
    two = frozenset(one.id for one in contest.candidates[:2])
    columns: list[frozenset[CandidateId] | None] = [frozenset({who}) for who in added for _ in range(added[who])]
    columns += [two] * many
    columns += [None] * gone
    columns += [frozenset()] * (blank + left)
    return columns


def _paper(
    who: CandidateId, second: frozenset[CandidateId] | None, out: Sequence[CandidateId], chance: Random
) -> Marks:
    first = frozenset({who})
    if second is None:
        others = [one for one in out if one != who]
        return (first, frozenset({chance.choice(others)}) if others else first)
    return (first, second) if second else (first,)


def _whole(votes: Mapping[CandidateId, object]) -> dict[CandidateId, int]:
    return {who: held for who, held in votes.items() if isinstance(held, int)}
