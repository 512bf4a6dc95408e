"""Shares, deposits, swing, second preferences and comparisons: the figures of real elections, and laws."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayoral.analysis.compare import compare
from mayoral.analysis.second_preferences import leader_lost, second_preferences
from mayoral.analysis.shares import Share, keep_deposit, majority, shares, turnout
from mayoral.analysis.swing import Base, NoSwing, Pair, Side, Swing, butler, change, party_of, party_share
from mayoral.cli import main
from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Area, AreaId, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Figures, NoCandidates
from mayoral.contest.returns import Measure, Return
from mayoral.counting.count import count
from mayoral.files.elections import read_election
from mayoral.publish.transcripts.comparison import points
from mayoral.publish.wording import percent

ROOT = Path(__file__).parent.parent
LIVERPOOL, TEES = "mayor.liverpool-city-ca", "mayor.tees-valley"
MANCHESTER, CAMBRIDGESHIRE = "mayor.greater-manchester-ca", "mayor.cambridgeshire-and-peterborough"
LABOUR, TORIES, GREENS, LIBERALS = "PP53", "PP52", "PP63", "PP90"
FIRST, LAST = Base.FIRST_COUNT, Base.LAST_COUNT
A, B, C = (CandidateId(one) for one in "abc")
HERE = AreaId("here")


def side(election: str) -> Side:
    """A real election, counted."""
    found = read_election(ROOT / "elections" / election, ROOT / "offices")
    return Side(found.contest, count(found.contest, found.returns, found.lots))


def pair(office: str, before: str, now: str) -> Pair:
    """Two real elections of one office."""
    return Pair(side(f"{office}.{before}"), side(f"{office}.{now}"))


def made(method: Method, first: dict[str, int], second: dict[str, int] | None = None) -> Side:
    """A made-up election: candidates and parties of the same name, one area."""
    standing = tuple(Candidate(CandidateId(one), one.upper(), party=one) for one in first)
    contest = Contest("made", "Made", method, "", (Area(HERE, "Here"),), standing, office="somewhere")
    returns = [Return(HERE, 1, {(Measure.VOTES, who): votes for who, votes in first.items()})]
    if second is not None:
        returns.append(Return(HERE, 2, {(Measure.TOTALS, who): votes for who, votes in second.items()}))
    return Side(contest, count(contest, returns))


# Shares, majority, turnout, deposits -------------------------------------------------------------


def test_a_share_names_its_numerator_and_its_base() -> None:
    """3 of 4 votes; nothing where a figure is not known or nobody voted."""
    found = shares(Figures({A: 3, B: 1, C: None}, 4), "valid votes")
    assert found[A] == Share(3, 4, "votes", "valid votes")
    assert found[A] is not None
    assert found[A].fraction == Fraction(3, 4)
    assert found[C] is None
    assert shares(Figures({A: 0}, 0), "valid votes") == {A: None}
    assert shares(Figures({A: 1}), "valid votes") == {A: None}


def test_the_majority_needs_every_figure_and_two_candidates() -> None:
    """The lead over the runner-up."""
    assert majority(Figures({A: 5, B: 3, C: 1})) == 2
    assert majority(Figures({A: 5, B: 3, C: None})) is None
    assert majority(Figures({A: 5})) is None


def test_turnout_takes_the_best_numerator_known_and_names_it() -> None:
    """Papers in the count, else valid and rejected, verified, valid votes; no base, no turnout."""
    votes = {A: 60}
    told = [
        (Figures(votes, 60, papers=63, rejected=3), 64, "ballot papers in the count", 63),
        (Figures(votes, 60, rejected=3), 64, "valid and rejected papers", 63),
        (Figures(votes, 60), 64, "verified ballot papers", 64),
        (Figures(votes, 60), None, "valid votes", 60),
    ]
    for one, verified, name, part in told:
        assert turnout(one, verified, 100) == Share(part, 100, name, "electorate")
    assert turnout(Figures(votes, 60), None, None) is None
    assert turnout(Figures(votes, 60), None, 0) is None
    assert turnout(Figures(votes), None, 100) is None


def test_exactly_one_twentieth_loses_the_deposit() -> None:
    """5 of 100 lose it, 6 keep it; by first preferences under the supplementary vote. Law: r 60(5)."""
    contest = made(Method.SUPPLEMENTARY_VOTE, {"a": 89, "b": 6, "c": 5}).contest
    assert keep_deposit(contest, Figures({A: 89, B: 6, C: 5}, 100)) == {A: True, B: True, C: False}
    assert keep_deposit(contest, Figures({A: 89, B: None, C: 5})) == {A: None, B: None, C: None}
    assert keep_deposit(contest, Figures({A: 0, B: 0, C: 0}, 0)) == {A: False, B: False, C: False}
    selection = side("selection.labour.liverpool-city-ca.2016-08")
    assert keep_deposit(selection.contest, selection.outcome.counts[0].totals) == {}


def test_deposits_lost_in_liverpool_city_region_in_2017() -> None:
    """Green, TUSC, Women's Equality, UKIP and one more fell at or below 5 % of 288,614."""
    found = side(f"{LIVERPOOL}.2017-05-04")
    kept = keep_deposit(found.contest, found.outcome.counts[0].totals)
    assert {who for who, keeps in kept.items() if keeps} == {"steve-rotheram", "tony-caldeira", "carl-cashman"}


