"""PrefLib files read and written; their header states how many papers there must be."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.findings import Refused
from mayoral.contest.papers import Condensed, Head, Marks, Paper
from mayoral.files.elections import read_election
from mayoral.files.papers.contents import ONE_AREA, named
from mayoral.files.papers.preflib import holds, read_preflib, write_preflib
from mayoral.files.reading import Unreadable
from mayoral.methods import METHODS

ELECTIONS = Path(__file__).parent.parent / "elections"
BURLINGTON = ELECTIONS / "selection.burlington.mayor.2009-03-03"
LABOUR = ELECTIONS / "selection.labour.leader.2010-09-25"
NEW = """\
# FILE NAME: club.toi
# TITLE: The club's chair
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 6
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Ada Lo
# ALTERNATIVE NAME 2: Ben
# ALTERNATIVE NAME 3: Cy
3: 1,3
2: {1,2},3
1: 2
"""
OLD = "3\n1,Ada Lo\n2,Ben\n3,Cy\n6,6,3\n3,1,3\n2,{1,2},3\n1,2\n"
PAPERS = {
    ("", (frozenset({"ada-lo"}), frozenset({"cy"}))): 3,
    ("", (frozenset({"ada-lo", "ben"}), frozenset({"cy"}))): 2,
    ("", (frozenset({"ben"}),)): 1,
}


def saved(folder: Path, text: str | bytes, name: str = "club.toi") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "text", [NEW, OLD, NEW.replace("\n", "\r\n"), "\ufeff" + NEW], ids=["new", "old", "crlf", "bom"]
)
def test_both_headers_give_the_same_papers(tmp_path: Path, text: str) -> None:
    """The header of named lines (since 2021) and the older one of numbers."""
    read = read_preflib(saved(tmp_path, text))
    assert read.papers == PAPERS
    assert [one.name for one in read.candidates] == ["Ada Lo", "Ben", "Cy"]
    assert (read.read, read.stated, read.areas) == (6, 6, ONE_AREA)
    assert read.title == ("" if text == OLD else "The club's chair")


def first_votes(contest: Contest, papers: Condensed) -> Counter[str | Head]:
    """What each paper gives at the first count."""
    votes: Counter[str | Head] = Counter()
    for (_, marks), times in papers.papers.items():
        voted = METHODS[contest.method].vote(Paper(marks), contest.standing, 1)
        assert isinstance(voted, str | Head)
        votes[voted] += times
    return votes


@pytest.mark.parametrize(
    ("folder", "name", "number"), [(BURLINGTON, "ballots.toi", 8980), (LABOUR, "ballots.soi", 266)]
)
def test_papers_of_real_elections_give_the_known_first_preferences(folder: Path, name: str, number: int) -> None:
    """Burlington 2009: 8,980 papers; the Labour section of 2010: 266. Ids are those of the election folders."""
    contest = read_election(folder).contest
    read = read_preflib(folder / name)
    assert read.read == number
    assert [one.id for one in read.candidates] == [one.id for one in contest.candidates]
    first = read_election(folder).returns[0]
    expected = {key: votes for (measure, key), votes in first.figures.items() if measure.value == "votes"}
    votes = first_votes(contest, read)
    assert {who: votes[CandidateId(who)] for who in expected} == expected
    assert votes.total() == number


@pytest.mark.parametrize(
    ("path", "ending"), [(BURLINGTON / "ballots.toi", "toi"), (LABOUR / "ballots.soi", "soi")]
)
def test_a_real_file_cut_at_any_byte_of_its_last_kilobyte_is_refused(
    tmp_path: Path, path: Path, ending: str
) -> None:
    """Voters and orders are stated, and the last line must have its end."""
    whole = path.read_bytes()
    for kept in range(len(whole) - 1024, len(whole)):
        with pytest.raises(Unreadable):
            read_preflib(saved(tmp_path, whole[:kept], f"cut.{ending}"))


@pytest.mark.parametrize(("whole", "name"), [(OLD.encode(), "a.toi"), (gzip.compress(NEW.encode()), "a.toi.gz")])
def test_an_old_or_packed_file_cut_at_any_byte_is_refused(tmp_path: Path, whole: bytes, name: str) -> None:
    """The older header states the same numbers; a gzip file states its length."""
    assert read_preflib(saved(tmp_path, whole, name)).read == 6
    for kept in range(len(whole)):
        with pytest.raises(Unreadable):
            read_preflib(saved(tmp_path, whole[:kept], name))


@pytest.mark.parametrize(
    ("was", "becomes", "line", "words"),
    [
        ("VOTERS: 6", "VOTERS: 7", 12, "7 voters, the lines hold 6"),
        ("ORDERS: 3", "ORDERS: 4", 12, "4 orders, the lines hold 3"),
        ("VOTERS: 6", "VOTERS: six", 5, "whole number, found `six`"),
        ("# NUMBER VOTERS: 6\n", "", 1, "number voters"),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 4", 1, "ALTERNATIVE NAME 4"),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 99999999", 1, "cannot be"),
        ("# DATA TYPE: toi", "# DATA TYPE: soc", 3, "header says soc"),
        ("NAME 2:", "NAME 1:", 8, "stands twice"),
        ("1: 2\n", "1: 4\n", 12, "number from 1 to 3"),
        ("1: 2\n", "1: 0\n", 12, "number from 1 to 3"),
        ("1: 2\n", "1: 2,2\n", 12, "ranked twice"),
        ("1: 2\n", "1: \n", 12, "an order such as"),
        ("1: 2\n", "1: {2\n", 12, "an order such as"),
        ("1: 2\n", "1: {}\n", 12, "whole number"),
        ("1: 2\n", "1 2\n", 12, "an order such as"),
        ("1: 2\n", "0: 2\n", 12, "one paper at least"),
        ("1: 2\n", "-1: 2\n", 12, "whole number"),
        ("1: 2\n", "1: 2", 12, "has no end"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(
    tmp_path: Path, was: str, becomes: str, line: int, words: str
) -> None:
    """Nothing of a file is half-loaded."""
    assert was in NEW
    with pytest.raises(Unreadable, match=words) as refused:
        read_preflib(saved(tmp_path, NEW.replace(was, becomes)))
    assert refused.value.line == line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OLD.replace("6,6,3", "6,7,3"), "voters, their sum"),
        (OLD.replace("2,Ben", "3,Ben"), "expected `2,`"),
        (OLD.replace("3\n1,", "x\n1,", 1), "number of alternatives"),
        ("3\n1,Ada\n", "expected 3 names"),
        ("\n", "number of alternatives"),
    ],
)
def test_an_older_header_that_is_not_understood_is_refused(tmp_path: Path, text: str, words: str) -> None:
    """Names by number and three figures are expected."""
    with pytest.raises(Unreadable, match=words):
        read_preflib(saved(tmp_path, text))


@pytest.mark.parametrize(
    ("name", "words"), [("club.soi", "no ties"), ("club.toc", "ranks every"), ("club.csv", "ends in one of")]
)
def test_papers_must_suit_the_kind_of_file(tmp_path: Path, name: str, words: str) -> None:
    """`s` is strict, `c` is complete."""
    with pytest.raises(Unreadable, match=words):
        read_preflib(saved(tmp_path, OLD, name))


IDS = [CandidateId(one) for one in ("a", "b", "c", "d")]


def is_order(marks: Marks) -> bool:
    """Whether every rank is used and nobody stands at two."""
    ranked = [who for rank in marks for who in rank]
    return bool(marks) and all(marks) and len(ranked) == len(set(ranked))


MARKS = st.lists(st.frozensets(st.sampled_from(IDS), max_size=2), max_size=4).map(tuple)


@settings(deadline=None)
@given(st.dictionaries(st.tuples(st.just(""), MARKS), st.integers(1, 10**9), max_size=12))
def test_orders_are_read_back_and_the_others_are_counted_in_the_description(
    tmp_path_factory: pytest.TempPathFactory, papers: dict[tuple[str, Marks], int]
) -> None:
    """PrefLib holds orders only; how many papers it cannot hold is said."""
    whole = Condensed(named((one, "") for one in IDS), ONE_AREA, papers, sum(papers.values()), title="Club")
    lines = list(write_preflib(whole, "club.toi"))
    read = read_preflib(saved(tmp_path_factory.getbasetemp(), "".join(lines)))
    held = {paper: times for paper, times in papers.items() if is_order(paper[1])}
    assert read.papers == held
    assert (read.candidates, read.title, read.stated) == (whole.candidates, "Club", sum(held.values()))
    left = whole.read - sum(held.values())
    assert any(line.startswith(f"# DESCRIPTION: {left} papers") for line in lines) == bool(left)
    assert ("# MODIFICATION TYPE: induced\n" in lines) == bool(left)


def test_the_header_is_in_the_order_that_preflib_prescribes() -> None:
    """Thirteen names in a fixed order, then a name for each alternative."""
    papers = Condensed(named([("Ada Lo", "")]), ONE_AREA, {("", (frozenset({CandidateId("ada-lo")}),)): 2}, 2)
    keys = [line.partition(":")[0] for line in "".join(write_preflib(papers, "x.soc")).splitlines()]
    assert keys == [
        *("# FILE NAME", "# TITLE", "# DESCRIPTION", "# DATA TYPE", "# MODIFICATION TYPE", "# RELATES TO"),
        *("# RELATED FILES", "# PUBLICATION DATE", "# MODIFICATION DATE", "# NUMBER ALTERNATIVES"),
        *("# NUMBER VOTERS", "# NUMBER UNIQUE ORDERS", "# ALTERNATIVE NAME 1", "2"),
    ]


@pytest.mark.parametrize(("name", "words"), [("x.soi", "no ties"), ("x.toc", "everybody"), ("x.blt", "ends in")])
def test_a_kind_that_cannot_hold_the_papers_is_refused(name: str, words: str) -> None:
    """The refusal names the kind that can."""
    tie = (frozenset({CandidateId("a"), CandidateId("b")}),)
    with pytest.raises(Refused, match=words):
        list(write_preflib(Condensed(named((one, "") for one in "abc"), ONE_AREA, {("", tie): 1}, 1), name))


def test_whether_a_file_can_hold_a_paper_hangs_on_its_name() -> None:
    """A strict kind holds no tie, no kind holds a blank rank or a paper without marks."""
    a, b = IDS[:2]
    assert holds("x.toi", (frozenset({a, b}),))
    assert not holds("x.soi", (frozenset({a, b}),))
    assert not holds("x.toi", ())
    assert not holds("x.toi", (frozenset(), frozenset({a})))
    assert not holds("x.toi", (frozenset({a}), frozenset({a})))
