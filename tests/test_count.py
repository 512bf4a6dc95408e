"""What a live count may conclude, what it refuses, and figures asked for by name."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from nights import AV, FPTP, SV, contest_of, first_count, made

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE, AreaId, Base, Rules, Stop, Tie
from mayoral.contest.findings import Finding, Refused
from mayoral.contest.outcomes import Awaiting, Basis, Declaration, Equality, Figures, Owed, Uncontested, What
from mayoral.contest.papers import Head
from mayoral.contest.returns import Measure, Status
from mayoral.counting.consolidation import consolidate, standing, stated
from mayoral.counting.count import count, hold

A, B, C = (CandidateId(one) for one in "abc")
NORTH, SOUTH = AreaId("north"), AreaId("south")
TWO = contest_of(FPTP, "ab", ["north", "south"])
BOTH = [first_count("north", {"a": 6, "b": 3}), first_count("south", {"a": 1, "b": 2})]
ELECTED = count(TWO, BOTH)


def test_one_version_of_a_return_is_given_once() -> None:
    """Which of two would stand is not guessed."""
    with pytest.raises(Refused, match=r"^north, count 1: version 1 was returned twice$"):
        count(TWO, [*BOTH, BOTH[0]])
    assert count(TWO, [*BOTH, replace(BOTH[0], version=2)]) == ELECTED


def test_a_selection_is_counted_by_rules_that_were_named() -> None:
    """Its base, stop and tie are never guessed."""
    with pytest.raises(Refused, match=r"^a count by the alternative vote needs the selection's own rules$"):
        count(replace(contest_of(AV, "ab"), rules=None), [BOTH[0]])


def test_figures_of_more_than_all_papers_do_not_elect_two() -> None:
    """At the second count each has more than half of the papers valid at the first: no lot, no crash, E301."""
    rules = Rules(Base.VALID, Stop.MAJORITY, Tie.LOT)
    contest = contest_of(AV, "abc", rules=rules)
    second = made("north", 2, {(Measure.VOTES, "a"): 9, (Measure.VOTES, "b"): 9})
    outcome = count(contest, [first_count("north", {"a": 3, "b": 3, "c": 1}), second])
    assert isinstance(outcome, Equality)
    assert outcome.among == {A, B}


def test_a_candidate_is_found_by_id() -> None:
    """And nobody else is."""
    assert TWO.candidate(A).name == "A"
    with pytest.raises(KeyError):
        TWO.candidate(C)


def test_the_totals_of_an_incomplete_count_cannot_be_used() -> None:
    """A rule is never applied to them."""
    this = consolidate(TWO, standing(BOTH[:1]), (), TWO.standing)
    assert this.areas[NORTH].votes == {A: 6, B: 3}
    with pytest.raises(ValueError, match=r"^count 1 is not complete$"):
        _ = this.held


@pytest.mark.parametrize(
    ("codes", "owed"),
    [
        ([Finding("E101", "north", 1)], [(NORTH, 1)]),
        ([Finding("E101", "north", 1), Finding("E104", "north", 1)], [(NORTH, 1)]),
        ([Finding("E201", "south", 2), Finding("E101", "north", 1)], [(SOUTH, 2), (NORTH, 1)]),
        ([Finding("E801", "north", 0)], [(NORTH, 1)]),
        ([Finding("E603"), Finding("W107", "north", 1)], []),
    ],
)
def test_a_finding_that_stops_takes_a_live_declaration_back(
    codes: list[Finding], owed: list[tuple[AreaId, int]]
) -> None:
    """The areas found wrong owe a corrected return, each once; and it is said who would be elected."""
    held = hold(TWO, ELECTED, codes)
    assert isinstance(held, Awaiting)
    assert held.owed == tuple(Owed(area, number, What.RETURN) for area, number in owed)
    assert (held.number, held.remaining, held.would_elect) == (1, {A, B}, A)
    assert (held.counts, held.lots) == (ELECTED.counts, ())
    assert held.areas == tuple(dict.fromkeys(area for area, _ in owed))


def test_what_may_be_acknowledged_or_was_declared_long_ago_stops_nothing() -> None:
    """A W is acknowledged by name; over a declared contest findings change nobody's election."""
    error = Finding("E101", "north", 1)
    assert hold(TWO, ELECTED, [Finding("W107", "north", 1)]) is ELECTED
    assert hold(replace(TWO, declared=True), ELECTED, [error]) is ELECTED
    level = Equality(frozenset({A, B}), counts=ELECTED.counts)
    assert hold(TWO, level, [Finding("E502", None, 1)]) is level, "contradicting lots leave the equality open"
    waiting, alone = count(TWO, BOTH[:1]), Uncontested(A)
    assert hold(TWO, waiting, [error]) is waiting
    assert hold(TWO, alone, [error]) is alone


