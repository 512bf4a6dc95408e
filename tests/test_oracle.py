"""The naive count against elections worked out by hand, the sums being in the comments."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import AV, FPTP, MANY, SV, UNMARKED, Papers, oracle_papers, oracle_returns
from strategies import PaperElection, ReturnElection, drawn_orders, paper_elections, return_elections


def votes(text: str, area: str = "X") -> list[Any]:
    """Papers from `"3 A>B, 2 AC>-"`: three with A then B, two over-voted and then blank."""
    papers = []
    for item in text.split(","):
        number, _, ranks = item.strip().partition(" ")
        marks = tuple(frozenset(rank.replace("-", "")) for rank in ranks.split(">") if ranks)
        papers += [(area, marks)] * int(number)
    return papers


def settled(result: dict[str, Any]) -> tuple[Any, ...]:
    """What came out: who and at which count, or who is equal and for what."""
    if result["outcome"] == "equality":
        assert result["elected"] is None
        assert result["elected_at_count"] is None
        return "".join(sorted(result["equality"])), result["equality_for"]
    assert result["equality"] == set()
    assert result["equality_for"] is None
    return result["elected"], result["elected_at_count"]


def lot(count: int, purpose: str, among: str, drawn: str) -> tuple[int, str, frozenset[str], str]:
    """A lot as the oracle takes it, `among` written as one word."""
    return (count, purpose, frozenset(among), drawn)


# -- no poll, and one count ---------------------------------------------------------------


@pytest.mark.parametrize("method", [FPTP, SV, AV])
def test_one_candidate_is_elected_without_a_poll_and_none_leaves_nothing(method: str) -> None:
    """Law: r 16."""
    one = oracle_papers(method, ["A"], [])
    assert (one["outcome"], one["elected"], one["counts"]) == ("uncontested", "A", [])
    assert oracle_papers(method, [], [])["outcome"] == "no-candidates"


def test_at_first_past_the_post_the_most_votes_win_and_a_tie_below_is_left_alone() -> None:
    """A 3, B 2, C 2; two crosses on two papers, one paper blank, one with no marks at all."""
    papers = votes("3 A, 2 B, 2 C, 2 AB, 1 -, 1 ")
    result = oracle_papers(FPTP, "ABC", papers)
    assert settled(result) == ("A", 1)
    count = result["counts"][0]
    assert (count["votes"], count["valid"]) == ({"A": 3, "B": 2, "C": 2}, 7)
    assert count["rejected_by_head"] == {MANY: 2, UNMARKED: 2}  # 7 + 4 = 11 papers
    assert (count["pool"], count["added"], count["non_transferable"]) == (None, {}, None)
    assert count["remaining"] == count["eliminated"] == set()


@pytest.mark.parametrize("method", [FPTP, SV, AV])
def test_two_with_fifty_each_are_equal_until_a_lot_between_exactly_them(method: str) -> None:
    """A 50, B 50: elects nobody by itself. Law: r 59(12)."""
    papers = votes("50 A, 50 B")
    assert settled(oracle_papers(method, "AB", papers)) == ("AB", "election")
    fits = [lot(1, "election", "AB", "B")]
    assert settled(oracle_papers(method, "AB", papers, lots=fits)) == ("B", 1)
    for other in [
        lot(2, "election", "AB", "B"),
        lot(1, "exclusion", "AB", "B"),
        lot(1, "election", "ABC", "B"),
        lot(1, "election", "AB", "C"),
    ]:
        assert settled(oracle_papers(method, "AB", papers, lots=[other])) == ("AB", "election")
    split = [*fits, lot(1, "election", "AB", "A")]
    assert settled(oracle_papers(method, "AB", papers, lots=split)) == ("AB", "election")


def test_two_candidates_under_sv_have_one_column_and_need_no_majority_of_papers() -> None:
    """A 2, B 1, four without a first mark: the second column is not looked at. Law: r 16."""
    result = oracle_papers(SV, "AB", votes("2 A>B, 1 B>A, 4 ->A"))
    assert settled(result) == ("A", 1)
    assert result["counts"][0]["rejected_by_head"] == {UNMARKED: 4}


# -- the supplementary vote: who remains --------------------------------------------------


@pytest.mark.parametrize(
    ("first", "remaining"),
    [
        ("4 A, 3 B, 2 C, 1 D", "AB"),  # second highest is 3
        ("35 A, 35 B, 30 C", "AB"),  # 70 of 100 is not more than 100; second highest 35
        ("34 A, 33 B, 33 C, 0 D", "ABC"),  # second highest 33, two have it
        ("4 A, 4 B, 4 C, 3 D, 3 E", "ABC"),  # second highest 4, three have it
        ("5 A, 2 B, 2 C, 2 D, 1 E", "ABCD"),  # 10 of 12
    ],
)
def test_the_two_highest_remain_and_all_level_with_the_second(first: str, remaining: str) -> None:
    """No lot is drawn at this stage. Law: Sch 5B para 5(4)-(6)."""
    names = "ABCDE" if "E" in first else "ABCD" if "D" in first else "ABC"
    count = oracle_papers(SV, names, votes(first))["counts"][0]
    assert count["remaining"] == set(remaining)
    assert count["eliminated"] == set(names) - set(remaining)


@pytest.mark.parametrize(
    ("first", "outcome"),
    [
        ("40 A, 30 B, 30 C", ("A", 1)),
        ("33 A, 33 B, 33 C", ("ABC", "election")),
        ("0 A, 0 B, 0 C", ("ABC", "election")),  # no valid paper: 0 is not more than half of 0
    ],
)
def test_where_nobody_is_eliminated_the_first_count_decides(first: str, outcome: tuple[Any, ...]) -> None:
    """The second highest total is the lowest, so all remain and no paper is looked at again."""
    result = oracle_papers(SV, "ABC", votes(first))
    assert settled(result) == outcome
    assert len(result["counts"]) == 1
    assert result["counts"][0]["remaining"] == set()


def test_a_lot_among_three_elects_at_the_first_count() -> None:
    """33 each: the lot is between all three at the top."""
    drawn = [lot(1, "election", "ABC", "C"), lot(1, "election", "AB", "A")]
    assert settled(oracle_papers(SV, "ABC", votes("33 A, 33 B, 33 C"), lots=drawn)) == ("C", 1)


def test_more_than_half_is_of_the_whole_authority_and_of_valid_papers_only() -> None:
    """A has 6 of 11 in all (12 > 11) but 1 of 5 in Y; the 9 rejected are in no base."""
    papers = votes("5 A, 1 B", "X") + votes("1 A, 2 B, 2 C, 9 AB", "Y")
    result = oracle_papers(SV, "ABC", papers)
    assert settled(result) == ("A", 1)
    areas = result["counts"][0]["areas"]
    assert areas["X"]["votes"] == {"A": 5, "B": 1, "C": 0}
    assert areas["Y"]["votes"] == {"A": 1, "B": 2, "C": 2}
    assert (areas["Y"]["valid"], areas["Y"]["rejected_by_head"]) == (5, {MANY: 9})


def test_a_candidate_alone_with_votes_is_elected_at_the_first_count() -> None:
    """A 5, B 0, C 0."""
    assert settled(oracle_papers(SV, "ABC", votes("5 A"))) == ("A", 1)


def test_a_majority_is_not_disturbed_by_a_tie_for_second() -> None:
    """A 6 of 10: 12 > 10; B and C on 2 each have no part in it."""
    result = oracle_papers(SV, "ABC", votes("6 A, 2 B, 2 C"))
    assert settled(result) == ("A", 1)
    assert result["counts"][0]["remaining"] == set()


# -- the supplementary vote: the second count ---------------------------------------------


def test_exactly_half_goes_to_a_second_count_which_may_be_equal() -> None:
    """A 50 of 100: 100 > 100 is false. C out; B 30 + 20 = 50, A 50 + 0."""
    papers = votes("50 A, 30 B, 20 C>B")
    result = oracle_papers(SV, "ABC", papers)
    assert settled(result) == ("AB", "election")
    count = result["counts"][1]
    assert (count["votes"], count["added"]) == ({"A": 50, "B": 50}, {"A": 0, "B": 20})
    late = [lot(2, "election", "AB", "B")]
    assert settled(oracle_papers(SV, "ABC", papers, lots=late)) == ("B", 2)
    early = [lot(1, "election", "AB", "B")]
    assert settled(oracle_papers(SV, "ABC", papers, lots=early)) == ("AB", "election")


def test_each_paper_of_the_eliminated_is_added_rejected_or_for_another_eliminated() -> None:
    """First: A 10, B 8, C 7, D 4, valid 29; rejected 2 + 1 (first column bad or blank).

    Of 7 + 4 = 11 papers: A +1, B +3, blank 2 (one `C>-`, one `C`), over-voted 2, the same
    again 1 (`C>C`), another eliminated 2 (`D>C`): 4 + 2 + 2 + 3 = 11. B 8 + 3 = 11 = A 10 + 1.
    """
    papers = votes("4 A>C, 3 A>BC, 3 A, 8 B>A, 1 C>A, 2 C>B, 1 C>-, 1 C, 1 C>AB, 1 C>C")
    papers += votes("1 D>B, 1 D>BC, 2 D>C, 2 AB>C, 1 ->A")
    result = oracle_papers(SV, "ABCD", papers)
    first, second = result["counts"]
    assert first["votes"] == {"A": 10, "B": 8, "C": 7, "D": 4}
    assert first["rejected_by_head"] == {MANY: 2, UNMARKED: 1}
    assert (first["pool"], first["for_eliminated"], first["added"]) == (None, None, {})
    assert (second["pool"], second["for_eliminated"]) == (11, 3)
    assert second["added"] == {"A": 1, "B": 3}
    assert second["rejected_by_head"] == {UNMARKED: 2, MANY: 2}
    assert (second["votes"], second["valid"]) == ({"A": 11, "B": 11}, 22)
    assert settled(result) == ("AB", "election")


def test_the_winner_may_come_from_behind_and_hold_less_than_half() -> None:
    """A 4, B 3, C 2, D 2 of 11. C>B 2, D nothing: B 5 > A 4, and 5 of 11 is under half."""
    result = oracle_papers(SV, "ABCD", votes("4 A, 3 B, 2 C>B, 2 D"))
    assert settled(result) == ("B", 2)
    assert result["counts"][1]["rejected_by_head"] == {UNMARKED: 2}


def test_with_three_remaining_no_second_preference_of_theirs_is_read() -> None:
    """A 4, B 3, C 3, D 1 of 11: A, B, C remain; only `D>C` moves. C 4 = A 4, B 3."""
    result = oracle_papers(SV, "ABCD", votes("4 A>B, 3 B>C, 3 C>B, 1 D>C"))
    assert result["counts"][1]["votes"] == {"A": 4, "B": 3, "C": 4}
    assert settled(result) == ("AC", "election")


def test_the_second_count_is_kept_by_area() -> None:
    """X: A 3, B 1, C>B 1. Y: A 1, B 2, C>C 1, no pool in Z. A 4 + 0 + 1, B 3 + 1 + 1."""
    papers = votes("3 A, 1 B, 1 C>B", "X") + votes("1 A, 2 B, 1 C>C", "Y")
    papers += votes("1 A, 1 B, 1 -", "Z")
    result = oracle_papers(SV, "ABC", papers)
    areas = result["counts"][1]["areas"]
    assert [areas[a]["votes"] for a in "XYZ"] == [
        {"A": 3, "B": 2},
        {"A": 1, "B": 2},
        {"A": 1, "B": 1},
    ]
    assert [areas[a]["pool"] for a in "XYZ"] == [1, 1, 0]
    assert [areas[a]["for_eliminated"] for a in "XYZ"] == [0, 1, 0]
    assert settled(result) == ("AB", "election")  # A 3 + 1 + 1 = 5; B 2 + 2 + 1 = 5


def test_cambridgeshire_and_peterborough_2017_from_its_areas() -> None:
    """Palmer 76,064 + 12,762 = 88,826; Cantrill 47,026 + 20,179 = 67,205; 2 x 76,064 < 200,378.

    The other five had 37,297 + 15,931 + 12,628 + 9,176 + 2,256 = 77,288 papers between them.
    """
    areas = ["Cambridge", "East", "Fenland", "Huntingdonshire", "Peterborough", "South"]
    first = {
        "Palmer": [5384, 9980, 10513, 19914, 12629, 17644],
        "Cantrill": [13273, 5174, 1494, 7395, 3100, 16590],
        "Price": [12222, 2495, 2602, 4603, 8614, 6761],
        "Bullen": [966, 1336, 2754, 5111, 3359, 2405],
        "Howell": [3029, 1156, 879, 1982, 3012, 2570],
        "Dawe": [1204, 1288, 959, 2140, 1207, 2378],
        "Goldspink": [113, 120, 519, 424, 851, 229],
    }
    second = {
        "Palmer": [1243, 1125, 1599, 3246, 3040, 2509],
        "Cantrill": [6684, 1799, 1086, 2995, 2516, 5099],
    }
    one = {a: {c: row[i] for c, row in first.items()} for i, a in enumerate(areas)}
    two = {a: {c: row[i] for c, row in second.items()} for i, a in enumerate(areas)}
    result = oracle_returns(SV, list(first), one, two)
    assert settled(result) == ("Palmer", 2)
    assert result["counts"][0]["valid"] == 200378
    assert result["counts"][1]["votes"] == {"Palmer": 88826, "Cantrill": 67205}
    assert result["counts"][1]["pool"] == 77288
    assert result["counts"][1]["for_eliminated"] is None
    assert result["counts"][1]["areas"]["Cambridge"]["votes"]["Cantrill"] == 19957


def test_area_figures_that_cannot_be_are_not_counted() -> None:
    """C has 1 paper, from which 2 second preferences cannot come; AV has no such figures."""
    first = {"X": {"A": 3, "B": 2, "C": 1}}
    assert settled(oracle_returns(FPTP, "ABC", first)) == ("A", 1)
    with pytest.raises(ValueError, match="more second preferences"):
        oracle_returns(SV, "ABC", first, {"X": {"A": 0, "B": 2}})
    with pytest.raises(ValueError, match="do not settle"):
        oracle_returns(AV, "ABC", first)
    with pytest.raises(ValueError, match="not candidates"):
        oracle_papers(SV, "ABC", votes("1 Z"))


# -- the alternative vote -----------------------------------------------------------------


def test_liverpool_city_region_selection_2016() -> None:
    """R 2,029 + 641 = 2,670; A 1,641 + 401 = 2,042; 1,202 - 641 - 401 = 160 go no further."""
    papers = votes("2029 R, 1641 A, 641 B>R, 401 B>A, 160 B, 83 -")
    result = oracle_papers(AV, "RAB", papers)
    first, second = result["counts"]
    assert (first["valid"], first["rejected_by_head"]) == (4872, {UNMARKED: 83})  # 4,955 in all
    assert (first["remaining"], first["eliminated"]) == ({"R", "A"}, {"B"})
    assert second["votes"] == {"R": 2670, "A": 2042}
    assert (second["valid"], second["non_transferable"]) == (4712, 160)
    assert settled(result) == ("R", 2)


def test_west_midlands_selection_2020() -> None:
    """3,105 + 425 = 3,530; 2,034 + 686 = 2,720; 1,809 - 425 - 686 = 698; valid 6,948."""
    result = oracle_papers(AV, "BSD", votes("3105 B, 2034 S, 425 D>B, 686 D>S, 698 D, 5 BS>D"))
    assert [c["valid"] for c in result["counts"]] == [6948, 6250]
    assert result["counts"][1]["votes"] == {"B": 3530, "S": 2720}
    assert result["counts"][1]["non_transferable"] == 698
    assert result["counts"][0]["rejected_by_head"] == {MANY: 5}
    assert settled(result) == ("B", 2)


def test_exactly_half_is_not_more_than_half_and_two_level_are_for_election() -> None:
    """A 50 of 100 is not enough; C out; A 50, B 30 + 20 = 50."""
    papers = votes("50 A, 30 B, 20 C>B")
    assert settled(oracle_papers(AV, "ABC", papers)) == ("AB", "election")
    earlier = {"tie": "earlier-count"}  # is for exclusions only
    assert settled(oracle_papers(AV, "ABC", papers, earlier)) == ("AB", "election")
    late = [lot(2, "election", "AB", "B")]
    assert settled(oracle_papers(AV, "ABC", papers, lots=late)) == ("B", 2)


@pytest.mark.parametrize("base", ["continuing", "valid"])
def test_of_the_last_two_the_one_ahead_wins_whatever_the_base(base: str) -> None:
    """A 30, B 25, C 20, none transferring: A 30 of 75 valid is under half, yet ahead of 25."""
    papers = votes("30 A, 25 B, 20 C")
    result = oracle_papers(AV, "ABC", papers, {"more_than_half_of": base})
    assert settled(result) == ("A", 2)
    assert result["counts"][1]["non_transferable"] == 20


def test_the_base_decides_whether_a_third_count_is_needed() -> None:
    """A 6, B 3, C 2, D 1 (plumped): 12 of 12 no. Then 12 > 11 continuing, but not > 12 valid."""
    papers = votes("6 A, 3 B, 2 C, 1 D")
    assert settled(oracle_papers(AV, "ABCD", papers)) == ("A", 2)
    assert settled(oracle_papers(AV, "ABCD", papers, {"more_than_half_of": "valid"})) == ("A", 3)


def test_stopping_at_two_lets_the_count_run_past_a_majority() -> None:
    """A 6, B 3, C 1: 12 > 10 at count 1; under `two` C goes out first. A 6, B 3 + 1 = 4."""
    papers = votes("6 A, 3 B, 1 C>B")
    assert settled(oracle_papers(AV, "ABC", papers)) == ("A", 1)
    result = oracle_papers(AV, "ABC", papers, {"stop": "two"})
    assert settled(result) == ("A", 2)
    assert result["counts"][0]["eliminated"] == {"C"}
    assert result["counts"][1]["votes"] == {"A": 6, "B": 4}


def test_a_tie_for_exclusion_waits_for_a_lot_between_exactly_those() -> None:
    """A 6, B 4, C 3, D 1 (>C): 12 of 14 no. C 3 + 1 = 4 = B, A 6: 12 > 14 no."""
    papers = votes("6 A, 4 B>C, 3 C, 1 D>C")
    assert settled(oracle_papers(AV, "ABCD", papers)) == ("BC", "exclusion")
    wrong = [lot(1, "exclusion", "BC", "B"), lot(2, "exclusion", "ABC", "B")]
    assert settled(oracle_papers(AV, "ABCD", papers, lots=wrong)) == ("BC", "exclusion")
    b_out = [lot(2, "exclusion", "BC", "B")]  # then C 4 + 4 = 8, A 6
    assert settled(oracle_papers(AV, "ABCD", papers, lots=b_out)) == ("C", 3)
    c_out = [lot(2, "exclusion", "BC", "C")]  # then A 6, B 4
    assert settled(oracle_papers(AV, "ABCD", papers, lots=c_out)) == ("A", 3)


def test_an_earlier_count_tells_the_tied_apart() -> None:
    """The same papers: at count 1 C had 3 and B 4, so C goes out, and A leads 6 to 4."""
    papers = votes("6 A, 4 B>C, 3 C, 1 D>C")
    result = oracle_papers(AV, "ABCD", papers, {"tie": "earlier-count"})
    assert result["counts"][1]["eliminated"] == {"C"}
    assert settled(result) == ("A", 3)


def test_the_most_recent_earlier_count_that_differs_decides() -> None:
    """Count 1: A 9, B 3, C 4, D 2, E 3. Count 2: B 3 + 2 = 5. Count 3: C 4 + 1 = 5 = B.

    At count 2 C (4) was behind B (5) and goes out, although B was behind at count 1. Then
    C's papers give B nothing: A 9, B 5. (18 > 21, 21, 19 are all false before that.)
    """
    papers = votes("9 A, 3 B, 4 C, 2 D>B, 1 E>C, 2 E")
    result = oracle_papers(AV, "ABCDE", papers, {"tie": "earlier-count"})
    assert [c["eliminated"] for c in result["counts"]] == [{"D"}, {"E"}, {"C"}, set()]
    assert [c["non_transferable"] for c in result["counts"]] == [0, 0, 2, 7]  # 2 E; + 4 C + 1 E>C
    assert settled(result) == ("A", 4)


def test_an_earlier_count_may_only_narrow_the_tie() -> None:
    """Count 1: A 9, B 4, C 3, D 3, E 2. E>C and E>D make B, C, D all 4; 18 > 21 no.

    At count 1 C and D had 3, B 4: so the tie is between C and D, and a lot for three is void.
    D out: A 9, B 4, C 4 and 4 papers go nowhere; 18 > 17, A elected at count 3.
    """
    papers = votes("9 A, 4 B, 3 C, 3 D, 1 E>C, 1 E>D")
    rules = {"tie": "earlier-count"}
    assert settled(oracle_papers(AV, "ABCDE", papers, rules)) == ("CD", "exclusion")
    three = [lot(2, "exclusion", "BCD", "D")]
    assert settled(oracle_papers(AV, "ABCDE", papers, rules, three)) == ("CD", "exclusion")
    two = [lot(2, "exclusion", "CD", "D")]
    assert settled(oracle_papers(AV, "ABCDE", papers, rules, two)) == ("A", 3)
    assert settled(oracle_papers(AV, "ABCDE", papers)) == ("BCD", "exclusion")


def test_an_order_drawn_beforehand_settles_exclusions_and_the_election() -> None:
    """A 2, B 2, C 1, D 1. C, D tie: the lower in the order is out. Then the other, then A or B.

    Order B, D, A, C: C out (2, 2, 1 of 5), D out, A and B level on 2: B stands higher.
    """
    papers = votes("2 A, 2 B, 1 C, 1 D")
    rules, order = {"tie": "drawn-order"}, [("order", ["B", "D", "A", "C"])]
    result = oracle_papers(AV, "ABCD", papers, rules, order)
    assert [c["eliminated"] for c in result["counts"]] == [{"C"}, {"D"}, set()]
    assert settled(result) == ("B", 3)
    assert settled(oracle_papers(AV, "ABCD", papers, rules)) == ("CD", "exclusion")
    assert settled(oracle_papers(AV, "ABCD", papers, {}, order)) == ("CD", "exclusion")


def test_three_all_level_are_for_exclusion_and_zero_votes_may_tie_too() -> None:
    """A, B, C with 2 each; then A 2, B 2, C 0, D 0 with C and D lowest."""
    assert settled(oracle_papers(AV, "ABC", votes("2 A, 2 B, 2 C"))) == ("ABC", "exclusion")
    assert settled(oracle_papers(AV, "ABCD", votes("2 A, 2 B"))) == ("CD", "exclusion")
    assert settled(oracle_papers(AV, "ABC", [])) == ("ABC", "exclusion")


def test_a_majority_elects_in_spite_of_a_tie_for_last() -> None:
    """A 6 of 10, B and C 2 each: no lot is needed."""
    assert settled(oracle_papers(AV, "ABC", votes("6 A, 2 B, 2 C"))) == ("A", 1)


def test_blank_ranks_are_passed_over_and_repeats_ignored() -> None:
    """`->C>C>->A` is C then A; C (2) goes out: A 4 + 1, and `C>C` has nothing left. A 5, B 4."""
    result = oracle_papers(AV, "ABC", votes("4 A, 4 B, 1 ->C>C>->A, 1 C>C"))
    assert result["counts"][1]["votes"] == {"A": 5, "B": 4}
    assert result["counts"][1]["non_transferable"] == 1
    assert settled(result) == ("A", 2)


@pytest.mark.parametrize(
    ("overvote", "first", "heads", "last"),
    [
        # AB>C and ->AB>C end before C: many 2; C>AB>B ends after C.
        ("ends-the-paper", {"A": 4, "B": 3, "C": 2}, {MANY: 3, UNMARKED: 1}, {"A": 4, "B": 3}),
        # skipped, they are for C: C 4 and B lowest; B's papers stop.  AB alone: still no vote.
        ("skip", {"A": 4, "B": 3, "C": 4}, {MANY: 1, UNMARKED: 1}, {"A": 4, "C": 4}),
    ],
)
def test_an_over_voted_rank_ends_the_paper_or_is_skipped(
    overvote: str, first: dict[str, int], heads: dict[str, int], last: dict[str, int]
) -> None:
    """A 4, B 3, C>AB>B 2, AB>C 1, ->AB>C 1, AB 1, blank 1: 13 papers."""
    papers = votes("4 A, 3 B, 2 C>AB>B, 1 AB>C, 1 ->AB>C, 1 AB, 1 ->-")
    result = oracle_papers(AV, "ABC", papers, {"overvote": overvote})
    assert result["counts"][0]["votes"] == first
    assert result["counts"][0]["rejected_by_head"] == heads
    assert sum(first.values()) + sum(heads.values()) == 13
    assert result["counts"][1]["votes"] == last
    assert result["counts"][1]["rejected_by_head"] == {}


def test_a_skipped_over_vote_lets_the_paper_move_on() -> None:
    """A 4, B 3, C>AB>B 2: 4 of 9 no; C out. Skipped, B 3 + 2 = 5; ended, B 3 and 2 go nowhere."""
    papers = votes("4 A, 3 B, 2 C>AB>B")
    assert settled(oracle_papers(AV, "ABC", papers, {"overvote": "skip"})) == ("B", 2)
    result = oracle_papers(AV, "ABC", papers)
    assert settled(result) == ("A", 2)
    assert result["counts"][1]["non_transferable"] == 2


# -- what must hold of any election -------------------------------------------------------


@pytest.mark.parametrize("method", [FPTP, SV, AV])
@settings(deadline=None)
@given(data=st.data())
def test_every_paper_is_accounted_for_at_every_count(method: str, data: st.DataObject) -> None:
    """In each area and in all: papers = valid + rejected; pool and non-transferable close."""
    candidates, _, papers, rules = data.draw(paper_elections(method))
    order = data.draw(drawn_orders(candidates))
    result = oracle_papers(method, candidates, papers, rules, [order])
    found = Counter(area for area, _ in papers)
    for count in result["counts"]:
        one = result["counts"][0]
        pairs = [(count, one, len(papers))]
        pairs += [(count["areas"][a], one["areas"][a], found[a]) for a in found]
        for figures, before, number in pairs:
            rejected = sum(figures["rejected_by_head"].values())
            assert figures["valid"] == sum(figures["votes"].values())
            assert before["valid"] + sum(before["rejected_by_head"].values()) == number
            if method == AV:
                assert figures["valid"] + figures["non_transferable"] == before["valid"]
            if figures["pool"] is not None:
                gone = sum(before["votes"][c] for c in one["eliminated"])
                added = sum(figures["added"].values())
                assert figures["pool"] == gone == added + rejected + figures["for_eliminated"]


@pytest.mark.parametrize("method", [FPTP, SV])
@settings(deadline=None)
@given(data=st.data())
def test_papers_and_the_figures_made_from_them_agree(method: str, data: st.DataObject) -> None:
    """The areas' sums, given as returns, settle the election the same way."""
    candidates, _, papers, _ = data.draw(paper_elections(method))
    result = oracle_papers(method, candidates, papers)
    areas = [{a: f["votes"] for a, f in c["areas"].items()} for c in result["counts"]]
    added = [{a: f["added"] for a, f in c["areas"].items()} for c in result["counts"]]
    again = oracle_returns(method, candidates, areas[0] if areas else {}, added[-1] if added else {})
    for key in ("outcome", "elected", "elected_at_count", "equality", "equality_for"):
        assert again[key] == result[key]
    assert [c["votes"] for c in again["counts"]] == [c["votes"] for c in result["counts"]]
    assert [c["pool"] for c in again["counts"]] == [c["pool"] for c in result["counts"]]


