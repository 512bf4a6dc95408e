"""What is not understood is refused with path, line and what was expected; what is understood is read wholly."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from somewhere import RETURNS, refused, somewhere

from mayoral.contest.outcomes import Awaiting, Declaration
from mayoral.counting.count import count
from mayoral.files.elections import read_election
from mayoral.files.reading import Unreadable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of Somewhere."""
    return somewhere(tmp_path)


def test_the_folder_of_these_tests_is_a_good_one(folder: Path) -> None:
    """Each refusal below is of the one change it makes."""
    election = read_election(folder)
    outcome = count(election.contest, election.returns)
    assert isinstance(outcome, Declaration)
    assert outcome.elected == "ada"


FIGURES = ["1,943", "1.943", "-4", "+4", "1e3", " 12", "12 ", "007", "٣٤", "1234567890", "n/a", "0x1f"]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_digits_and_nothing_else(folder: Path, figure: str) -> None:
    """0, or up to nine ASCII digits without a leading zero; the line says what stands there."""
    problem = refused(folder, "returns.csv", RETURNS.replace("ben,300,", f'ben,"{figure}",'))
    assert problem.line == 4
    assert f"`figure` is `{figure}`" in problem.what
    assert "expected 0 or up to nine digits without a leading zero" in problem.what


@pytest.mark.parametrize("figure", ["1,943", "1.943", "1 943"])
def test_a_separator_in_a_figure_is_never_guessed_away(folder: Path, figure: str) -> None:
    """The message tells how to write the number that may be meant; nothing is repaired."""
    problem = refused(folder, "returns.csv", RETURNS.replace("ben,300,", f'ben,"{figure}",'))
    assert "if 1943 is meant, write it without a separator" in problem.what


ROWS = [
    ("ben,300,form", "ben,,form", 4, "the cell `figure` is empty; a figure that is not known has no row"),
    ("ben,300,form", "bob,300,form", 4, "`bob` is not a candidate of this contest; expected ada, ben, cy"),
    ("ben,300,form", ",300,form", 4, "the cell `key` is empty"),
    ("ben,300,form", "ben,300,from", 4, "`from` is not one of [[sources]]"),
    ("ben,300,form", "ben,300", 4, "expected 6 cells, found 5"),
    ("ben,300,form", "ben,300,form,", 4, "expected 6 cells, found 7"),
    ("south,1,votes,ada", "east,1,votes,ada", 6, "`east` is not an area of this contest; expected north, south"),
    ("south,1,votes,ada", ",1,votes,ada", 6, "the cell `area` is empty"),
    ("south,1,votes,ada", "ALL,1,votes,ada", 6, "`ALL` figures are allowed only beside declared.toml"),
    ("south,1,votes,ada", "south,1,vote,ada", 6, "`vote` is not one of electorate, verified, papers"),
    ("south,1,votes,ada", "south,0,votes,ada", 6, "`votes` is not measured at count 0; expected electorate"),
    ("south,1,votes,ada", "south,3,votes,ada", 6, "`votes` is not measured at count 3; expected nothing"),
    ("south,1,votes,ada", "south,2,transfers,ada>ben", 6, "`transfers` is not measured at count 2"),
    ("south,1,votes,ada", "south,one,votes,ada", 6, "`count` is `one`"),
    ("south,1,votes,ada", "north,1,votes,ada", 6, "this figure stands twice: north, count 1, votes ada"),
    ("electorate,,", "electorate,ada,", 2, "`key` is `ada`; `electorate` has none"),
    ("south,1,votes,ada", "south,1,rejected,blank", 6, "`blank` is not one of want-of-official-mark"),
    ("cy,50,form", '"cy,50,form', 8, "not a well-formed CSV line"),
]


@pytest.mark.parametrize(("was", "now", "line", "what"), ROWS, ids=[row[3] for row in ROWS])
def test_a_row_that_is_not_understood(folder: Path, was: str, now: str, line: int, what: str) -> None:
    """Each with its line, counted from 1 with the header."""
    problem = refused(folder, "returns.csv", RETURNS.replace(was, now, 1))
    assert (problem.line, what in problem.what) == (line, True), str(problem)


HEADERS = [
    ("area,count,measure,key,figure", "missing: source"),
    ("area,count,measure,key,votes,source", "missing: figure; not expected: votes"),
    ("area,count,measure,key,figure,figure", "missing: source; a column stands twice"),
    ("area,count,measure,key,figure,source,source", "a column stands twice"),
    ("area;count;measure;key;figure;source", "missing: area, count, measure, key, figure, source"),
    ("", "missing: area, count, measure, key, figure, source"),
]


@pytest.mark.parametrize(("header", "what"), HEADERS, ids=[one[0] for one in HEADERS])
def test_a_header_that_is_not_the_one_expected(folder: Path, header: str, what: str) -> None:
    """A column missing, renamed, twice; the message lists the columns."""
    problem = refused(folder, "returns.csv", RETURNS.replace(RETURNS.splitlines()[0], header))
    assert problem.line == 1
    assert "expected the columns area,count,measure,key,figure,source[,version][,status]" in problem.what
    assert what in problem.what


BYTES = [
    (b"", 1, "the file is empty (0 bytes); where nothing is known yet, leave the file out"),
    (b"\xef\xbb\xbf", 1, "expected the columns"),
    (RETURNS.replace("ada,500", "añada,500").encode("windows-1252"), 6, "byte 0xf1 is not UTF-8"),
    (RETURNS.encode("utf-16"), 1, "the file is UTF-16; save it as UTF-8"),
    (b"PK\x03\x04\x14\x00", 1, "expected the columns"),
]


