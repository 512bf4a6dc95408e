"""Papers counted: against the naive count, against the definition of a vote, and by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from oracle import AV, SV, oracle_papers
from papers import Drawn, condensed_of, contest_of, drawn_election, expected, lots_of, told
from roads import ROADS

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Area, AreaId, Base, Contest, Overvote, Rules, Stop, Tie
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Basis, Declaration, Equality, Lot, Purpose
from mayoral.contest.papers import Aside, Condensed, Head, Paper
from mayoral.contest.returns import Measure
from mayoral.counting.checks import check
from mayoral.counting.count import count
from mayoral.counting.papers import without
from mayoral.counting.tally import course, tally
from mayoral.methods import METHODS
from mayoral.methods.alternative_vote import read

RULES = Rules(Base.CONTINUING, Stop.MAJORITY, Tie.LOT, Overvote.ENDS_THE_PAPER)


def contest(names: str, method: Method = Method.ALTERNATIVE_VOTE, rules: Rules | None = RULES) -> Contest:
    """A contest of one area, its candidates one letter each."""
    candidates = tuple(Candidate(CandidateId(one), f"Name of {one}") for one in names)
    areas = (Area(AreaId("X"), "Here"),)
    rules = rules if method is Method.ALTERNATIVE_VOTE else None
    return Contest("x", "By hand", method, "", areas, candidates, rules)


def papers(names: str, text: str) -> Condensed:
    """Papers from `3 A>B, 2 AC>-`: three with A then B, two over-voted and then blank."""
    bundles: Counter[Any] = Counter()
    for item in text.split(","):
        number, _, ranks = item.strip().partition(" ")
        marks = [frozenset(map(CandidateId, rank.replace("-", ""))) for rank in ranks.split(">") if ranks]
        while marks and not marks[-1]:
            marks.pop()
        bundles["", tuple(marks)] += int(number)
    candidates = tuple(Candidate(CandidateId(one), f"Name of {one}") for one in names)
    return Condensed(candidates, (("", ""),), bundles, bundles.total())


def held(names: str, text: str, rules: Rules = RULES) -> Any:  # noqa: ANN401 - a test knows which outcome
    """The outcome of papers counted by the alternative vote."""
    return tally(contest(names, rules=rules), papers(names, text)).outcome


def same_as_the_oracle(drawn: Drawn, read: Condensed) -> None:
    """One election counted both ways, totals and every area."""
    mine = told(tally(contest_of(drawn), read, lots_of(drawn)).outcome)
    other = expected(
        oracle_papers(drawn.method, drawn.candidates, drawn.papers, drawn.rules, drawn.lots), drawn.areas
    )
    for (mine_total, *mine_ends, mine_areas), (total, *ends, areas) in zip(
        mine.pop("counts"), other.pop("counts"), strict=True
    ):
        assert (mine_total, mine_ends) == (total, ends), drawn
        assert {area: mine_areas[area] for area in areas} == areas, drawn
        assert all(not figures[1] for area, figures in mine_areas.items() if area not in areas)
    assert mine == other, drawn


def by_road(name: str, seeds: range, folder: Path) -> int:
    """How many elections came by a road and out as in the naive count."""
    road, number = ROADS[name], 0
    for seed in seeds:
        drawn = road.election(drawn_election(Random(seed)))
        if road.fits(drawn):
            same_as_the_oracle(drawn, road.papers(drawn, folder))
            number += 1
    return number


def test_a_thousand_elections_come_out_as_in_the_naive_count() -> None:
    """Every count, every area, every head, ties included, by all three methods."""
    for seed in range(1000):
        drawn = drawn_election(Random(seed))
        same_as_the_oracle(drawn, condensed_of(drawn))


@pytest.mark.parametrize("name", ROADS)
def test_by_every_road_a_thousand_come_out_as_in_the_naive_count(name: str, tmp_path: Path) -> None:
    """Every format and every engine, written and read back: about a thousand between them."""
    assert by_road(name, range(2000, 2070), tmp_path) > 3


@pytest.mark.long
@pytest.mark.parametrize("name", ROADS)
def test_by_every_road_ten_thousand_come_out_as_in_the_naive_count(name: str, tmp_path: Path) -> None:
    """Seven hundred that the format can hold on each road: more than ten thousand between them."""
    number, first = 0, 10_000
    while number < 700:
        number += by_road(name, range(first, first + 100), tmp_path)
        first += 100


@pytest.mark.long
def test_ten_thousand_elections_come_out_as_in_the_naive_count() -> None:
    """The same for ten thousand others, with no file between."""
    for seed in range(1000, 11_000):
        drawn = drawn_election(Random(seed))
        same_as_the_oracle(drawn, condensed_of(drawn))


@pytest.mark.parametrize("seed", range(150))
def test_piles_hold_what_the_definition_of_a_vote_says(seed: int) -> None:
    """`alternative_vote.vote`, asked for every paper at every count, gives the very figures of the piles."""
    drawn = drawn_election(Random(seed), AV)
    election = contest_of(drawn)
    counted = tally(election, condensed_of(drawn), lots_of(drawn))
    assert election.rules is not None
    overvote = election.rules.overvote or Overvote.ENDS_THE_PAPER
    for local in counted.returns:
        remaining = frozenset(map(CandidateId, local.by_key(Measure.VOTES)))
        votes: Counter[Any] = Counter()
        passed: Counter[str] = Counter()
        for area, marks in drawn.papers:
            if area == local.area:
                paper = read(Paper(marks), overvote)
                now = METHODS[Method.ALTERNATIVE_VOTE].vote(paper, remaining, local.count)
                votes[now] += 1
                before = course(election, marks, counted.outcome)[: local.count - 1]
                if local.count > 1 and isinstance(before[-1], str) and before[-1] != now:
                    passed[f"{before[-1]}>{now if isinstance(now, str) else ''}"] += 1
        assert {who: votes[CandidateId(who)] for who in remaining} == local.by_key(Measure.VOTES)
        assert (local.get(Measure.NON_TRANSFERABLE) or 0) == votes[Aside.NON_TRANSFERABLE]
        if local.count == 1:
            assert local.get(Measure.REJECTED, "more-than-one") == votes[Head.MORE_THAN_ONE]
            assert local.get(Measure.REJECTED, "unmarked-or-uncertain") == votes[Head.UNMARKED_OR_UNCERTAIN]
        else:
            assert local.by_key(Measure.TRANSFERS) == passed


@pytest.mark.parametrize("seed", range(100))
def test_the_returns_of_a_tally_are_returns_like_any_other(seed: int) -> None:
    """Counted again as figures they give the same outcome, and no check finds anything wrong with them."""
    drawn = drawn_election(Random(seed))
    counted = tally(contest_of(drawn), condensed_of(drawn), lots_of(drawn))
    again = count(contest_of(drawn), counted.returns, lots_of(drawn))
    bare = tuple(replace(one, basis=Basis.AREAS) for one in counted.outcome.counts)
    assert again == replace(counted.outcome, counts=bare)
    found = check(contest_of(drawn), counted.returns, lots_of(drawn))
    assert [one for one in found if one.stops] == []
    assert {one.basis for one in counted.outcome.counts} <= {Basis.PAPERS}


@pytest.mark.parametrize("seed", range(100))
def test_with_three_candidates_and_two_marks_av_elects_whom_sv_elects(seed: int) -> None:
    """One exclusion leaves the same two; where lots or levels come in, the methods may part."""
    chance = Random(seed)
    rows = [chance.sample("ABC", chance.randint(0, 2)) for _ in range(chance.randint(1, 60))]
    text = ", ".join(f"1 {'>'.join(row)}" for row in rows)
    by_av = held("ABC", text)
    by_sv = tally(contest("ABC", Method.SUPPLEMENTARY_VOTE), papers("ABC", text)).outcome
    firsts = sorted(Counter(row[0] for row in rows if row).get(one, 0) for one in "ABC")
    if isinstance(by_av, Declaration) and isinstance(by_sv, Declaration) and firsts[0] < firsts[1]:
        assert by_av.elected == by_sv.elected
        last_av, last_sv = by_av.counts[-1].totals.votes, by_sv.counts[-1].totals.votes
        assert last_av == last_sv


# -- by hand: the cases on which other programs fall ---------------------------------------


def test_fifty_each_is_a_tie_and_a_lot_between_just_these_ends_it() -> None:
    """A 50, B 50: nobody is elected in silence."""
    outcome = held("AB", "50 A, 50 B")
    assert isinstance(outcome, Equality)
    assert (outcome.among, outcome.purpose) == ({"A", "B"}, Purpose.ELECTION)
    drawn = Lot(1, Purpose.ELECTION, (CandidateId("A"), CandidateId("B")), CandidateId("B"))
    assert tally(contest("AB"), papers("AB", "50 A, 50 B"), [drawn]).outcome.elected == "B"  # type: ignore[union-attr]


def test_exactly_half_does_not_elect() -> None:
    """A 50, B 30, C 20 of 100: 2 × 50 is not more than 100; C's papers go to B, and A and B tie at 50."""
    outcome = held("ABC", "50 A, 30 B, 20 C>B")
    assert isinstance(outcome, Equality)
    assert outcome.counts[-1].totals.votes == {"A": 50, "B": 50}


