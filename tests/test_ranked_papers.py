"""Published tables of ranked papers: nobody can be known by a ranking, and what is withheld is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.findings import Refused
from mayoral.contest.papers import Condensed, Marks
from mayoral.files.preflib import read_preflib
from mayoral.publish.ranked_papers import ranked_papers, ranked_papers_by_area, ranked_papers_csv, withheld_line

BURLINGTON = Path(__file__).parent.parent / "elections/selection.burlington.mayor.2009-03-03/ballots.toi"
CANDIDATES = tuple(Candidate(CandidateId(one), one.title()) for one in ("ada", "ben", "cy"))
AREAS = (("n", "North"), ("s", "South"))


def marks(*ranks: str) -> Marks:
    """Marks by candidates' ids, parted by a space at one rank."""
    return tuple(frozenset(map(CandidateId, rank.split())) for rank in ranks)


def condensed(papers: dict[tuple[str, Marks], int], **more: str) -> Condensed:
    """Papers of two areas."""
    return Condensed(CANDIDATES, AREAS, papers, sum(papers.values()), **more)  # type: ignore[arg-type]


PAPERS = condensed(
    {
        ("n", marks("ada", "ben")): 9,
        ("s", marks("ada", "ben")): 9,
        ("n", marks("ada ben", "cy")): 12,
        ("n", marks("cy", "", "ada")): 3,
        ("s", marks("cy")): 2,
        ("s", ()): 11,
    }
)


def test_by_default_areas_stand_together_and_rare_rankings_are_withheld() -> None:
    """Ten papers or more must bear a ranking; the signature attack needs a rare one."""
    published = ranked_papers(PAPERS)
    assert ranked_papers_csv(published) == ("papers,r1,r2\n18,Ada,Ben\n12,Ada = Ben,Cy\n11,,\n5,withheld,\n")
    said = "5 papers with 2 rankings that fewer than 10 papers bear, so that nobody can be known by a ranking"
    assert withheld_line(published) == f"Withheld: {said}."


def test_by_area_a_ranking_is_withheld_wherever_it_is_rare() -> None:
    """Eighteen papers together are nine in each area, and nine are too few."""
    published = ranked_papers_by_area(PAPERS)
    assert ranked_papers_csv(published) == (
        "area,papers,r1,r2\nNorth,12,Ada = Ben,Cy\nNorth,12,withheld,\nSouth,11,,\nSouth,11,withheld,\n"
    )
    assert "23 papers with 4 rankings that fewer than 10 papers in an area bear" in withheld_line(published)


def test_where_nothing_is_rare_nothing_is_withheld() -> None:
    """It is said either way."""
    published = ranked_papers(condensed({("n", marks("ada")): 10}))
    assert published.withheld == (("", 0, 0),)
    assert withheld_line(published) == "Nothing is withheld: every ranking is borne by 10 papers or more."


def test_burlington_2009_is_published_without_its_rare_rankings() -> None:
    """Of 384 rankings on 8,980 papers the rare ones are withheld, and the papers still add up."""
    published = ranked_papers(read_preflib(BURLINGTON))
    assert published.rows[0][2] == 840
    ((_, papers, rankings),) = published.withheld
    assert len(published.rows) + rankings == 384
    assert sum(times for _, _, times in published.rows) + papers == 8980
    assert min(times for _, _, times in published.rows) >= 10


MARKS = st.lists(st.frozensets(st.sampled_from([one.id for one in CANDIDATES]), max_size=2), max_size=3).map(tuple)


@settings(deadline=None)
@given(
    st.dictionaries(st.tuples(st.sampled_from(["n", "s"]), MARKS), st.integers(1, 30), max_size=20),
    st.integers(2, 20),
)
def test_no_published_row_is_rare_and_no_paper_is_lost(
    papers: dict[tuple[str, Marks], int], threshold: int
) -> None:
    """In both tables: rows at the threshold or above, and rows plus withheld are all papers."""
    whole = condensed(papers)
    for published in (ranked_papers(whole, threshold), ranked_papers_by_area(whole, threshold)):
        assert all(times >= threshold for _, _, times in published.rows)
        shown = sum(times for _, _, times in published.rows)
        assert shown + sum(held for _, held, _ in published.withheld) == whole.read


@pytest.mark.parametrize(
    "papers",
    [
        condensed({("n", marks("ada")): 99}, source="rehearsal-2017.csv"),
        condensed({("n", marks("ada")): 99}, source="C:\\papers\\Rehearsal-2017.csv"),
        condensed({("n", marks("ada")): 99}, title="Rehearsal: Mayor of Nowhere"),
    ],
    ids=["file", "path", "title"],
)
def test_rehearsal_papers_are_never_published(papers: Condensed) -> None:
    """They are nobody's votes."""
    with pytest.raises(Refused, match="never published"):
        ranked_papers(papers)
    with pytest.raises(Refused, match="never published"):
        ranked_papers_by_area(papers)


def test_a_threshold_that_protects_nobody_is_refused() -> None:
    """One paper's ranking is one voter's."""
    with pytest.raises(Refused, match="2 or more"):
        ranked_papers(PAPERS, 1)
