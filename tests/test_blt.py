"""BLT files read and written: every dialect in use, and nothing that may be only a part of a file."""

from __future__ import annotations

import gzip
import string
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mayoral.contest.candidates import CandidateId
from mayoral.contest.findings import Refused
from mayoral.contest.papers import Condensed, Marks
from mayoral.files.papers.blt import read_blt, write_blt
from mayoral.files.papers.contents import ONE_AREA, named
from mayoral.files.reading import Unreadable

CLUB = """\
# the allotment society's chair
4 1          # four stand
-2           # Ben has withdrawn
3 1 3 4 0
1 4 - 2 0    # nobody second
1 2=3 1 0
1 0
2 4 1 0

0            # the papers end here
"Ada"
"Ben"        # withdrew
"Cy # not a comment"
"Di"
"Chair of the Allotment Society"
"""


def marks(*ranks: str) -> Marks:
    """Marks by candidates' ids, `ada=ben` for an over-voted rank and nothing for a blank one."""
    return tuple(frozenset(CandidateId(one) for one in rank.split("=") if one) for rank in ranks)


def saved(folder: Path, text: str | bytes, name: str = "papers.blt") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_file_with_every_ordinary_feature_is_read(tmp_path: Path) -> None:
    """Comments, withdrawn candidates, weights, skipped and equal ranks, an empty paper, a title."""
    path = saved(tmp_path, CLUB)
    read = read_blt(path)
    assert [(one.id, one.name) for one in read.candidates] == [
        ("ada", "Ada"),
        ("ben", "Ben"),
        ("cy-not-a-comment", "Cy # not a comment"),
        ("di", "Di"),
    ]
    cy = "cy-not-a-comment"
    assert read.papers == {
        ("", marks("ada", cy, "di")): 3,
        ("", marks("di", "", "ben")): 1,
        ("", marks(f"ben={cy}", "ada")): 1,
        ("", ()): 1,
        ("", marks("di", "ada")): 2,
    }
    assert read.read == 8
    assert read.withdrawn == {"ben"}
    assert read.title == "Chair of the Allotment Society"
    assert (read.areas, read.source, read.stated) == (ONE_AREA, "papers.blt", None)
    assert read.sha256 == sha256(CLUB.encode()).hexdigest()


@pytest.mark.parametrize(
    "changed",
    [CLUB.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + CLUB.encode(), gzip.compress(CLUB.encode())],
    ids=["crlf", "byte-order mark", "gzip"],
)
def test_the_same_papers_come_from_other_encodings(tmp_path: Path, changed: bytes) -> None:
    """Line ends, a byte-order mark and compression change no paper."""
    assert read_blt(saved(tmp_path, changed)).papers == read_blt(saved(tmp_path, CLUB, "plain.blt")).papers


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ('"Ada Lo"\n"Ben"\n"Vote"\n', [("Ada Lo", ""), ("Ben", "")]),
        ("Ada Lo\nBen\nVote\n", [("Ada Lo", ""), ("Ben", "")]),
        ('"Ada Lo ""Green Party"""\n"Ben ""Ind"""\n"Vote"\n', [("Ada Lo", "Green Party"), ("Ben", "Ind")]),
        ('"Ada Lo" "Green Party"\n"Ben" "Ind"\n"Vote"\n', [("Ada Lo", "Green Party"), ("Ben", "Ind")]),
        ('"Ada ""Ace"" Lo"\n"Ben"\n"Vote"\n', [('Ada "Ace" Lo', ""), ("Ben", "")]),
        ('"Ada"\n"Ben"\n"Vote"\n"counted by hand"\n"a remark"\n', [("Ada", ""), ("Ben", "")]),
    ],
    ids=["quoted", "bare", "party in doubled quotes", "party beside", "nickname", "source and remark"],
)  # fmt: skip
def test_names_are_read_as_each_program_writes_them(
    tmp_path: Path, names: str, expected: list[tuple[str, str]]
) -> None:
    """The party is the description; the title is the line after the names."""
    read = read_blt(saved(tmp_path, f"2 1\n5 1 2 0\n0\n{names}"))
    assert [(one.name, one.description) for one in read.candidates] == expected
    assert read.title == "Vote"