# Change and swing --------------------------------------------------------------------------------


def test_changes_from_2021_to_2024_in_liverpool_city_region() -> None:
    """The printed 9.7, 9.3, 2.0 and 2.4 points, each across a change of method."""
    elections = pair(LIVERPOOL, "2021-05-06", "2024-05-02")
    told = {LABOUR: "+9.7", TORIES: "-9.3", GREENS: "-2.0", LIBERALS: "-2.4"}
    for party, expected in told.items():
        found = change(elections, party, FIRST)
        assert found is not None
        assert points(found.points) == expected
        assert found.method_changed
        assert found.now.whole_name == "all votes of the first count"
    assert butler(elections, LABOUR, TORIES, FIRST) is NoSwing.METHOD_CHANGED


def test_the_swing_between_like_methods_is_the_mean_of_gain_and_loss() -> None:
    """Tees Valley 2021 to 2024: two candidates were counted as first past the post is. (14.10 + 19.13) / 2."""
    elections = pair(TEES, "2021-05-06", "2024-05-02")
    assert not elections.method_changed
    found = butler(elections, LABOUR, TORIES, FIRST)
    assert isinstance(found, Swing)
    by_hand = (
        Fraction(63141, 152750) - Fraction(45641, 167605) + Fraction(121964, 167605) - Fraction(81930, 152750)
    )
    assert found.points == by_hand / 2
    assert (points(found.points), found.base) == ("+16.6", FIRST)


def test_no_swing_says_why() -> None:
    """Another method, another count, a party that did not stand, a figure not known."""
    tees = pair(TEES, "2017-05-04", "2021-05-06")
    assert butler(tees, LABOUR, TORIES, FIRST) is NoSwing.METHOD_CHANGED
    counts = Pair(side(f"{MANCHESTER}.2021-05-06"), side(f"{MANCHESTER}.by.2026-07-30"))
    assert butler(counts, LABOUR, TORIES, LAST) is NoSwing.COUNTS_DIFFER
    assert butler(counts, LABOUR, "restore-britain", FIRST) is NoSwing.NOT_IN_BOTH
    assert isinstance(butler(counts, LABOUR, TORIES, FIRST), Swing)
    nothing = Side(counts.now.contest, NoCandidates())
    assert butler(Pair(counts.before, nothing), LABOUR, TORIES, FIRST) is NoSwing.NOT_KNOWN
    fallen = side("mayor.sheffield-city-ca.2022-05-05")
    earlier = side("mayor.sheffield-city-ca.2018-05-03")
    assert butler(Pair(earlier, fallen), LABOUR, TORIES, FIRST) is NoSwing.NOT_KNOWN


def test_a_swing_between_the_last_two_is_on_the_votes_of_the_last_count() -> None:
    """60 to 40 becomes 45 to 55: fifteen points, whoever was eliminated before."""
    before = made(Method.SUPPLEMENTARY_VOTE, {"a": 40, "b": 35, "c": 25}, {"a": 60, "b": 40})
    now = made(Method.SUPPLEMENTARY_VOTE, {"a": 40, "b": 38, "c": 22}, {"a": 45, "b": 55})
    found = butler(Pair(before, now), "b", "a", LAST)
    assert isinstance(found, Swing)
    assert found.points == Fraction(15, 100)
    assert butler(Pair(before, now), "c", "a", LAST) is NoSwing.NOT_IN_BOTH


@given(
    st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(
        lambda four: four[0] + four[1] and four[2] + four[3]
    )
)
def test_a_swing_turned_round_is_the_same_number_below_nought(votes: list[int]) -> None:
    """From one party to the other, or from one election to the other."""
    first, second, third, fourth = votes
    before = made(Method.FIRST_PAST_THE_POST, {"a": first, "b": second})
    now = made(Method.FIRST_PAST_THE_POST, {"a": third, "b": fourth})
    forth = butler(Pair(before, now), "a", "b", FIRST)
    other_way = butler(Pair(before, now), "b", "a", FIRST)
    back = butler(Pair(now, before), "a", "b", FIRST)
    assert isinstance(forth, Swing)
    assert isinstance(other_way, Swing)
    assert isinstance(back, Swing)
    assert forth.points == -other_way.points == -back.points
    assert forth.points == forth.gained.points == -forth.lost.points  # between two parties alone


