"""Equality, and the lot that settles it.

A lot is evidence handed in, never chance made here, and is added to no figure.
Law: SI 2017/67 Sch 1 r 59(12); 2009 Act Sch 5B para 5(10).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mayoral.contest.candidates import CandidateId
from mayoral.contest.outcomes import Elected, Equality, Lot, Number, Purpose, Settled


def leaders(votes: Mapping[CandidateId, Number]) -> frozenset[CandidateId]:
    """The candidates with the most votes: one, or several who are equal."""
    most = max(votes.values())
    return frozenset(who for who, held in votes.items() if held == most)


def lots_for(purpose: Purpose, number: int, among: Iterable[CandidateId], lots: Sequence[Lot]) -> tuple[Lot, ...]:
    """The lots drawn at this count for this purpose among exactly these candidates."""
    tied = frozenset(among)
    return tuple(
        lot
        for lot in lots
        if lot.purpose is purpose and lot.count == number and frozenset(lot.among) == tied and lot.drawn in tied
    )


def settled(purpose: Purpose, number: int, among: Iterable[CandidateId], lots: Sequence[Lot]) -> Lot | None:
    """The lot that settles an equality, or None where none was drawn or two contradict each other."""
    found = lots_for(purpose, number, among, lots)
    return found[0] if len({lot.drawn for lot in found}) == 1 else None


def most_votes(votes: Mapping[CandidateId, Number], number: int, lots: Sequence[Lot]) -> Elected | Equality:
    """The candidate with the most votes; where several are equal, the one the lot fell on, or the equality."""
    top = leaders(votes)
    if len(top) == 1:
        (winner,) = top
        return Elected(winner)
    lot = settled(Purpose.ELECTION, number, top, lots)
    return Equality(top) if lot is None else chosen(top, lot.drawn, lot)


def chosen(among: frozenset[CandidateId], candidate: CandidateId, lot: Lot) -> Elected:
    """One of several with equal votes, elected by a lot or by an order drawn beforehand."""
    return Elected(candidate, (Settled(Purpose.ELECTION, among, frozenset({candidate}), lot),))
