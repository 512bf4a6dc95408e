"""Papers read from a file, joined to the contest they belong to, and the course of one of them."""

from __future__ import annotations

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Area, AreaId, Contest
from mayoral.contest.law import Method
from mayoral.contest.papers import Condensed
from mayoral.counting.count import count
from mayoral.counting.papers import papers_of
from mayoral.counting.tally import course

ASH, BIRCH = CandidateId("ash"), CandidateId("birch")
CONTEST = Contest(
    "mayor.test.2024-05-02",
    "A test",
    Method.FIRST_PAST_THE_POST,
    "",
    (Area(AreaId("n"), "North"), Area(AreaId("s"), "South")),
    (Candidate(ASH, "Ash"), Candidate(BIRCH, "Birch")),
)


def test_equal_marks_of_two_areas_are_renamed_alike() -> None:
    """The file names candidates and areas by name; the same marks in both areas stay one each."""
    marks = (frozenset({CandidateId("Ash")}),)
    people = (Candidate(CandidateId("Ash"), "Ash"), Candidate(CandidateId("Birch"), "Birch"))
    papers = Condensed(
        people, (("North", "North"), ("South", "South")), {("North", marks): 2, ("South", marks): 3}, 5
    )
    joined = papers_of(CONTEST, papers)
    ours = (frozenset({ASH}),)
    assert joined.papers == {("n", ours): 2, ("s", ours): 3}


def test_the_course_of_a_paper_by_first_past_the_post_is_one_vote() -> None:
    """Only the alternative vote reads over-voted ranks by a selection's rule."""
    outcome = count(CONTEST, ())
    assert course(CONTEST, (frozenset({ASH}),), outcome) == tuple(ASH for _ in outcome.counts)
