"""The fewest votes that would have changed a result, against every way in which tiny elections could be marked."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement, permutations
from pathlib import Path

import pytest

from mayoral.analysis.margins import Margin, margin
from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Area, AreaId, Base, Contest, Rules, Stop, Tie
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Awaiting, Declaration, Outcome
from mayoral.contest.papers import Aside, Head, Marks, Paper
from mayoral.contest.returns import Entry, Measure, Return
from mayoral.counting.count import count
from mayoral.files.elections import read_election
from mayoral.methods import METHODS

ELECTIONS = Path(__file__).parent.parent / "elections"
HERE = AreaId("here")
Papers = tuple[int, ...]  # how many papers of each kind
Bounds = tuple[str | None, Margin | None]


def contest_of(method: Method, candidates: str, rules: Rules | None = None) -> Contest:
    """A contest in one area between candidates of one letter."""
    standing = tuple(Candidate(CandidateId(one), one) for one in candidates)
    return Contest("tiny", "Tiny", method, "", (Area(HERE, "Here"),), standing, rules)


def marks(*ranks: str) -> Marks:
    """The marks of a paper, a candidate or none at each rank."""
    return tuple(frozenset(CandidateId(one) for one in rank) for rank in ranks)


def kinds(method: Method, candidates: str) -> list[Marks]:
    """Every way in which a paper can be marked that the method tells apart, and the blank one."""
    if method is Method.FIRST_PAST_THE_POST:
        return [marks(), *(marks(one) for one in candidates)]
    if method is Method.SUPPLEMENTARY_VOTE:
        return [marks(), *(marks(one, other) for one in candidates for other in ("", *candidates))]
    ranked = (permutations(candidates, length) for length in range(len(candidates)))
    return [marks(*one) for length in ranked for one in length]


def outcome_of(contest: Contest, papers: Iterable[tuple[Marks, int]]) -> Outcome:
    """The outcome, each count tallied from the papers when it is asked for."""
    method, tally, returns = METHODS[contest.counted_by], list(papers), []
    outcome = count(contest, [])
    while isinstance(outcome, Awaiting):
        number, found = outcome.number, Counter[object]()
        for one, many in tally:
            found[method.vote(Paper(one), outcome.remaining, number)] += many
        second = contest.counted_by is Method.SUPPLEMENTARY_VOTE and number == 2
        measure = Measure.SECOND_PREFERENCES if second else Measure.VOTES
        figures: dict[Entry, int] = {(measure, who): found[who] for who in outcome.remaining}
        if contest.counted_by is Method.ALTERNATIVE_VOTE and number > 1:
            figures[Measure.NON_TRANSFERABLE, ""] = found[Aside.NON_TRANSFERABLE]
        assert sum(found[one] for one in (*outcome.remaining, *Head, *Aside)) == sum(many for _, many in tally)
        returns.append(Return(HERE, number, figures))
        outcome = count(contest, returns)
    return outcome


def bounds(contest: Contest, ways: list[Marks], papers: Papers) -> Bounds:
    """Who is elected outright by these papers, and the margin that the totals prove."""
    outcome = outcome_of(contest, [(ways[at], many) for at, many in enumerate(papers) if many])
    elected = outcome.elected if isinstance(outcome, Declaration) else None
    return elected, margin(contest, outcome)


def neighbours(papers: Papers) -> Iterator[Papers]:
    """The same papers with one of them marked otherwise."""
    for here, many in enumerate(papers):
        if many:
            for there in range(len(papers)):
                if there != here:
                    changed = list(papers)
                    changed[here] -= 1
                    changed[there] += 1
                    yield tuple(changed)


def distances(everything: Iterable[Papers], winners: dict[Papers, str | None], elected: str) -> dict[Papers, int]:
    """How many papers lie between every election and the nearest one that elects somebody else outright."""
    far = {one: 0 for one in everything if winners[one] not in {None, elected}}
    queue = deque(far)
    while queue:
        here = queue.popleft()
        for there in neighbours(here):
            if there not in far:
                far[there] = far[here] + 1
                queue.append(there)
    return far


def check_every_election(contest: Contest, voters: int) -> tuple[int, int]:
    """Hold both bounds against brute force over all elections of so many papers; how many, and how many exact."""
    ways = kinds(contest.method, "".join(contest.standing))
    everything = []
    for chosen in combinations_with_replacement(range(len(ways)), voters):
        papers = [0] * len(ways)
        for one in chosen:
            papers[one] += 1
        everything.append(tuple(papers))
    found = {papers: bounds(contest, ways, papers) for papers in everything}
    winners = {papers: elected for papers, (elected, _) in found.items()}
    exact = 0
    for elected in sorted(contest.standing):
        far = distances(everything, winners, elected)
        for papers in (one for one in everything if winners[one] == elected):
            told = found[papers][1]
            assert told is not None
            assert told.at_least <= far[papers] <= told.at_most, (papers, told, far[papers])
            assert told.exact in {None, far[papers]}
            exact += told.exact is not None
    return len(everything), exact


def test_first_past_the_post_is_exact_in_every_tiny_election() -> None:
    """Half the lead and one more: nothing else is fewer, nothing fewer is enough."""
    contest = contest_of(Method.FIRST_PAST_THE_POST, "ABC")
    for voters in range(1, 8):
        every, exact = check_every_election(contest, voters)
        assert 0 < exact <= every


@pytest.mark.parametrize(("candidates", "voters"), [("ABC", 4), ("ABC", 5), ("ABCD", 3)])
def test_the_supplementary_vote_lies_within_its_bounds(candidates: str, voters: int) -> None:
    """Decided at the first count, at the second, with a tie at the cut, and where all remain."""
    assert check_every_election(contest_of(Method.SUPPLEMENTARY_VOTE, candidates), voters)[1] > 0


@pytest.mark.parametrize("stop", list(Stop))
@pytest.mark.parametrize("base", list(Base))
def test_the_alternative_vote_lies_within_its_bounds(stop: Stop, base: Base) -> None:
    """Under each of a selection's rules on majority and stop."""
    contest = contest_of(Method.ALTERNATIVE_VOTE, "ABC", Rules(base, stop, Tie.LOT))
    assert check_every_election(contest, 5)[1] > 0