def test_papers_that_go_nowhere_leave_the_base() -> None:
    """A 30, B 25, C 20 without transfers: of the 55 left A has 30, which is more than half."""
    outcome = held("ABC", "30 A, 25 B, 20 C")
    assert isinstance(outcome, Declaration)
    assert (outcome.elected, outcome.counts[-1].totals.non_transferable) == ("A", 20)
    two = replace(RULES, more_than_half_of=Base.VALID)
    assert held("ABC", "30 A, 25 B, 20 C", rules=two).elected == "A"  # the last two: more votes suffice


def test_a_candidate_without_a_vote_is_no_obstacle() -> None:
    """A 5, B and C none: more than half at once."""
    assert held("ABC", "5 A").elected == "A"
    assert tally(contest("ABC", Method.SUPPLEMENTARY_VOTE), papers("ABC", "5 A")).outcome.elected == "A"  # type: ignore[union-attr]


def test_a_tie_among_the_lowest_waits_for_a_lot_and_excludes_one_only() -> None:
    """A 4, B 3, C 2, D 2: C and D are level; the lot takes D, whose papers make C 4."""
    text = "4 A, 3 B, 2 C, 2 D>C"
    outcome = held("ABCD", text)
    assert isinstance(outcome, Equality)
    assert (outcome.among, outcome.purpose) == ({"C", "D"}, Purpose.EXCLUSION)
    lot = Lot(1, Purpose.EXCLUSION, (CandidateId("C"), CandidateId("D")), CandidateId("D"))
    then = tally(contest("ABCD"), papers("ABCD", text), [lot]).outcome
    assert then.counts[1].totals.votes == {"A": 4, "B": 3, "C": 4}


