"""Published tables of rankings: nobody can be known by one, and what is withheld is said."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Area, AreaId, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method
from mayoral.contest.papers import Condensed, Marks
from mayoral.files.elections import read_election
from mayoral.files.papers.preflib import read_preflib
from mayoral.publish.rankings import rankings, rankings_by_area

BURLINGTON = Path(__file__).parent.parent / "elections/selection.burlington.mayor.2009-03-03"
CANDIDATES = tuple(Candidate(CandidateId(one), one.title()) for one in ("ada", "ben", "cy"))
AREAS = (("n", "North"), ("s", "South"))
CONTEST = Contest(
    None, "Club", Method.ALTERNATIVE_VOTE, "", tuple(Area(AreaId(one), name) for one, name in AREAS), CANDIDATES
)


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


def figures(table: str) -> list[int]:
    """The figures of a table by row."""
    rows = csv.DictReader(line for line in table.splitlines() if not line.startswith("#"))
    return [int(row["papers"]) for row in rows]


def withheld(table: str) -> tuple[int, int]:
    """How many rankings on how many papers a table says it withholds."""
    found = re.match(r"# .*: ([0-9,]+) rankings on ([0-9,]+) papers", table)
    return (int(found[1].replace(",", "")), int(found[2].replace(",", ""))) if found else (0, 0)


def test_by_default_areas_stand_together_and_rare_rankings_are_withheld() -> None:
    """Ten papers or more must bear a ranking: whoever makes a voter sign by a ranking needs a rare one."""
    table = rankings(CONTEST, PAPERS)
    assert table.splitlines()[1:] == ["papers,r1,r2", "18,Ada,Ben", "12,Ada | Ben,Cy", "11,,"]
    assert "fewer than 10 papers are withheld" in table
    assert withheld(table) == (2, 5)


def test_by_area_a_ranking_is_withheld_wherever_it_is_rare() -> None:
    """Eighteen papers together are nine in each area, and nine are too few."""
    table = rankings_by_area(CONTEST, PAPERS)
    assert table.splitlines()[1:] == ["area,papers,r1,r2", "North,12,Ada | Ben,Cy", "South,11,,"]
    assert withheld(table) == (4, 23)


def test_burlington_2009_is_published_without_its_rare_rankings() -> None:
    """Of 384 rankings on 8,980 papers the rare ones are withheld, and the papers still add up."""
    table = rankings(read_election(BURLINGTON).contest, read_preflib(BURLINGTON / "ballots.toi"))
    shown, (different, papers) = figures(table), withheld(table)
    assert shown[0] == 840
    assert min(shown) >= 10
    assert len(shown) + different == 384
    assert sum(shown) + papers == 8980


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
    for table in (rankings(CONTEST, whole, threshold), rankings_by_area(CONTEST, whole, threshold)):
        assert all(shown >= threshold for shown in figures(table))
        assert sum(figures(table)) + withheld(table)[1] == whole.read


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
    for publish in (rankings, rankings_by_area):
        with pytest.raises(Refused, match="never published"):
            publish(CONTEST, papers)


def test_a_threshold_that_protects_nobody_is_refused() -> None:
    """One paper's ranking is one voter's."""
    for publish in (rankings, rankings_by_area):
        with pytest.raises(Refused, match="never published"):
            publish(CONTEST, PAPERS, 1)