@pytest.mark.long
@pytest.mark.parametrize("tie", [Tie.LOT, Tie.EARLIER_COUNT])
def test_larger_alternative_votes_lie_within_their_bounds(tie: Tie) -> None:
    """Seven papers and three candidates; three papers and four candidates; ties settled either way."""
    rules = Rules(Base.CONTINUING, Stop.MAJORITY, tie)
    check_every_election(contest_of(Method.ALTERNATIVE_VOTE, "ABC", rules), 7)
    check_every_election(contest_of(Method.ALTERNATIVE_VOTE, "ABCD", rules), 3)


@pytest.mark.long
def test_larger_supplementary_votes_lie_within_their_bounds() -> None:
    """Seven papers and three candidates; four papers and four candidates."""
    check_every_election(contest_of(Method.SUPPLEMENTARY_VOTE, "ABC"), 7)
    check_every_election(contest_of(Method.SUPPLEMENTARY_VOTE, "ABCD"), 4)


# Cases worth naming ------------------------------------------------------------------------------


def sv(first: dict[str, int], second: dict[str, int]) -> Margin | None:
    """The margin of an election by the supplementary vote from its totals."""
    contest = contest_of(Method.SUPPLEMENTARY_VOTE, "".join(first))
    returns = [Return(HERE, 1, {(Measure.VOTES, who): votes for who, votes in first.items()})]
    if second:
        added: dict[Entry, int] = {(Measure.SECOND_PREFERENCES, who): votes for who, votes in second.items()}
        returns.append(Return(HERE, 2, added))
    return margin(contest, count(contest, returns))


def test_a_majority_at_the_first_count_must_fall_below_half() -> None:
    """60, 25, 15 of 100: with exactly half one can at worst be equal, so 11; 26 more give the second past half."""
    assert sv({"A": 60, "B": 25, "C": 15}, {}) == Margin(1, 35, 11, 26)


def test_between_two_who_hold_nearly_all_votes_both_bounds_meet() -> None:
    """60, 40, 0 of 100: eleven papers."""
    found = sv({"A": 60, "B": 40, "C": 0}, {})
    assert found is not None
    assert found.exact == 11