def test_an_awaited_final_names_every_count_that_lacks_it() -> None:
    """First the first count's areas, then the second's. Law: r 59(1)."""
    contest = contest_of(SV, "abc", ["north", "south"])
    returns = [first_count(area, {"a": 4, "b": 3, "c": 2}) for area in ("north", "south")]
    returns += [made(area, 2, {(Measure.TOTALS, "a"): 5, (Measure.TOTALS, "b"): 3}) for area in ("north", "south")]
    provisional = [replace(one, status=Status.PROVISIONAL) for one in returns]
    outcome = count(contest, [*provisional[:3], returns[3]])
    assert isinstance(outcome, Awaiting)
    assert [(one.area, one.count, one.what) for one in outcome.owed] == [
        (NORTH, 1, What.FINAL),
        (SOUTH, 1, What.FINAL),
        (NORTH, 2, What.FINAL),
    ]
    assert (outcome.number, outcome.remaining, outcome.would_elect) == (2, {A, B}, A)
    assert outcome.areas == (NORTH, SOUTH)
    assert isinstance(count(contest, returns), Declaration)


def test_published_totals_may_be_provisional_too() -> None:
    """Then they are owed as a final."""
    contest = replace(contest_of(FPTP, "ab"), declared=True)
    whole = replace(first_count(WHOLE, {"a": 2, "b": 1}), status=Status.PROVISIONAL)
    outcome = count(contest, [whole])
    assert isinstance(outcome, Awaiting)
    assert outcome.owed == (Owed(WHOLE, 1, What.FINAL),)


@pytest.mark.parametrize(
    ("stated_by", "electorate"),
    [
        ({"north": 5, "south": 6}, 11),
        ({"north": 5}, None),
        ({"north": 5, "ALL": 12}, 12),
        ({"ALL": 12}, 12),
        ({"north": 5, "south": 6, "ALL": 12}, 11),
        ({}, None),
    ],
)
def test_a_figure_of_the_whole_is_of_all_areas_or_as_published(
    stated_by: dict[str, int], electorate: int | None
) -> None:
    """Never of some areas only."""
    latest = standing(made(area, 0, {(Measure.ELECTORATE, ""): one}) for area, one in stated_by.items())
    assert stated(TWO, latest, Measure.ELECTORATE) == electorate
    assert stated(contest_of(FPTP, "", []), latest, Measure.VERIFIED) is None


def test_a_figure_of_a_count_may_be_asked_for_too() -> None:
    """The papers of the first count."""
    latest = standing([made(area, 1, {(Measure.PAPERS, ""): 7}) for area in ("north", "south")])
    assert stated(TWO, latest, Measure.PAPERS, 1) == 14
    assert stated(TWO, latest, Measure.PAPERS) is None


def test_every_line_of_a_statement_is_in_the_totals() -> None:
    """Added up where every area states it; heads only where all state the same ones."""
    lines = {(Measure.PAPERS, ""): 12, (Measure.REJECTED, ""): 3, (Measure.REJECTED, "more-than-one"): 2}
    lines |= {(Measure.VOTES, "a"): 6, (Measure.VOTES, "b"): 3}
    outcome = count(TWO, [made("north", 1, lines), made("south", 1, lines)])
    totals = Figures({A: 12, B: 6}, 18, {}, 24, 6, {Head.MORE_THAN_ONE: 4})
    assert outcome.counts[0].totals == totals
    assert outcome.counts[0].areas[SOUTH] == Figures({A: 6, B: 3}, 9, {}, 12, 3, {Head.MORE_THAN_ONE: 2})
    other = {**lines, (Measure.REJECTED, "identifies-voter"): 0}
    outcome = count(TWO, [made("north", 1, lines), made("south", 1, other)])
    assert outcome.counts[0].totals == replace(totals, rejected_by_head={})