def test_a_second_preference_equal_to_the_first_is_counted_for_nobody_else() -> None:
    """SV: C's 4 papers are looked at: 2 for C again help nobody, 1 is over-voted, 1 blank. Law: r 55(2)."""
    text = "6 A, 5 B, 2 C>C, 1 C>AB, 1 C"
    outcome = tally(contest("ABC", Method.SUPPLEMENTARY_VOTE), papers("ABC", text)).outcome
    second = outcome.counts[1].totals
    assert (second.votes, second.pool, second.for_eliminated, second.rejected) == ({"A": 6, "B": 5}, 4, 2, 2)


def test_an_over_voted_rank_ends_the_paper_or_is_skipped() -> None:
    """Two papers AB then C: rejected under one rule, two votes for C under the other."""
    ends, skips = RULES, replace(RULES, overvote=Overvote.SKIP)
    assert held("ABC", "3 A, 2 AB>C", rules=ends).counts[0].totals.rejected == 2
    assert held("ABC", "3 A, 2 AB>C", rules=skips).counts[0].totals.votes == {"A": 3, "B": 0, "C": 2}


def test_a_withdrawn_candidate_is_struck_out_of_every_paper() -> None:
    """B withdrawn: B>A counts for A, a paper for B alone is unmarked, and AB at one rank is clear for A."""
    read_from = without(papers("ABC", "3 B>A, 2 B, 1 AB, 4 C"), [CandidateId("B")])
    first = tally(contest("AC"), read_from).outcome.counts[0].totals
    assert (first.votes, first.rejected) == ({"A": 4, "C": 4}, 2)
    with pytest.raises(Refused, match="`Z` is not a candidate"):
        without(read_from, [CandidateId("Z")])


