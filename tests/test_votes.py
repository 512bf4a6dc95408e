"""What one ballot paper gives at one count, under each method."""

from __future__ import annotations

import pytest

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Overvote
from mayoral.contest.papers import Aside, Head, Paper, Vote
from mayoral.methods import alternative_vote, first_past_the_post, supplementary_vote

A, B, C, D = (CandidateId(one) for one in "ABCD")
MANY, UNMARKED = Head.MORE_THAN_ONE, Head.UNMARKED_OR_UNCERTAIN
ALL = frozenset({A, B, C, D})


def paper(text: str, fault: Head | None = None) -> Paper:
    """A paper from `A>B`: A in the first column (or rank), B in the second; `AB` both in one, `-` none."""
    ranks = text.split(">") if text else []
    return Paper(tuple(frozenset(CandidateId(one) for one in rank if one != "-") for rank in ranks), fault)


@pytest.mark.parametrize(
    ("marks", "gives"),
    [("A", A), ("", UNMARKED), ("-", UNMARKED), ("AB", MANY), ("A>B", A), ("->B", UNMARKED)],
)
def test_first_past_the_post_reads_one_column(marks: str, gives: Vote) -> None:
    """One clear mark is a vote, more than one or none is a head of rejection. Law: r 51(1), (5)(b), (d)."""
    assert first_past_the_post.vote(paper(marks), ALL, 1) == gives


@pytest.mark.parametrize("head", Head)
@pytest.mark.parametrize("marks", ["A>B", "AB", ""])
def test_a_fault_found_by_the_officer_goes_before_the_marks(head: Head, marks: str) -> None:
    """Without official mark, or with the voter's name on it, a paper is rejected once. Law: r 51(1)(a), (c)."""
    for method in (first_past_the_post, supplementary_vote, alternative_vote):
        assert method.vote(paper(marks, head), ALL, 1) == head
    for method in (supplementary_vote, alternative_vote):
        assert method.vote(paper(marks, head), frozenset({B, C}), 2) == Aside.NO_PART


@pytest.mark.parametrize(
    ("marks", "first", "second"),
    [
        # Row 14: a valid first preference counts whatever the second, which is missed only if looked at.
        ("A", A, UNMARKED),
        ("A>-", A, UNMARKED),
        ("A>BC", A, MANY),
        ("C>AB", C, Aside.NO_PART),
        ("C", C, Aside.NO_PART),
        # Row 15: no clear first preference: rejected at the first count, and no part in the second.
        ("->C", UNMARKED, Aside.NO_PART),
        ("", UNMARKED, Aside.NO_PART),
        ("AB>C", MANY, Aside.NO_PART),
        ("CD", MANY, Aside.NO_PART),
        # Row 16: the same candidate twice: counted once, the second mark adds nothing.
        ("C>C", C, Aside.NO_PART),
        ("A>A", A, Aside.FOR_ELIMINATED),
        # Row 17: the second preference of a paper for somebody who remains is never looked at.
        ("C>D", C, Aside.NO_PART),
        ("D>A", D, Aside.NO_PART),
        # Row 18: first and second for eliminated candidates: not rejected, and nobody's.
        ("A>B", A, Aside.FOR_ELIMINATED),
        # And what the second count is for.
        ("A>C", A, C),
        ("B>D", B, D),
    ],
)
def test_the_supplementary_vote_looks_twice(marks: str, first: Vote, second: Vote) -> None:
    """C and D remain, A and B are eliminated. Decision table rows 14-18; Law: Sch 5B para 5(7), r 51(3), 55."""
    assert supplementary_vote.vote(paper(marks), ALL, 1) == first
    assert supplementary_vote.vote(paper(marks), frozenset({C, D}), 2) == second


@pytest.mark.parametrize(
    ("marks", "first", "later"),
    [
        ("A>B>C", A, C),
        ("C>A", C, C),
        ("A>B", A, Aside.NON_TRANSFERABLE),
        ("->C", C, C),  # a blank rank is passed over
        ("A>->D", A, D),
        ("A>BD>C", A, Aside.NON_TRANSFERABLE),  # an over-voted rank ends the paper
        ("A>A>C", A, C),  # the same candidate again adds nothing
        ("", UNMARKED, Aside.NO_PART),
        ("->-", UNMARKED, Aside.NO_PART),
        ("AB>C", MANY, Aside.NO_PART),
        ("->AB>C", MANY, Aside.NO_PART),
    ],
)
def test_the_alternative_vote_reads_as_far_as_it_can(marks: str, first: Vote, later: Vote) -> None:
    """C and D remain at the third count. The selection's own rules."""
    assert alternative_vote.vote(paper(marks), ALL, 1) == first
    assert alternative_vote.vote(paper(marks), frozenset({C, D}), 3) == later


@pytest.mark.parametrize(
    ("marks", "skipped"),
    [
        ("AB>C", "C"),
        ("A>BC>D", "A>D"),
        ("A>->D", "A>->D"),
        ("A", "A"),
        ("AB", "AB"),  # nothing would be left: the paper stays over-voted, and is rejected so
        ("AB>->CD", "AB>->CD"),
        ("", ""),
    ],
)
def test_over_voted_ranks_are_taken_out_where_the_rules_skip_them(marks: str, skipped: str) -> None:
    """`overvote = "skip"`; under `ends-the-paper` the paper is read as it is."""
    assert alternative_vote.read(paper(marks), Overvote.SKIP) == paper(skipped)
    assert alternative_vote.read(paper(marks), Overvote.ENDS_THE_PAPER) == paper(marks)


def test_a_fault_stays_with_a_paper_that_is_read() -> None:
    """Skipping a rank does not heal a paper without official mark."""
    read = alternative_vote.read(paper("AB>C", Head.WANT_OF_OFFICIAL_MARK), Overvote.SKIP)
    assert read == paper("C", Head.WANT_OF_OFFICIAL_MARK)