@pytest.mark.parametrize(("content", "line", "what"), BYTES, ids=["0", "mark only", "cp1252", "utf-16", "xlsx"])
def test_bytes_that_are_not_a_table(folder: Path, content: bytes, line: int, what: str) -> None:
    """Nothing in the file, another encoding, a spreadsheet under another name."""
    problem = refused(folder, "returns.csv", content)
    assert (problem.line, what in problem.what) == (line, True), str(problem)


LOTS = "count,for,among,drawn,on,witness,source\n"
BESIDE = [
    ("lots.csv", LOTS + "1,election,ada;ben,cy,,,\n", "`drawn` one of them"),
    ("lots.csv", LOTS + "1,election,ada,ada,,,\n", "two or more different candidates"),
    ("lots.csv", LOTS + "1,coin,ada;ben,ada,,,\n", "`coin` is not one of election, exclusion, order"),
    ("lots.csv", LOTS + "1,election,ada;ben,ada,5 May,,\n", "`on` is `5 May`; expected a date such as 2017-05-05"),
    ("accounts.csv", "area,box,entrusted,issued,unused,spoilt,tendered,found\nnorth,1,x,,,,,\n", "`entrusted` is"),
    ("published.csv", "area,count,what,key,value,base,source\nnorth,1,share,ada,,valid,\n", "`value` is empty"),
    ("published.csv", "area,count,what,key,value,base,source\nnorth,1,share,ada,9,all,\n", "`all` is not one of"),
    ("conflicts.csv", "area,count,measure,key,figure,source,why\nnorth,1,vote,ada,9,,\n", "`vote` is not one of"),
    ("conflicts.csv", "area,count,measure,key,figure,source,why\nnorth,1,votes,bob,9,,\n", "not a candidate"),
    ("conflicts.csv", "area,count,measure,key,figure,source,why\nnorth,1,votes,ada,9.5,,\n", "`figure` is `9.5`"),
    ("conflicts.csv", "area,count,measure,key,figure,source,why\nnorth,1,turnout,,9%,,\n", "`figure` is `9%`"),
]


@pytest.mark.parametrize(("name", "content", "what"), BESIDE, ids=[f"{one[0]} {one[2]}" for one in BESIDE])
def test_a_table_beside_the_returns_that_is_not_understood(
    folder: Path, name: str, content: str, what: str
) -> None:
    """Lots, ballot paper accounts, printed statements and conflicts."""
    problem = refused(folder, name, content)
    assert (problem.line, what in problem.what) == (2, True), str(problem)


VERSIONED = """\
area,count,measure,key,figure,source,version,status
north,1,votes,ada,6,form,{}
north,1,votes,ben,3,form,{}
"""


def test_one_return_is_provisional_or_final(folder: Path) -> None:
    """The status is that of the whole return of an area and count."""
    problem = refused(folder, "returns.csv", VERSIONED.format("1,provisional", "1,final"))
    assert (problem.line, problem.what) == (3, "one return is provisional or final, not both")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The path is told; there is no line to tell."""
    with pytest.raises(Unreadable) as problem:
        read_election(tmp_path / "mayor.nowhere.2021-05-06")
    assert str(problem.value).endswith("mayor.nowhere.2021-05-06: there is no such election folder")


def test_a_folder_without_its_contest(folder: Path) -> None:
    """election.toml is the one file that must be there."""
    (folder / "election.toml").unlink()
    with pytest.raises(Unreadable, match=r"election\.toml:1: the file cannot be opened"):
        read_election(folder)


def test_no_returns_yet_is_an_election_to_come(folder: Path) -> None:
    """Without returns.csv every area owes its first count."""
    (folder / "returns.csv").unlink()
    election = read_election(folder)
    outcome = count(election.contest, election.returns)
    assert isinstance(outcome, Awaiting)
    assert outcome.areas == ("north", "south")


@pytest.mark.parametrize(
    "rewritten",
    [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: raw.rstrip(b"\n")],
    ids=["byte-order mark", "CRLF", "no last newline"],
)
def test_what_a_spreadsheet_does_to_text_is_read_the_same(
    folder: Path, rewritten: Callable[[bytes], bytes]
) -> None:
    """A byte-order mark, line ends of Windows and a missing last line end change nothing."""
    before = read_election(folder)
    for path in folder.iterdir():
        path.write_bytes(rewritten(path.read_bytes()))
    assert read_election(folder) == before


def test_columns_may_stand_in_any_order(folder: Path) -> None:
    """Cells are joined to their columns by name, never by position."""
    before = read_election(folder)
    lines = [",".join(reversed(line.split(","))) for line in RETURNS.splitlines()]
    (folder / "returns.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert read_election(folder) == before


def test_whole_authority_figures_stand_beside_a_declaration(folder: Path) -> None:
    """ALL is allowed where declared.toml says what was declared."""
    shutil.copy(folder / "returns.csv", folder / "kept")
    (folder / "returns.csv").write_text(RETURNS + "ALL,1,votes,ada,1100,form\n", encoding="utf-8")
    (folder / "declared.toml").write_text('elected = "ada"\n', encoding="utf-8")
    assert {one.area for one in read_election(folder).returns} == {"north", "south", "ALL"}
