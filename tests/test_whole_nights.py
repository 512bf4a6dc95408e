"""Whole nights in any order: returns provisional and final, re-counts, corrections, stale second counts, lots.

After every step the outcome must be what a naive recomputation from the standing figures says.
"""

from __future__ import annotations

from typing import Any

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from nights import FPTP, SV, contest_of
from oracle import oracle_returns

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Awaiting, Declaration, Equality, Lot, Outcome, Owed, Purpose, What
from mayoral.contest.returns import Measure, Return, Status
from mayoral.counting.checks import check
from mayoral.counting.count import count, hold

Figures = dict[str, int]
PROVISIONAL, FINAL = Status


class NightOfTheCount(RuleBasedStateMachine):
    """A combined authority's night: what the areas have returned, and what the CARO may conclude."""

    def __init__(self) -> None:
        super().__init__()
        self.returns: list[Return] = []
        self.lots: list[Lot] = []
        self.latest: dict[tuple[str, int], tuple[Figures, Status]] = {}

    @initialize(
        method=st.sampled_from([FPTP, SV, SV]),
        candidates=st.integers(2, 5),
        areas=st.integers(1, 4),
        most=st.sampled_from([1, 2, 4, 9]),
    )
    def open(self, method: Method, candidates: int, areas: int, most: int) -> None:
        """The poll has closed; where `most` is small equal votes are common."""
        self.few = st.integers(0, most)
        self.names = [f"c{i}" for i in range(candidates)]
        self.areas = [f"area-{i}" for i in range(areas)]
        self.contest = contest_of(method, self.names, self.areas)

    def returned(self, area: str, number: int, figures: Figures, status: Status) -> None:
        """One more return; a second of its area and count is a correction or re-count: the next version."""
        measure = Measure.VOTES if number == 1 else Measure.SECOND_PREFERENCES
        version = 1 + sum(one.area == area and one.count == number for one in self.returns)
        lines = {(measure, who): figure for who, figure in figures.items()}
        self.returns.append(Return(AreaId(area), number, lines, version, status))
        self.latest[area, number] = (figures, status)

    @rule(data=st.data(), status=st.sampled_from(Status))
    def an_area_returns_its_first_count(self, data: st.DataObject, status: Status) -> None:
        """For the first time or again, at any moment: also after others have counted second preferences."""
        figures = {who: data.draw(self.few) for who in self.names}
        self.returned(data.draw(st.sampled_from(self.areas)), 1, figures, status)

    @precondition(lambda self: isinstance(self.outcome, Awaiting))
    @rule(data=st.data(), status=st.sampled_from(Status), everyone=st.booleans())
    def the_areas_answer(self, data: st.DataObject, status: Status, everyone: bool) -> None:
        """All who owe something return it, or one does: a count as directed, or the final of a provisional one."""
        assert isinstance(self.outcome, Awaiting)
        remaining = sorted(self.outcome.remaining)
        for owed in self.outcome.owed if everyone else self.outcome.owed[:1]:
            if owed.what is What.FINAL:
                self.returned(owed.area, owed.count, self.latest[owed.area, owed.count][0], FINAL)
            elif owed.count == 1:
                self.returned(owed.area, 1, {who: data.draw(self.few) for who in self.names}, status)
            else:
                self.returned(owed.area, 2, self.second_preferences(data, owed.area, remaining), status)

    def second_preferences(self, data: st.DataObject, area: str, remaining: list[str]) -> Figures:
        """Second preferences for those who remain, no more than there are papers of the others."""
        left = sum(figure for who, figure in self.latest[area, 1][0].items() if who not in remaining)
        figures: Figures = {}
        for who in remaining:
            figures[who] = data.draw(st.integers(0, left))
            left -= figures[who]
        return figures

    @rule(data=st.data(), status=st.sampled_from(Status))
    def an_area_counts_for_the_wrong_candidates(self, data: st.DataObject, status: Status) -> None:
        """It misheard the direction, or was not told of a correction."""
        some = data.draw(st.sets(st.sampled_from(self.names), min_size=1))
        self.returned(data.draw(st.sampled_from(self.areas)), 2, dict.fromkeys(sorted(some), 0), status)

    @precondition(lambda self: isinstance(self.outcome, Equality))
    @rule(data=st.data())
    def a_lot_is_drawn(self, data: st.DataObject) -> None:
        """Among exactly those who are equal; where an old one contradicts it, both stand and settle nothing."""
        assert isinstance(self.outcome, Equality)
        among, number = self.outcome.among, len(self.outcome.counts)
        drawn = data.draw(st.sampled_from(sorted(among)))
        self.lots.append(Lot(number, Purpose.ELECTION, tuple(sorted(among)), drawn))

    @rule(data=st.data(), number=st.integers(1, 2))
    def a_lot_is_drawn_too_early(self, data: st.DataObject, number: int) -> None:
        """A lot that nobody asked for."""
        among = data.draw(st.sets(st.sampled_from(self.names), min_size=2))
        self.lots.append(Lot(number, Purpose.ELECTION, tuple(map(CandidateId, among)), CandidateId(min(among))))

    @property
    def outcome(self) -> Outcome:
        """What the count says of it."""
        return count(self.contest, self.returns, self.lots)

    def missing(self, number: int, names: set[str]) -> list[str]:
        """The areas without a standing return for exactly these candidates."""
        return [area for area in self.areas if self.latest.get((area, number), ({}, FINAL))[0].keys() != names]

    def naive(self, second: dict[str, Figures] | None = None) -> dict[str, Any]:
        """The count done again by somebody else."""
        first = {area: self.latest[area, 1][0] for area in self.areas}
        lots = [(lot.count, lot.purpose.value, frozenset(lot.among), lot.drawn) for lot in self.lots]
        return oracle_returns(self.contest.method.value, self.names, first, second, lots)

    @invariant()
    def the_outcome_is_that_of_a_naive_recomputation(self) -> None:
        """Whoever is owed is named and nobody else; no declaration rests on a missing or provisional figure."""
        outcome = self.outcome
        if missing := self.missing(1, set(self.names)):
            assert self.owes(outcome, 1, missing)
            assert outcome.remaining == set(self.names)
            return
        nothing = {area: dict.fromkeys(self.names, 0) for area in self.areas}
        remaining = (self.naive(nothing)["counts"] or [{}])[0]["remaining"]
        if remaining and (missing := self.missing(2, remaining)):
            assert self.owes(outcome, 2, missing)
            assert outcome.remaining == remaining
            return
        try:
            result = self.naive({area: self.latest[area, 2][0] for area in self.areas} if remaining else None)
        except ValueError:  # a correction left more second preferences than papers: the figures are impossible
            found = check(self.contest, self.returns, self.lots)
            assert "E204" in {one.code for one in found}
            assert not isinstance(hold(self.contest, outcome, found), Declaration)
            return
        self.agrees(outcome, result)

    def owes(self, outcome: Outcome, number: int, areas: list[str]) -> bool:
        """Whether exactly these areas owe a return of this count."""
        expected = tuple(Owed(AreaId(area), number, What.RETURN) for area in areas)
        return isinstance(outcome, Awaiting) and (outcome.number, outcome.owed) == (number, expected)

    def agrees(self, outcome: Outcome, result: dict[str, Any]) -> None:
        """A complete count elects, or finds equal, whom the naive one does; and over final returns only."""
        assert [one.held for one in outcome.counts] == [one["votes"] for one in result["counts"]]
        used = [(area, one.number) for one in outcome.counts for area in self.areas]
        provisional = [
            (area, n)
            for n, area in sorted((n, area) for area, n in used)
            if self.latest[area, n][1] is PROVISIONAL
        ]
        if isinstance(outcome, Awaiting):
            assert [(one.area, one.count) for one in outcome.owed] == provisional != []
            assert {one.what for one in outcome.owed} == {What.FINAL}
            assert (outcome.would_elect, set(outcome.would_tie)) == (result["elected"], result["equality"])
        elif isinstance(outcome, Equality):
            assert (provisional, result["outcome"]) == ([], "equality")
            assert outcome.among == result["equality"]
        else:
            assert isinstance(outcome, Declaration)
            assert (provisional, result["outcome"], result["elected"]) == ([], "declaration", outcome.elected)

    @invariant()
    def what_rests_on_a_changed_figure_falls_with_it(self) -> None:
        """A lot that settles nothing and a second count between others are found, and nothing else is void."""
        outcome, found = self.outcome, check(self.contest, self.returns, self.lots)
        event(f"{type(outcome).__name__} at count {len(outcome.counts)}")
        by_set: dict[tuple[int, frozenset[str]], set[str]] = {}
        for lot in self.lots:
            by_set.setdefault((lot.count, frozenset(lot.among)), set()).add(lot.drawn)
        used = {(lot.count, frozenset(lot.among)) for lot in getattr(outcome, "lots", ())}
        void = {place for place, drawn in by_set.items() if len(drawn) == 1} - used
        told = {(one.count, frozenset(one.fields["among"])) for one in found if one.code == "W501"}  # type: ignore[arg-type]
        assert told == void
        assert sum(one.code == "E502" for one in found) == sum(len(drawn) > 1 for drawn in by_set.values())
        remaining = outcome.counts[0].remaining if outcome.counts else frozenset()
        stale = {
            area
            for (area, number), (figures, _) in self.latest.items()
            if number == 2 and figures.keys() - remaining
        }
        assert {one.area for one in found if one.code == "E205"} == (stale if remaining else set())


TestNightOfTheCount = NightOfTheCount.TestCase
TestNightOfTheCount.settings = settings(deadline=None, stateful_step_count=30)