def test_weighted_sections_count_as_exact_fractions() -> None:
    """X 2:1 of 3 papers, Y 1:3 of 4, a half each: A has 1/3 + 1/8 = 11/24 and B 13/24."""
    areas = tuple(Area(AreaId(one), one, Fraction(1, 2)) for one in "XY")
    a, b = ((frozenset({CandidateId(one)}),) for one in "AB")
    bundles = {("X", a): 2, ("X", b): 1, ("Y", a): 1, ("Y", b): 3}
    candidates = contest("AB").candidates
    read_from = Condensed(candidates, (("X", "X"), ("Y", "Y")), bundles, 7)
    outcome = tally(replace(contest("AB"), areas=areas), read_from).outcome
    assert outcome.counts[0].totals.votes == {"A": Fraction(11, 24), "B": Fraction(13, 24)}
    assert isinstance(outcome, Declaration)
    assert outcome.elected == "B"


def test_papers_in_names_are_counted_in_ids() -> None:
    """A file that knows candidates by name joins the contest by name; one who does not stand is refused."""
    named = papers("AB", "2 A, 1 B")
    renamed = tuple(replace(one, id=CandidateId(f"n{one.id}")) for one in named.candidates)
    marks = {("", (frozenset({one.id}),)): held for one, held in zip(renamed, (2, 1), strict=True)}
    joined = tally(contest("AB"), replace(named, candidates=renamed, papers=marks)).outcome
    assert joined.counts[0].totals.votes == {"A": 2, "B": 1}
    with pytest.raises(Refused, match="who does not stand"):
        tally(contest("AC"), named)


def test_papers_and_contest_agree_about_areas() -> None:
    """Papers without areas fit a contest of one; a foreign area is refused."""
    two = replace(contest("AB"), areas=(Area(AreaId("X"), "Here"), Area(AreaId("Y"), "There")))
    with pytest.raises(Refused, match="do not say of which area"):
        tally(two, papers("AB", "1 A"))
    foreign = replace(papers("AB", "1 A"), areas=(("Z", "Elsewhere"),))
    with pytest.raises(Refused, match="area `Z`"):
        tally(two, foreign)


def test_bundles_that_do_not_add_up_to_the_papers_read_are_not_counted() -> None:
    """Three papers read, two in the bundles: nothing is answered."""
    with pytest.raises(Refused, match="3 papers were read, but 2"):
        tally(contest("AB"), replace(papers("AB", "2 A"), read=3))


def test_supplementary_vote_bundles_say_whose_papers_helped_whom() -> None:
    """Four papers of C and D are looked at again; one helps nobody."""
    counted = tally(contest("ABCD", Method.SUPPLEMENTARY_VOTE), papers("ABCD", "5 A, 4 B, 2 C>A, 1 D>B, 1 C"))
    assert counted.bundles[AreaId("X"), 2] == {("C", "A"): 2, ("D", "B"): 1, ("C", ""): 1}


@pytest.mark.parametrize("method", [SV, AV])
def test_no_candidates_or_one_leave_nothing_to_count(method: str) -> None:
    """Law: r 16."""
    for names in ("", "A"):
        outcome = tally(contest(names, Method(method)), papers(names, "1 A" if names else "1 ")).outcome
        assert outcome.counts == ()