def test_a_count_rests_on_areas_until_one_is_missing() -> None:
    """Then on complete published totals, the missing named; on incomplete ones nothing rests."""
    contest = replace(TWO, declared=True)
    whole = first_count(WHOLE, {"a": 9, "b": 9})
    assert count(contest, [*BOTH, whole]).counts[0].basis is Basis.AREAS
    published = count(contest, [BOTH[0], whole]).counts[0]
    assert (published.basis, published.missing) == (Basis.PUBLISHED_TOTALS, (SOUTH,))
    assert published.totals.votes == {A: 9, B: 9}
    part = count(contest, [first_count(WHOLE, {"a": 9})])
    assert isinstance(part, Awaiting)
    assert part.counts[0].totals.votes == {A: 9, B: None}
    assert (part.counts[0].basis, part.counts[0].totals.valid) == (Basis.AREAS, None)
    nothing = count(contest, [made(WHOLE, 1, {(Measure.PAPERS, ""): 9})])
    assert nothing.counts == ()
    stranger = count(contest, [first_count(WHOLE, {"a": 9, "b": 9, "z": 1})])
    assert stranger.counts == ()


def test_an_electoral_college_adds_shares_of_sections() -> None:
    """Of the papers continuing, or valid at the first count, as its rules say; published totals are no shares."""
    weights = [Fraction(1, 4), Fraction(3, 4)]
    votes = [first_count("north", {"a": 2, "b": 1, "c": 1}), first_count("south", {"a": 3, "b": 3, "c": 2})]
    votes += [made(area, 2, {(Measure.VOTES, "a"): one, (Measure.VOTES, "b"): two}) for area, one, two in
              (("north", 2, 1), ("south", 3, 4))]  # fmt: skip
    continuing = contest_of(AV, "abc", ["north", "south"], weights=weights)
    outcome = count(continuing, votes)
    assert isinstance(outcome, Declaration)
    # 1/4 x 2/3 + 3/4 x 3/7 = 41/84, and 1/4 x 1/3 + 3/4 x 4/7 = 43/84
    assert outcome.counts[1].held == {A: Fraction(41, 84), B: Fraction(43, 84)}
    assert outcome.elected == B
    valid = replace(continuing, rules=Rules(Base.VALID, Stop.MAJORITY, Tie.LOT))
    outcome = count(valid, votes)
    # 1/4 x 2/4 + 3/4 x 3/8 = 13/32, and 1/4 x 1/4 + 3/4 x 4/8 = 14/32
    assert outcome.counts[1].held == {A: Fraction(13, 32), B: Fraction(14, 32)}
    assert outcome.counts[1].totals.valid == Fraction(27, 32)
    assert outcome.counts[0].totals.added == outcome.counts[1].totals.added == {}
    empty = [first_count("north", {"a": 0, "b": 0, "c": 0}), votes[1]]
    assert count(valid, empty).counts[0].held == {A: Fraction(9, 32), B: Fraction(9, 32), C: Fraction(6, 32)}
    impossible = [empty[0], votes[1], *votes[2:]]  # the north has no paper at first, and three later
    assert count(valid, impossible).counts[1].held == {A: Fraction(9, 32), B: Fraction(12, 32)}
    half = contest_of(AV, "abc", ["north", "south"], weights=weights[:1])
    assert count(half, votes[:2]).counts[0].held == {A: Fraction(1, 8), B: Fraction(1, 16), C: Fraction(1, 16)}
    whole = first_count(WHOLE, {"a": 5, "b": 4, "c": 3})
    assert isinstance(count(replace(valid, declared=True), [votes[0], whole]), Awaiting)