@pytest.mark.parametrize(
    ("party", "counts_with"),
    [("PP52", "PP52"), ("joint-party:53-119", "PP53"), ("ynmp-party:2", None), (None, None)],
)
def test_a_joint_description_counts_with_its_first_party(party: str | None, counts_with: str | None) -> None:
    """Labour and Co-operative with Labour; independents are no party."""
    assert party_of(Candidate(A, "A", party=party)) == counts_with


def test_the_share_of_a_party_is_not_known_with_one_part_of_it() -> None:
    """Two candidates of one party are added up; with one of them unknown the share is unknown."""
    one = made(Method.FIRST_PAST_THE_POST, {"a": 3, "b": 1})
    assert party_share(one, "a", FIRST) == Share(3, 4, "votes", FIRST.value)
    assert party_share(one, "z", FIRST) is None
    standing = tuple(Candidate(who, who, party="p") for who in (A, B))
    contest = Contest("x", "X", Method.FIRST_PAST_THE_POST, "", (Area(HERE, "Here"),), standing)
    whole = count(contest, [Return(HERE, 1, {(Measure.VOTES, "a"): 3, (Measure.VOTES, "b"): 1})])
    assert party_share(Side(contest, whole), "p", FIRST) == Share(4, 4, "votes", FIRST.value)


# Second preferences ------------------------------------------------------------------------------


def test_second_preferences_in_cambridgeshire_and_peterborough_in_2021() -> None:
    """52,141 of 61,885 counted, 84.3 %; the leader on first preferences lost."""
    found = side(f"{CAMBRIDGESHIRE}.2021-05-06")
    whole, *areas = second_preferences(found.contest, found.outcome)
    assert (whole.area, whole.papers, whole.counted) == (None, 61885, 52141)
    assert whole.used is not None
    assert whole.left is not None
    assert percent(whole.used.fraction) == "84.3 %"
    assert (whole.left.part, whole.left.whole) == (61885 - 52141, 61885)
    assert whole.used.whole_name == whole.left.whole_name == "first preferences for eliminated candidates"
    assert len(areas) == len(found.contest.areas)
    known = {one.area for one in areas if one.used is not None}
    assert known == {"E07000008"}
    assert leader_lost(found.outcome) is True


def test_every_area_of_2017_adds_up_to_the_whole() -> None:
    """Cambridgeshire and Peterborough 2017: seven areas of papers and of second preferences."""
    found = side(f"{CAMBRIDGESHIRE}.2017-05-04")
    whole, *areas = second_preferences(found.contest, found.outcome)
    assert sum(one.papers or 0 for one in areas) == whole.papers
    assert sum(one.counted or 0 for one in areas) == whole.counted
    assert leader_lost(found.outcome) is False


def test_second_preferences_follow_from_totals_where_only_those_are_printed() -> None:
    """25 papers; totals of 55 and 42 on 40 and 35 make 22 second preferences, and 3 left on the table."""
    found = made(Method.SUPPLEMENTARY_VOTE, {"a": 40, "b": 35, "c": 25}, {"a": 55, "b": 42})
    whole, here = second_preferences(found.contest, found.outcome)
    for one in (whole, here):
        assert (one.papers, one.counted) == (25, 22)
        assert one.left == Share(3, 25, "papers left on the table", "first preferences for eliminated candidates")


def test_papers_as_stated_serve_where_first_preferences_are_not_known() -> None:
    """An area that states its second count only."""
    standing = tuple(Candidate(who, who) for who in (A, B, C))
    areas = (Area(HERE, "Here"), Area(AreaId("there"), "There"), Area(AreaId("nowhere"), "Nowhere"))
    contest = Contest("x", "X", Method.SUPPLEMENTARY_VOTE, "", areas, standing, declared=True)
    whole, here = AreaId("ALL"), {"a": 40, "b": 35, "c": 25}
    second = {(Measure.SECOND_PREFERENCES, "a"): 2, (Measure.SECOND_PREFERENCES, "b"): 1}
    returns = [
        Return(whole, 1, {(Measure.VOTES, who): votes for who, votes in here.items()}),
        Return(whole, 2, second),
        Return(HERE, 2, {**second, (Measure.SECOND_COUNT_PAPERS, ""): 5}),
        Return(areas[1].id, 2, {(Measure.SECOND_PREFERENCES, "a"): 2}),
    ]
    _, local, part, absent = second_preferences(contest, count(contest, returns))
    assert (local.papers, local.counted) == (5, 3)
    assert (part.papers, part.counted, part.used, part.left) == (None, None, None, None)
    assert (absent.papers, absent.counted) == (None, None)


