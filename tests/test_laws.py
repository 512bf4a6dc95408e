"""Laws that hold of every election, tried on contests of up to 20 candidates and 40 areas made by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from hypothesis import assume, given
from hypothesis import strategies as st
from nights import AV, BY_LOT, FPTP, SV, Night, contest_of, essence, made
from strategies import PaperElection, nights, paper_elections
from tallies import counted

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Area, AreaId
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Awaiting, Count, Declaration, Equality, Lot, Owed, Purpose, What
from mayoral.contest.returns import Entry, Measure, Return
from mayoral.counting.checks import check
from mayoral.counting.consolidation import consolidate, standing
from mayoral.counting.count import count

T = TypeVar("T")
contested = nights(candidates=(2, 20))


def mixed(some: Sequence[T], chance: Random) -> tuple[T, ...]:
    """The same in another order."""
    return tuple(chance.sample(some, len(some)))


@given(contested)
def test_a_whole_night_ends_in_a_declaration_without_a_finding_that_stops_it(night: Night) -> None:
    """Whatever the figures, returns that close and lots drawn when asked for lead to a declaration."""
    assert isinstance(night.outcome, Declaration)
    assert [one for one in check(night.contest, night.returns, night.lots) if one.stops] == []


@given(contested.filter(lambda night: not night.contest.weighted))
def test_by_area_equals_all_together(night: Night) -> None:
    """The areas' returns added up beforehand and counted as one area give the same counts. Law: r 59(7)."""
    whole = AreaId("whole")
    together: dict[int, dict[Entry, int]] = {}
    for local in night.returns:
        figures = together.setdefault(local.count, {})
        for entry, figure in local.figures.items():
            figures[entry] = figures.get(entry, 0) + figure
    contest = replace(night.contest, areas=(Area(whole, "Whole"),))
    apart, outcome = night.outcome, count(contest, [made(whole, n, f) for n, f in together.items()], night.lots)
    assert outcome == replace(apart, counts=outcome.counts)
    assert [one.totals for one in outcome.counts] == [one.totals for one in apart.counts]
    assert [one.remaining for one in outcome.counts] == [one.remaining for one in apart.counts]


@given(contested, st.randoms(use_true_random=False))
def test_the_order_of_returns_areas_candidates_and_lots_is_nothing(night: Night, chance: Random) -> None:
    """Shuffled in every way, the same figures have the same outcome."""
    areas, candidates = mixed(night.contest.areas, chance), mixed(night.contest.candidates, chance)
    contest = replace(night.contest, areas=areas, candidates=candidates)
    outcome = count(contest, mixed(night.returns, chance), mixed(night.lots, chance))
    assert essence(outcome) == essence(night.outcome)


@given(contested, st.randoms(use_true_random=False))
def test_what_candidates_are_called_is_nothing(night: Night, chance: Random) -> None:
    """With the candidates' ids exchanged everywhere, the one elected is the same person. See Newham 2018."""
    old = [one.id for one in night.contest.candidates]
    new = dict(zip(old, chance.sample(old, len(old)), strict=True))

    def key(text: str) -> str:
        return ">".join(new.get(CandidateId(part), part) for part in text.split(">"))

    def renamed(local: Return) -> Return:
        return replace(local, figures={(one, key(who)): n for (one, who), n in local.figures.items()}, sources={})

    candidates = tuple(replace(one, id=new[one.id]) for one in night.contest.candidates)
    lots = [replace(lot, among=tuple(new[who] for who in lot.among), drawn=new[lot.drawn]) for lot in night.lots]
    outcome = count(replace(night.contest, candidates=candidates), [renamed(one) for one in night.returns], lots)
    before = night.outcome
    assert isinstance(before, Declaration)
    assert isinstance(outcome, Declaration)
    assert outcome.elected == new[before.elected]
    for this, that in zip(outcome.counts, before.counts, strict=True):
        assert this.held == {new[who]: votes for who, votes in that.held.items()}
        assert this.remaining == {new[who] for who in that.remaining}


@given(nights(methods=(FPTP,), candidates=(2, 2)), st.booleans())
def test_between_two_candidates_the_three_methods_agree(night: Night, drawn: bool) -> None:
    """Simple majority, or a lot, under every method. Law: 2009 Act Sch 5B para 4(2)."""
    lots = night.lots if drawn else []
    outcomes = set()
    for method in Method:
        contest = replace(night.contest, method=method, rules=BY_LOT if method is AV else None)
        outcome = count(contest, night.returns, lots)
        assert isinstance(outcome, Declaration | Equality)
        outcomes.add((type(outcome), getattr(outcome, "elected", None), getattr(outcome, "among", None)))
    assert len(outcomes) == 1


@given(paper_elections("supplementary-vote"))
def test_between_three_with_two_preferences_the_supplementary_is_the_alternative_vote(
    election: PaperElection,
) -> None:
    """One of three goes out and his papers pass on once, where nothing ties and first columns are clean."""
    _, areas, papers, _ = election
    three = ["c1", "c2", "c3"]
    papers = [
        (area, marks) for area, marks in papers if marks and len(marks[0]) == 1 and set().union(*marks) <= {*three}
    ]
    sv, _ = counted(contest_of(SV, three, areas), papers)
    av, _ = counted(contest_of(AV, three, areas), papers)
    first = list(sv.counts[0].held.values())
    if isinstance(sv, Declaration) and len(set(first)) == 3:
        assert isinstance(av, Declaration)
        assert av.elected == sv.elected
        assert [one.held for one in av.counts] == [one.held for one in sv.counts]


