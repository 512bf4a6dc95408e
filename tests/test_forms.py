"""The spreadsheet of an online form: ranked columns, or a column for each candidate."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.papers import Marks
from mayoral.files.papers.contents import ONE_AREA
from mayoral.files.papers.forms import read_form
from mayoral.files.reading import Unreadable

CANDIDATES = tuple(
    Candidate(CandidateId(known), name) for known, name in (("ada", "Ada Lo"), ("ben", "Ben O’Hara"), ("cy", "Cy"))
)
RANKED = """\
Timestamp,E-mail address,First choice,Second choice,Third choice
2026/05/01 10:00:01,x@example.org,Ada Lo,Cy,
2026/05/01 10:00:02,y@example.org,Ada Lo,,Ben O’Hara
2026/05/01 10:00:03,z@example.org,Cy,Cy,Ada Lo
2026/05/01 10:00:04,w@example.org,,,
"""
BY_CANDIDATE = """\
Timestamp,Rank the candidates [Ada Lo],Rank the candidates [Ben O’Hara],Rank the candidates [Cy]
2026/05/01 10:00:01,1,,2
2026/05/01 10:00:02,1st,3rd,
2026/05/01 10:00:03,First choice,2,2
2026/05/01 10:00:04,,,
"""


def saved(folder: Path, text: str | bytes, name: str = "form.csv") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def marks(*ranks: str) -> Marks:
    """Marks by candidates' ids, parted by a space at one rank."""
    return tuple(frozenset(map(CandidateId, rank.split())) for rank in ranks)


def test_a_column_for_each_rank(tmp_path: Path) -> None:
    """A blank cell is a skipped rank, a candidate may be repeated, a row without marks is a paper."""
    read = read_form(saved(tmp_path, RANKED), CANDIDATES)
    assert read.papers == {
        ("", marks("ada", "cy")): 1,
        ("", marks("ada", "", "ben")): 1,
        ("", marks("cy", "cy", "ada")): 1,
        ("", ()): 1,
    }
    assert (read.read, read.candidates, read.areas) == (4, CANDIDATES, ONE_AREA)


def test_a_column_for_each_candidate(tmp_path: Path) -> None:
    """A rank given to two candidates is over-voted."""
    read = read_form(saved(tmp_path, BY_CANDIDATE), CANDIDATES)
    assert read.papers == {
        ("", marks("ada", "cy")): 1,
        ("", marks("ada", "", "ben")): 1,
        ("", marks("ada", "ben cy")): 1,
        ("", ()): 1,
    }


def test_no_time_and_no_address_is_kept(tmp_path: Path) -> None:
    """Secrecy: only marks leave the row."""
    told = repr(read_form(saved(tmp_path, RANKED), CANDIDATES))
    assert "example.org" not in told
    assert "2026" not in told


@pytest.mark.parametrize(
    "text",
    [
        RANKED.replace(",", ";"),
        RANKED.replace(",", "\t"),
        RANKED.replace("\n", "\r\n"),
        "\ufeff" + RANKED,
        RANKED.rstrip("\n"),
        RANKED.replace("Ada Lo", '" ADA  LO "'),
        RANKED.replace("Ada Lo", "ada"),
        RANKED.replace("First choice", "1").replace("Second choice", "2nd preference").replace("Third", "third"),
        RANKED.replace("First choice", "Rank 1").replace("Second choice", "Choice 2").replace("Third", "3rd"),
        RANKED.replace("First choice", "Rank [1st]").replace("Second", "Rank [2nd").replace(" choice,T", "],T")
        .replace("Third choice", "Rank [Third]"),
    ],
    ids=["semicolons", "tabs", "crlf", "bom", "no last end", "spaces", "ids", "ordinals", "words", "brackets"],
)  # fmt: skip
def test_the_same_form_saved_in_other_ways_gives_the_same_papers(tmp_path: Path, text: str) -> None:
    """Spreadsheets in half of Europe part cells by semicolons; headings are worded as people please."""
    there = read_form(saved(tmp_path, text), CANDIDATES)
    assert there.papers == read_form(saved(tmp_path, RANKED, "plain.csv"), CANDIDATES).papers