def test_a_paper_with_an_id_is_one_paper_and_its_id_is_not_kept(tmp_path: Path) -> None:
    """An id in brackets stands in the place of the weight (OpenSTV)."""
    read = read_blt(saved(tmp_path, '2 1\n(box 3/17) 1 2 0\n( b ) 2 0\n(c) 1 2 0\n0\n"A"\n"B"\n'))
    assert read.papers == {("", marks("a", "b")): 2, ("", marks("b")): 1}
    assert "17" not in repr(read.papers)


def test_two_candidates_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """An id is made from each name; the second of a name is numbered."""
    read = read_blt(saved(tmp_path, '2 1\n1 2 0\n0\n"J Li"\n"J. Li"\n'))
    assert [one.id for one in read.candidates] == ["j-li", "j-li-2"]


def test_a_missing_title_is_no_title(tmp_path: Path) -> None:
    """The title is optional, and so is the end of a last line that a quotation mark closes."""
    assert read_blt(saved(tmp_path, '2 1\n1 1 0\n0\n"A"\n"B"\n')).title == ""
    assert read_blt(saved(tmp_path, '2 1\n1 1 0\n0\n"A"\n"B"')).read == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "empty"),
        ("# nothing\n", 1, "number of candidates"),
        ("two 1\n", 1, "number of candidates"),
        ("2\n", 1, "number of candidates"),
        ("99999999 1\n", 1, "number of candidates"),
        ('2 1\n1 1 2\n0\n"A"\n"B"\n', 2, "ends with `0`"),
        ('2 1\n1 1 0\n1 3 0\n0\n"A"\n"B"\n', 3, "`3` is not a candidate"),
        ('2 1\n1 0 1 0\n0\n"A"\n"B"\n', 2, "`0` is not a candidate"),
        ('2 1\n1.5 1 0\n0\n"A"\n"B"\n', 2, "whole number of papers"),
        ('2 1\n-3\n1 1 0\n0\n"A"\n"B"\n', 2, "`3` is not a candidate"),
        ('2 1\n1 1=1 0\n0\n"A"\n"B"\n', 2, "twice at one rank"),
        ('2 1\n1 (1 2) 0\n0\n"A"\n"B"\n', 2, "is not a candidate"),
        ('2 1\n(a) 1 0\n(a) 1 0\n0\n"A"\n"B"\n', 3, "stands twice"),
        ('2 1\n1 1 0\n"A"\n"B"\n', 4, "do not end with a line"),
        ('2 1\n1 1 0\n0\n"A"\n', 4, "2 candidates need"),
        ('2 1\n1 1 0\n0\n"A"\n"B\n', 5, "not closed"),
        ('2 1\n1 1 0\n0\n"A"\n"B" x\n', 5, "words stand outside"),
        ('2 1\n1 1 0\n0\n"A"\n"B ""Green"\n', 5, "not closed"),
        ('2 1\n1 1 0\n0\n"A"\n""\n', 5, "one candidate's name"),
        ('2 1\n1 1 0\n0\n"A" "B"\n"T"\n', 4, "cannot be told"),
        ('2 1\n1 1 0\n0\n"A" "B" "C"\n"D"\n', 4, "one candidate's name"),
        ('1 1\n1 1 0\n0\n"A"\n"T"\n"S"\n"R"\n"X"\n', 8, "nothing after"),
        ("2 1\n1 1 0\n0\nA\nB", 5, "may be cut"),
        (b"2 1\n1 1 0\n0\n\xe9\nB\n", 4, "UTF-8"),
        (gzip.compress(CLUB.encode())[:-9], 1, "cut or damaged"),
        (gzip.compress(CLUB.encode())[:-4] + b"0000", 1, "cut or damaged"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, words: str
) -> None:
    """Nothing of a file is half-loaded."""
    with pytest.raises(Unreadable, match=words) as refused:
        read_blt(saved(tmp_path, text))
    assert refused.value.line == line


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A wrong path is unreadable, not a crash."""
    with pytest.raises(Unreadable, match="cannot be opened"):
        read_blt(tmp_path / "no.blt")


@pytest.mark.parametrize("text", [CLUB, CLUB.replace('"', ""), CLUB.replace('"Ada"', '"Ada ""Green"""')])
def test_a_cut_file_is_refused_or_has_lost_no_paper_and_no_candidate(tmp_path: Path, text: str) -> None:
    """BLT states where the papers and the names end; only whether there was a title cannot be known."""
    whole = text.replace("3 1 3 4 0\n", "3 1 3 4 0\n" * 150).encode()
    told = read_blt(saved(tmp_path, whole))
    accepted = []
    for kept in range(max(0, len(whole) - 1024), len(whole)):
        path = saved(tmp_path, whole[:kept])
        try:
            read = read_blt(path)
        except Unreadable:
            continue
        accepted.append(len(whole) - kept)
        assert (read.papers, read.candidates, read.withdrawn) == (told.papers, told.candidates, told.withdrawn)
    title = len("Chair of the Allotment Society\n") + text.count('"Chair') * 2
    assert set(accepted) <= {1, title, title + 1}