def test_there_are_no_second_preferences_without_a_second_count() -> None:
    """First past the post, and more than half at the first count; nobody is the leader where nobody is elected."""
    for election in (f"{LIVERPOOL}.2024-05-02", f"{LIVERPOOL}.2021-05-06"):
        found = side(election)
        assert second_preferences(found.contest, found.outcome) == ()
        assert leader_lost(found.outcome) is False
    assert leader_lost(NoCandidates()) is None


# Comparison --------------------------------------------------------------------------------------


def test_two_elections_side_by_side() -> None:
    """Liverpool City Region 2021 and 2024: four parties, two persons who stood twice, three who came."""
    found = compare(pair(LIVERPOOL, "2021-05-06", "2024-05-02"))
    assert {one.party for one in found.parties} == {LABOUR, TORIES, GREENS, LIBERALS}
    assert {one.now_id for one in found.persons} == {"jade-marsden", "steve-rotheram"}
    assert set(found.came) == {"tom-crone", "rob-mcallister-bell", "ian-smith"}
    assert set(found.went) == {"gary-cargill", "david-newman"}
    assert found.swing is NoSwing.METHOD_CHANGED
    assert all(one.change is not None and one.change.method_changed for one in found.persons)


def test_a_party_that_did_not_stand_is_told_from_one_whose_votes_are_not_known() -> None:
    """The Liberal Democrats did not stand in Tees Valley in 2021; Sheffield's Conservatives did in 2022."""
    tees = {one.party: one for one in compare(pair(TEES, "2021-05-06", "2024-05-02")).parties}
    assert (tees[LIBERALS].stood_before, tees[LIBERALS].before) == ((), None)
    assert tees[LIBERALS].stood_now
    sheffield = compare(pair("mayor.sheffield-city-ca", "2018-05-03", "2022-05-05"))
    line = {one.party: one for one in sheffield.parties}[TORIES]
    assert line.stood_now
    assert line.now is line.change is None


def test_elections_of_different_offices_are_not_compared() -> None:
    """Nor are two that name no office."""
    with pytest.raises(Refused, match="not elections of one office"):
        compare(Pair(side(f"{LIVERPOOL}.2021-05-06"), side(f"{TEES}.2021-05-06")))
    nothing = Side(Contest(None, "X", Method.FIRST_PAST_THE_POST, "", (), ()), NoCandidates())
    with pytest.raises(Refused, match="X and X"):
        compare(Pair(nothing, nothing))


def test_without_figures_a_comparison_still_says_who_stood() -> None:
    """No count, no shares, no swing."""
    one = made(Method.FIRST_PAST_THE_POST, {"a": 3, "b": 1})
    silent = Side(one.contest, NoCandidates())
    found = compare(Pair(one, silent))
    assert [line.now for line in found.parties] == [None, None]
    assert [line.now for line in found.persons] == [None, None]
    assert (found.swing, found.came, found.went) == (None, (), ())


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (
            f"{LIVERPOOL}.2024-05-02",  # the later first: the earlier is shown first all the same
            f"{LIVERPOOL}.2021-05-06",
            ["change†", "+9.7", "-9.3", "No swing: the method changed", "Stood now only: Tom Crone, "],
        ),
        (
            f"{TEES}.2021-05-06",
            f"{TEES}.2024-05-02",
            ["did not stand", "Conservative and Unionist Party to Labour Party: 16.6 points"],
        ),
        (f"{MANCHESTER}.2017-05-04", f"{MANCHESTER}.2021-05-06", ["to Labour Party: ", "Stood before only"]),
        ("mayor.sheffield-city-ca.2018-05-03", "mayor.sheffield-city-ca.2022-05-05", ["not known"]),
    ],
)
def test_the_command_compares(capsys: pytest.CaptureFixture[str], before: str, now: str, told: list[str]) -> None:
    """As text, with the break marked and the swing told the way it went."""
    folders = [str(ROOT / "elections" / one) for one in (before, now)]
    assert main(["compare", *folders, "--offices", str(ROOT / "offices")]) == 0
    out = capsys.readouterr().out
    for words in told:
        assert words in out


def test_points_are_rounded_half_up_with_their_sign() -> None:
    """0.25 points are +0.3; nothing is 0.0."""
    assert [points(Fraction(n, 10_000)) for n in (25, -25, 0)] == ["+0.3", "-0.3", "+0.0"]