def test_candidates_need_not_be_known_beforehand(tmp_path: Path) -> None:
    """Brackets name them in their order; cells name them by alphabet."""
    by_candidate = read_form(saved(tmp_path, BY_CANDIDATE))
    assert [one.name for one in by_candidate.candidates] == ["Ada Lo", "Ben O’Hara", "Cy"]
    ranked = read_form(saved(tmp_path, RANKED))
    assert [one.id for one in ranked.candidates] == ["ada-lo", "ben-o-hara", "cy"]
    assert ranked.read == by_candidate.read == 4


def test_a_column_called_area_gives_the_areas(tmp_path: Path) -> None:
    """A section or branch of the electorate."""
    read = read_form(saved(tmp_path, "Area,1st\nNorth,Cy\nSouth,Cy\nNorth,\n"), CANDIDATES)
    assert read.areas == (("North", "North"), ("South", "South"))
    assert read.papers == {("North", marks("cy")): 1, ("South", marks("cy")): 1, ("North", ()): 1}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (b"PK\x03\x04rest", 1, "save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0rest", 1, "save the sheet as CSV"),
        ("", 1, "empty"),
        ("\n\n", 1, "expected columns"),
        ("Name,Colour\nx,y\n", 1, "expected columns for ranks"),
        ("1st,Vote [Ada Lo]\nCy,1\n", 1, "not both or neither"),
        ("Vote [Ada Lo],Vote [Ben O’Hara]\n1,2\n", 1, "no column for Cy"),
        ("Vote [Ada Lo],Vote [Ben O’Hara],Vote [Di]\n1,2,3\n", 1, "`Di` is neither"),
        ("Vote [Ada Lo],Vote [Ada Lo],Vote [Ben O’Hara],Vote [Cy]\n1,2,3,\n", 1, "two columns"),
        ("1st,First choice\nCy,Cy\n", 1, "two columns"),
        ("A [1st],B [1st]\nCy,Cy\n", 1, "several questions"),
        ("1st,2nd\nCy,Dee\n", 2, "`Dee` is not a candidate"),
        ("1st,2nd\nCy,Cy\nCy\n", 3, "expected 2 cells, found 1"),
        ("Time,1st\n9:00,Cy\n,\n", 3, "the row is empty"),
        ('1st,2nd\nCy,"Cy\n', 2, "not closed"),
        (BY_CANDIDATE.replace("1st", "best"), 3, "`best`: expected a rank from 1 to 3"),
        (BY_CANDIDATE.replace("1st", "4"), 3, "`4`: expected a rank from 1 to 3"),
        ("Area,1st\n,Cy\n", 1, "empty in some rows"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, words: str
) -> None:
    """Nothing of a file is half-loaded."""
    with pytest.raises(Unreadable, match=words) as refused:
        read_form(saved(tmp_path, text), CANDIDATES)
    assert refused.value.line == line


def test_a_row_of_ranks_alone_may_be_a_paper_without_marks(tmp_path: Path) -> None:
    """Where there is no other column nothing tells an empty row from a voter who marked nobody."""
    assert read_form(saved(tmp_path, "1st,2nd\nCy,\n,\n"), CANDIDATES).papers["", ()] == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [("1st,2nd\na,b\nJ  LI,a\n", 3), ("Rank [J Li],Rank [b],Rank [a]\n1,2,\n", 1)],
)
def test_two_candidates_of_one_name_are_told_apart_by_their_ids(text: str, line: int, tmp_path: Path) -> None:
    """A cell or heading with the name both bear is refused, and says the ids to write."""
    two = (Candidate(CandidateId("a"), "J Li"), Candidate(CandidateId("b"), "j li"))
    with pytest.raises(Unreadable, match=r"several are called `J  ?L[iI]`; write their ids: a, b") as refused:
        read_form(saved(tmp_path, text), two)
    assert refused.value.line == line
    both = (frozenset({two[0].id}), frozenset({two[1].id}))
    for ids in ("1st,2nd\na,B\n", "Rank [a],Rank [b]\n1,2\n"):
        assert read_form(saved(tmp_path, ids), two).papers == {("", both): 1}


@settings(deadline=None)
@given(st.text(alphabet='ab1,;"\n[] ', max_size=60))
def test_no_text_makes_the_reader_crash(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Every row is a paper, or the file is refused."""
    path = saved(tmp_path_factory.getbasetemp(), text)
    try:
        read = read_form(path)
    except Unreadable:
        return
    assert read.read == sum(read.papers.values())