def test_a_cut_gzip_file_is_refused_at_every_byte(tmp_path: Path) -> None:
    """A gzip file states its length and its checksum."""
    whole = gzip.compress(CLUB.encode())
    for kept in range(len(whole)):
        with pytest.raises(Unreadable):
            read_blt(saved(tmp_path, whole[:kept]))


NAMES = st.text(string.ascii_letters + " '’-.éß#,=", min_size=1, max_size=12).map(
    lambda one: one.strip() or "Somebody"
)


@st.composite
def condensed_papers(draw: st.DrawFn) -> Condensed:
    """Condensed papers of one area, with blank, over-voted and repeated ranks."""
    candidates = named((name, "") for name in draw(st.lists(NAMES, min_size=1, max_size=6)))
    ids = [one.id for one in candidates]
    rank = st.frozensets(st.sampled_from(ids), max_size=2)
    used = st.frozensets(st.sampled_from(ids), min_size=1, max_size=3)
    paper = st.one_of(st.just(()), st.tuples(st.lists(rank, max_size=4), used).map(lambda one: (*one[0], one[1])))
    bundles = draw(st.dictionaries(paper, st.integers(1, 10**9), min_size=1, max_size=8))
    papers = {("", one): times for one, times in bundles.items()}
    withdrawn = draw(st.frozensets(st.sampled_from(ids)))
    title = draw(NAMES | st.just(""))
    return Condensed(candidates, ONE_AREA, papers, sum(papers.values()), withdrawn=withdrawn, title=title)


@settings(deadline=None)
@given(condensed_papers())
def test_what_is_written_is_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, papers: Condensed
) -> None:
    """BLT holds candidates, withdrawals, marks, numbers and the title of one area, all of it."""
    path = saved(tmp_path_factory.getbasetemp(), "".join(write_blt(papers)))
    read = read_blt(path)
    assert [one.name for one in read.candidates] == [one.name for one in papers.candidates]
    assert read.papers == papers.papers
    assert (read.withdrawn, read.title, read.read) == (papers.withdrawn, papers.title, papers.read)


@settings(deadline=None)
@given(st.text(max_size=80).map(lambda one: f'2 1\n{one}\n0\n"A"\n"B"\n'))
def test_no_text_makes_the_reader_crash(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands between the first line and the end is read or refused."""
    try:
        read = read_blt(saved(tmp_path_factory.getbasetemp(), text.encode(errors="replace")))
    except Unreadable:
        return
    assert read.read == Counter(read.papers).total()


def test_areas_are_written_together(tmp_path: Path) -> None:
    """BLT knows no areas: equal papers of two areas stand on one line."""
    two = named([("A", ""), ("B", "")])
    papers = Condensed(two, (("x", "X"), ("y", "Y")), {("x", marks("a")): 2, ("y", marks("a")): 3}, 5)
    assert list(write_blt(papers)) == ["2 1\n", "5 1 0\n", "0\n", '"A"\n', '"B"\n', '""\n']
    assert read_blt(saved(tmp_path, "".join(write_blt(papers, seats=2)))).read == 5


@pytest.mark.parametrize("name", ["A\nB", 'five" tall', "A\u2028B"])
def test_a_name_that_cannot_stand_on_a_line_is_not_written(name: str) -> None:
    """Nothing is repaired silently."""
    with pytest.raises(Refused):
        list(write_blt(Condensed(named([(name, "")]), ONE_AREA, {}, 0)))
