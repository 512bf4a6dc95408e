"""What became of second preferences under the supplementary vote, area by area and in all.

Only totals are known, so nothing is said of any one paper's second preference. Law: SI 2017/67 Sch 1
r 55 and 56(2) (supplementary vote text); 2009 Act Sch 5B para 5(7).
"""

from __future__ import annotations

from dataclasses import dataclass

from mayoral.analysis.shares import Share
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count, Figures, Number, Outcome, elected_by

OF_THE_ELIMINATED = "first preferences for eliminated candidates"


@dataclass(frozen=True, slots=True)
class SecondPreferences:
    """The papers whose first preference was for an eliminated candidate, and what they did; None is not known.

    `area` is None for the whole authority. `counted` were for a candidate who remained; of the others,
    `for_eliminated` helped nobody and `rejected` had no second preference that could be counted.
    """

    area: AreaId | None
    papers: Number | None
    counted: Number | None
    for_eliminated: Number | None
    rejected: Number | None

    @property
    def used(self) -> Share | None:
        """The share of these papers whose second preference counted."""
        return self._share(self.counted, "second preferences counted")

    @property
    def left(self) -> Share | None:
        """The share of these papers left on the table: they had no part in choosing between those who remained."""
        known = self.papers is not None and self.counted is not None
        return self._share((self.papers or 0) - (self.counted or 0) if known else None, "papers left on the table")

    def _share(self, part: Number | None, name: str) -> Share | None:
        return None if part is None or not self.papers else Share(part, self.papers, name, OF_THE_ELIMINATED)


def second_preferences(contest: Contest, outcome: Outcome) -> tuple[SecondPreferences, ...]:
    """The use of second preferences: the whole authority first, then every area in order.

    Empty where no second count under the supplementary vote was held.
    """
    if contest.counted_by is not Method.SUPPLEMENTARY_VOTE or len(outcome.counts) < 2:
        return ()
    first, second = outcome.counts
    whole = _used(None, first, first.totals, second.totals)
    areas = (_used(one.id, first, first.areas.get(one.id), second.areas.get(one.id)) for one in contest.areas)
    return (whole, *areas)


def leader_lost(outcome: Outcome) -> bool | None:
    """Whether the leader on first preferences was not elected; None where nobody is elected, or not by votes."""
    elected = elected_by(outcome)
    if elected is None or not outcome.counts:
        return None
    votes = outcome.counts[0].held
    return votes[elected] < max(votes.values())


def _used(area: AreaId | None, first: Count, before: Figures | None, after: Figures | None) -> SecondPreferences:
    firsts = {} if before is None else before.votes
    papers = _sum([firsts.get(who) for who in first.eliminated])
    if after is None:
        return SecondPreferences(area, papers, None, None, None)
    counted = [_added(firsts.get(who), after.added.get(who), total) for who, total in after.votes.items()]
    known = after.pool if papers is None else papers
    return SecondPreferences(area, known, _sum(counted), after.for_eliminated, after.rejected)


def _added(first: Number | None, added: Number | None, total: Number | None) -> Number | None:
    """The second preferences for a candidate: as stated, else the total less the first preferences."""
    if added is not None:
        return added
    return None if first is None or total is None else total - first


def _sum(parts: list[Number | None]) -> Number | None:
    """The sum, or None where a part is not known."""
    total: Number = 0
    for part in parts:
        if part is None:
            return None
        total += part
    return total
