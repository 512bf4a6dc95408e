"""Returns added up: the figures of each area at a count, and of the whole authority.

A total with one unknown part is unknown. Law: SI 2017/67 Sch 1 r 59(7); SV r 56(1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, TypeVar

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE, AreaId, Base, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Basis, Count, Figures, Number
from mayoral.contest.papers import Head
from mayoral.contest.returns import Measure, Return

N = TypeVar("N", bound=Number)

Standing: TypeAlias = Mapping[tuple[AreaId, int], Return]
"""The return that stands for each area and count."""


def standing(returns: Iterable[Return]) -> Standing:
    """The highest version of each return. Raises Refused where one version was given twice."""
    latest: dict[tuple[AreaId, int], Return] = {}
    for local in sorted(returns, key=lambda one: one.version):
        place = (local.area, local.count)
        if place in latest and latest[place].version == local.version:
            raise Refused(f"{local.area}, count {local.count}: version {local.version} was returned twice")
        latest[place] = local
    return latest


def measured(method: Method, number: int) -> tuple[Measure, ...]:
    """The measures any of which, given for every candidate, makes a return of this count complete."""
    if method is Method.SUPPLEMENTARY_VOTE and number == 2:
        return (Measure.SECOND_PREFERENCES, Measure.TOTALS)
    return (Measure.VOTES,)


def named_in(contest: Contest, local: Return) -> frozenset[str]:
    """The candidates a return has figures for: those it was made between, if it is whole."""
    return frozenset(key for measure in measured(contest.counted_by, local.count) for key in local.by_key(measure))


def consolidate(
    contest: Contest, latest: Standing, counts: Sequence[Count], remaining: frozenset[CandidateId]
) -> Count:
    """The next count after `counts`, between these candidates: every area's figures and the totals.

    The areas are used where every one is complete, else complete figures published for the whole
    authority; else totals are unknown and `missing` names the areas to wait for.
    """
    number = len(counts) + 1
    areas = {}
    missing = []
    for area in contest.areas:
        local = _made_for(contest, latest.get((area.id, number)), remaining)
        figures = None
        if local is not None:
            earlier = counts[-1].areas.get(area.id) if counts else None
            figures = areas[area.id] = _worked_out(contest, local, earlier, remaining)
        if figures is None or figures.valid is None:
            missing.append(area.id)
    if not missing:
        return Count(number, _added_up(contest, areas, counts), areas)
    whole = _made_for(contest, latest.get((WHOLE, number)), remaining)
    totals = Figures(dict.fromkeys(contest.in_ballot_order(remaining)))
    if whole is not None and not contest.weighted:
        totals = _worked_out(contest, whole, counts[-1].totals if counts else None, remaining)
    basis = Basis.AREAS if totals.valid is None else Basis.PUBLISHED_TOTALS
    return Count(number, totals, areas, basis, tuple(missing))


def _made_for(contest: Contest, local: Return | None, remaining: frozenset[CandidateId]) -> Return | None:
    """The return, unless it was made between other candidates: then it does not stand and is owed again."""
    return local if local is not None and named_in(contest, local) <= remaining else None


def _worked_out(
    contest: Contest, local: Return, earlier: Figures | None, remaining: frozenset[CandidateId]
) -> Figures:
    """The figures of one area, or of the whole, from its return and its figures at the count before."""
    order = contest.in_ballot_order(remaining)
    votes: dict[CandidateId, Number | None] = {who: local.get(Measure.VOTES, who) for who in order}
    added: dict[CandidateId, Number | None] = {}
    held: Mapping[CandidateId, Number | None] = {} if earlier is None else earlier.votes
    if local.count > 1 and contest.counted_by is Method.SUPPLEMENTARY_VOTE:
        added = {who: local.get(Measure.SECOND_PREFERENCES, who) for who in order}
        for who in order:
            total = _sum((held.get(who), added[who]))
            votes[who] = local.get(Measure.TOTALS, who) if total is None else total
    elif local.count > 1:
        added = {who: _change(held.get(who), votes[who]) for who in order}
    return Figures(
        votes=votes,
        valid=_sum(votes.values()),
        added=added,
        papers=local.get(Measure.PAPERS),
        rejected=local.get(Measure.REJECTED),
        rejected_by_head={Head(key): figure for key, figure in local.by_key(Measure.REJECTED).items()},
        non_transferable=local.get(Measure.NON_TRANSFERABLE),
        pool=local.get(Measure.SECOND_COUNT_PAPERS),
        for_eliminated=local.get(Measure.SECOND_PREFERENCES_FOR_ELIMINATED),
    )


def _added_up(contest: Contest, areas: Mapping[AreaId, Figures], counts: Sequence[Count]) -> Figures:
    """The totals of complete areas; heads are added up only where every area knows the same ones."""
    local = list(areas.values())
    votes: dict[CandidateId, Number | None]
    added: dict[CandidateId, Number | None] = {}
    if contest.weighted:
        votes = _weighted(contest, areas, counts)
    else:
        votes = {who: _sum(one.votes[who] for one in local) for who in local[0].votes}
        added = {who: _sum(one.added[who] for one in local) for who in local[0].added}
    heads: dict[Head, int] = {}
    if len({frozenset(one.rejected_by_head) for one in local}) == 1:
        heads = {head: sum(one.rejected_by_head[head] for one in local) for head in local[0].rejected_by_head}
    return Figures(
        votes=votes,
        valid=_sum(votes.values()),
        added=added,
        papers=_sum(one.papers for one in local),
        rejected=_sum(one.rejected for one in local),
        rejected_by_head=heads,
        non_transferable=_sum(one.non_transferable for one in local),
        pool=_sum(one.pool for one in local),
        for_eliminated=_sum(one.for_eliminated for one in local),
    )


def _weighted(
    contest: Contest, areas: Mapping[AreaId, Figures], counts: Sequence[Count]
) -> dict[CandidateId, Number | None]:
    """Each candidate's shares of the sections, times the weight of each section.

    A section's share is of its papers continuing at this count or, where the selection's rules base
    the majority on them, of those valid at its first count.
    """
    of_valid = contest.rules is not None and contest.rules.more_than_half_of is Base.VALID
    votes = dict.fromkeys(next(iter(areas.values())).votes, Fraction(0))
    for area in contest.areas:
        local = areas[area.id]
        base = counts[0].areas[area.id].valid if of_valid and counts else local.valid
        for who, held in local.votes.items():
            if held and base:
                votes[who] += (area.weight or 0) * Fraction(held) / base
    return dict(votes)


def _change(before: Number | None, now: Number | None) -> Number | None:
    return None if before is None or now is None else now - before


def _sum(parts: Iterable[N | None]) -> N | None:
    """The sum, or None where a part is unknown."""
    known = list(parts)
    return None if None in known else sum(known)  # type: ignore[arg-type, return-value]  # no None is left


def stated(contest: Contest, latest: Standing, measure: Measure, number: int = 0) -> int | None:
    """One figure for the whole authority: the areas added up where all are known, else as published."""
    local = [
        latest[area.id, number].get(measure) if (area.id, number) in latest else None for area in contest.areas
    ]
    whole = latest.get((WHOLE, number))
    total = _sum(local) if local else None
    return whole.get(measure) if total is None and whole is not None else total