@given(nights(methods=(SV,), candidates=(3, 20)))
def test_the_supplementary_vote_is_what_the_act_says(night: Night) -> None:
    """More than half elects at once; else the two highest and their equals remain. Law: Sch 5B para 5(2)-(9)."""
    outcome = night.outcome
    assert isinstance(outcome, Declaration)
    first = outcome.counts[0].held
    over_half = [who for who, votes in first.items() if votes > sum(first.values()) - votes]
    second = sorted(first.values())[-2]
    remaining = {who for who in first if first[who] >= second}
    if over_half or remaining == set(first):
        assert len(outcome.counts) == 1
        assert over_half in ([], [outcome.elected])
    else:
        assert outcome.counts[0].remaining == remaining
        assert outcome.counts[0].eliminated == set(first) - remaining
        assert outcome.counts[1].held[outcome.elected] == max(outcome.counts[1].held.values())
    assert outcome.elected in remaining


@given(contested, st.data())
def test_nothing_is_declared_while_an_area_is_owed(night: Night, data: st.DataObject) -> None:
    """Without any one return of a vote, exactly that return is owed. Law: r 59(7)."""
    gone = data.draw(st.sampled_from([one for one in night.returns if one.count > 0]))
    outcome = count(night.contest, night.but(gone, None), night.lots)
    assert isinstance(outcome, Awaiting)
    assert outcome.owed == (Owed(gone.area, gone.count, What.RETURN),)


@given(contested, st.data())
def test_a_total_with_an_unknown_part_stays_unknown(night: Night, data: st.DataObject) -> None:
    """One candidate not known in one area: that count has no totals and elects nobody. Law: r 59(7)."""
    who = data.draw(st.sampled_from(night.contest.candidates)).id
    old = data.draw(st.sampled_from([one for one in night.returns if one.count == 1]))
    returns = night.altered(old, (Measure.VOTES, who), None)
    outcome = count(night.contest, returns, night.lots)
    assert isinstance(outcome, Awaiting)
    assert outcome.areas == (old.area,)
    this = consolidate(night.contest, standing(returns), (), night.contest.standing)
    assert (set(this.totals.votes.values()), this.totals.valid, this.missing) == ({None}, None, (old.area,))
    assert this.areas[old.area].valid is None
    assert "W405" in {one.code for one in check(night.contest, returns) if one.area == old.area}


@given(contested, st.data())
def test_altering_any_figure_of_a_full_statement_raises_a_finding(night: Night, data: st.DataObject) -> None:
    """Papers, votes, heads, second preferences and transfers hold each other in place: F-1 to F-3, S-1, S-2.

    The electorate alone is held by nothing.
    """
    old = data.draw(st.sampled_from(night.returns))
    entry = data.draw(st.sampled_from([line for line in old.figures if line[0] is not Measure.ELECTORATE]))
    other = data.draw(st.integers(0, 2 * old.figures[entry] + 9))
    figure = other + (other >= old.figures[entry])
    before = check(night.contest, night.returns, night.lots)
    found = [
        one for one in check(night.contest, night.altered(old, entry, figure), night.lots) if one not in before
    ]
    assert any(one.area == old.area and (one.stops or one.code == "W103") for one in found)


@given(contested)
def test_a_lot_is_added_to_no_figure(night: Night) -> None:
    """Every count made before a lot was drawn has the same figures after it. Law: r 59(12)."""

    def figures(counts: tuple[Count, ...]) -> list[object]:
        return [(one.totals, one.areas) for one in counts]

    with_lots = figures(night.outcome.counts)
    for known in range(len(night.lots)):
        without = count(night.contest, night.returns, night.lots[:known])
        assert isinstance(without, Equality)
        assert figures(without.counts) == with_lots[: len(without.counts)]


@given(contested, st.data())
def test_a_lot_for_others_or_another_count_settles_nothing(night: Night, data: st.DataObject) -> None:
    """A lot stands only for exactly the candidates who are equal, at that count. Law: r 59(12)."""
    assume(night.lots)
    *before, last = night.lots
    others = frozenset(one.id for one in night.contest.candidates) ^ frozenset(last.among)
    wrong: list[Lot] = [replace(last, count=last.count + 1), replace(last, among=last.among[1:])]
    wrong += [replace(last, purpose=one) for one in Purpose if one not in (last.purpose, Purpose.ORDER)]
    wrong += [replace(last, among=(*last.among, who)) for who in sorted(others)[:1]]
    lot = data.draw(st.sampled_from(wrong))
    outcome = count(night.contest, night.returns, [*before, lot])
    assert isinstance(outcome, Equality)
    assert outcome.among == frozenset(last.among)
    assert "W501" in {one.code for one in check(night.contest, night.returns, [*before, lot])}