def test_second_preferences_alone_may_overturn_a_lead() -> None:
    """45 + 10 against 40 + 5: six of the ten second preferences marked for the other."""
    assert sv({"A": 45, "B": 40, "C": 15}, {"A": 10, "B": 5}) == Margin(2, 10, 6, 6)


def test_first_preferences_are_changed_where_second_preferences_do_not_suffice() -> None:
    """45 + 0 against 40 + 0, third at 15: three papers, the first count's cut stays where it was."""
    assert sv({"A": 45, "B": 40, "C": 15}, {"A": 0, "B": 0}) == Margin(2, 5, 3, 3)


def test_the_place_at_the_cut_may_be_nearer_than_the_lead() -> None:
    """40 + 20, 21 + 0 and a third at 20: one paper makes the third second, and who then wins is not known."""
    assert sv({"A": 40, "B": 21, "C": 20}, {"A": 20, "B": 0}) == Margin(2, 39, 1, 20)


def test_where_changing_first_preferences_would_undo_the_cut_only_past_half_is_sure() -> None:
    """50 + 0, 39 + 5, 39 + 0 and 22: four taken from the leader for the second would leave the third out.

    Then the third's own second preferences count, and nobody knows them: 37 more give the second 76 of 150.
    """
    assert sv({"A": 50, "B": 39, "C": 39, "D": 22}, {"A": 0, "B": 5, "C": 0}) == Margin(2, 6, 1, 37)
    assert sv({"A": 36, "B": 33, "C": 32}, {"A": 0, "B": 0}) == Margin(2, 3, 1, 2)


def test_one_paper_that_makes_two_equal_at_the_cut_may_elect_a_third() -> None:
    """A 5, B 5, C 3, D 3, with all second preferences for A but those of D, which are for C: A leads by 3 of 13.

    One paper from B to C leaves A 5, B 4, C 4: three remain, the papers for D give C 7, and C is elected.
    """
    contest = contest_of(Method.SUPPLEMENTARY_VOTE, "ABCD")
    papers = {marks("A"): 5, marks("B"): 5, marks("C", "A"): 3, marks("D", "C"): 3}
    before = outcome_of(contest, papers.items())
    changed = outcome_of(contest, {**papers, marks("B"): 4, marks("C"): 1}.items())
    assert isinstance(before, Declaration)
    assert isinstance(changed, Declaration)
    assert (before.elected, changed.elected) == ("A", "C")
    assert margin(contest, before) == Margin(2, 3, 1, 2)


@pytest.mark.parametrize(
    ("election", "expected"),
    [
        ("mayor.west-midlands.2024-05-02", (1, 1508, 755, 755)),
        ("mayor.cambridgeshire-and-peterborough.2021-05-06", (2, 5799, 2900, 2900)),
        ("mayor.tees-valley.2017-05-04", (2, 2178, 1090, 1090)),
        ("mayor.liverpool-city-ca.2021-05-06", (1, 132034, 28388, 103648)),
        ("selection.labour.liverpool-city-ca.2016-08", (2, 628, 220, 315)),
    ],
)
def test_real_elections(election: str, expected: tuple[int, int, int, int]) -> None:
    """West Midlands 2024: 1,508 votes apart, so 755 voters could have changed it."""
    found = read_election(ELECTIONS / election)
    outcome = count(found.contest, found.returns, found.lots)
    assert margin(found.contest, outcome) == Margin(*expected)


def test_no_margin_without_a_declaration_by_votes() -> None:
    """An equality, an uncontested election, no papers at all, and a college of weighted sections."""
    contest = contest_of(Method.FIRST_PAST_THE_POST, "AB")
    assert margin(contest, outcome_of(contest, [(marks("A"), 1), (marks("B"), 1)])) is None
    alone = contest_of(Method.FIRST_PAST_THE_POST, "A")
    assert margin(alone, count(alone, [])) is None
    nobody = Declaration(CandidateId("A"), outcome_of(contest, []).counts)
    assert margin(contest, nobody) is None
    sections = replace(contest, areas=(Area(HERE, "Here", Fraction(1)),))
    decided = outcome_of(contest, [(marks("A"), 1)])
    assert margin(contest, decided) == Margin(1, 1, 1, 1)
    assert margin(sections, decided) is None