@settings(deadline=None)
@given(paper_elections(SV), st.randoms(use_true_random=False))
def test_the_order_of_papers_and_candidates_is_nothing(election: PaperElection, shuffle: Random) -> None:
    """Shuffled, and counted again, the result is the same to the last figure."""
    candidates, _, papers, _ = election
    others, mixed = list(candidates), list(papers)
    shuffle.shuffle(others)
    shuffle.shuffle(mixed)
    for method in (FPTP, SV, AV):
        assert oracle_papers(method, others, mixed) == oracle_papers(method, candidates, papers)


@settings(deadline=None)
@given(paper_elections(AV))
def test_with_three_candidates_one_transfer_is_one_second_preference(election: PaperElection) -> None:
    """AV and SV agree where one of three goes out and every paper has two clean columns."""
    papers: Papers = [(a, m[:2]) for a, m in election[2] if [len(r) for r in m[:2]] == [1, 1]]
    papers = [(a, m) for a, m in papers if m[0] | m[1] <= {"c1", "c2", "c3"}]
    sv, av = (oracle_papers(m, ["c1", "c2", "c3"], papers) for m in (SV, AV))
    if sv["counts"][0]["remaining"] and len(sv["counts"][0]["remaining"]) == 2:
        assert settled(sv) == settled(av)
        assert sv["counts"][-1]["votes"] == av["counts"][-1]["votes"]


@settings(deadline=None)
@given(return_elections())
def test_area_figures_always_come_to_a_result(election: ReturnElection) -> None:
    """Any figures the strategy makes are possible ones, and the second count adds up."""
    candidates, first, second = election
    result = oracle_returns(SV, candidates, first, second)
    assert len(result["counts"]) == (0 if len(candidates) == 1 else 2 if second else 1)
    for count in result["counts"][1:]:
        assert sum(count["added"].values()) <= count["pool"]
        before = sum(result["counts"][0]["votes"][c] for c in count["votes"])
        assert count["valid"] == before + sum(count["added"].values())
