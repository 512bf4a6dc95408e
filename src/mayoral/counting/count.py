"""The count itself: asked again with every return, it says what must happen next.

Pure: the same contest, returns and lots always give the same answer, in any order of arrival.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE, AreaId, Contest
from mayoral.contest.findings import Finding
from mayoral.contest.outcomes import (
    Abandoned,
    Awaiting,
    Basis,
    Count,
    Declaration,
    Direction,
    Elected,
    Equality,
    Lot,
    NoCandidates,
    Outcome,
    Owed,
    Uncontested,
    What,
)
from mayoral.contest.returns import Return, Status
from mayoral.counting.consolidation import Standing, consolidate, standing
from mayoral.methods import METHODS


def count(contest: Contest, returns: Iterable[Return], lots: Sequence[Lot] = ()) -> Outcome:
    """What follows from the returns and lots at hand: a declaration, or what is owed, or an equality.

    A count is begun only when the one before is complete in every area, and a declaration rests on
    final returns only. Law: SI 2017/67 Sch 1 r 16, 55-59; 2009 Act Sch 5B paras 4-5.
    Raises Refused where one version of a return is given twice.
    """
    if contest.abandoned is not None:
        return Abandoned(contest.abandoned)
    if not contest.candidates:
        return NoCandidates()
    if len(contest.candidates) == 1:
        return Uncontested(contest.candidates[0].id)
    method = METHODS[contest.counted_by]
    latest = standing(returns)
    counts: tuple[Count, ...] = ()
    drawn: tuple[Lot, ...] = ()
    remaining = contest.standing
    while True:
        this = consolidate(contest, latest, counts, remaining)
        if this.missing and this.basis is Basis.AREAS:
            begun = (*counts, this) if this.areas or any(this.totals.votes.values()) else counts
            owed = tuple(Owed(area, this.number, What.RETURN) for area in this.missing)
            return Awaiting(owed, this.number, remaining, begun, drawn)
        counts = (*counts, this)
        ruling = method.rule(contest, counts, lots)
        this = replace(this, settled=ruling.settled)
        counts = (*counts[:-1], this)
        used = [one.by for one in ruling.settled if isinstance(one.by, Lot)]
        drawn = tuple(dict.fromkeys((*drawn, *used)))  # an order drawn beforehand may serve at several counts
        if not isinstance(ruling, Direction):
            return _decided(tuple(_provisional(contest, latest, counts)), counts, ruling, drawn)
        gone = remaining - ruling.remaining
        counts = (*counts[:-1], replace(this, remaining=ruling.remaining, eliminated=gone))
        remaining = ruling.remaining


def count_alone(
    contest: Contest, area: AreaId, returns: Iterable[Return], remaining: frozenset[CandidateId]
) -> Awaiting:
    """One area's own first and second counts, between those the CARO's direction told it remain.

    An area that knows no other area's return cannot work out who remains, and need not. Law: r 55(1), 56.
    """
    alone = replace(contest, areas=tuple(one for one in contest.areas if one.id == area))
    latest = standing(one for one in returns if one.area == area)
    first = consolidate(alone, latest, (), contest.standing)
    first = replace(first, remaining=remaining, eliminated=contest.standing - remaining)
    return Awaiting((), 2, remaining, (first, consolidate(alone, latest, (first,), remaining)))


def _decided(
    owed: tuple[Owed, ...], counts: tuple[Count, ...], ruling: Elected | Equality, drawn: tuple[Lot, ...]
) -> Outcome:
    """The outcome of a decision; over provisional returns only what it would be."""
    waiting = Awaiting(owed, len(counts), frozenset(counts[-1].totals.votes), counts, drawn)
    if isinstance(ruling, Elected):
        elected = ruling.candidate
        return replace(waiting, would_elect=elected) if owed else Declaration(elected, counts, drawn)
    if owed:
        return replace(waiting, would_tie=ruling.among, would_tie_for=ruling.purpose)
    return replace(ruling, counts=counts, lots=drawn, settled=())


def _provisional(contest: Contest, latest: Standing, counts: Sequence[Count]) -> Iterable[Owed]:
    """The returns in use that are not final. Law: r 59(1), (7)."""
    for one in counts:
        used = [WHOLE] if one.basis is Basis.PUBLISHED_TOTALS else [area.id for area in contest.areas]
        for area in used:
            if latest[area, one.number].status is Status.PROVISIONAL:
                yield Owed(area, one.number, What.FINAL)


def hold(contest: Contest, outcome: Outcome, findings: Iterable[Finding]) -> Outcome:
    """The outcome a live count may give while findings stand: one that stops it takes the decision back.

    The areas found wrong owe a corrected return; no lot is drawn over their figures either. A contest
    already declared is never held.
    """
    stopping = [one for one in findings if one.stops]
    owed = tuple(
        dict.fromkeys(Owed(AreaId(one.area), one.count or 1, What.RETURN) for one in stopping if one.area)
    )
    if contest.declared or not stopping:
        return outcome
    if isinstance(outcome, Declaration):
        wait = _waiting(owed, outcome)
        return replace(wait, would_elect=outcome.elected)
    if isinstance(outcome, Equality) and owed:
        wait = _waiting(owed, outcome)
        return replace(wait, would_tie=outcome.among, would_tie_for=outcome.purpose)
    return outcome


def _waiting(owed: tuple[Owed, ...], decided: Declaration | Equality) -> Awaiting:
    """What was decided, taken back until these areas have returned."""
    remaining: frozenset[CandidateId] = frozenset(decided.counts[-1].totals.votes)
    return Awaiting(owed, len(decided.counts), remaining, decided.counts, decided.lots)
