"""Two candidates of one name: told apart by id, or by their place, and never put together."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from mayoral.cli import main
from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Area, AreaId, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method
from mayoral.contest.papers import Condensed
from mayoral.counting.papers import papers_of
from mayoral.files.papers.ballots import Ask, read_papers
from mayoral.files.reading import Unreadable
from mayoral.publish.wording import Names, listed

NAME = "John Smith"
TREE, ROCK, CY = (
    Candidate(CandidateId(one), name, description)
    for one, name, description in (
        ("js-1", "John Smith", "Tree"),
        ("js-2", "John Smith", "Rock"),
        ("cy", "Cy", ""),
    )
)
ELECTION = """
id = "selection.t.y.2026-08"
title = "Twins"
office = "y"
poll_date = "2026-08"
method = "alternative-vote"
method_law = "party rule"
areas = [ { id = "papers", name = "All" } ]
candidates = [
  { id = "js-1", name = "John Smith", description = "Tree" },
  { id = "js-2", name = "John Smith", description = "Rock" },
  { id = "cy", name = "Cy" },
]

[rules]
more_than_half_of = "continuing"
stop = "majority"
tie = "lot"
overvote = "skip"
"""
BLT = '3 1\n{}3 {tree} 0\n5 {rock} 0\n1 {cy} {rock} 0\n0\n{names}"T"\n'


def contest(*standing: Candidate) -> Contest:
    """A contest between these candidates."""
    areas = (Area(AreaId("papers"), "All"),)
    return Contest("t", "Twins", Method.FIRST_PAST_THE_POST, "", areas, standing)


def firsts(papers: Condensed) -> dict[str, int]:
    """First preferences."""
    found: dict[str, int] = {}
    for (_, marks), number in papers.papers.items():
        for who in marks[0] if marks else ():
            found[who] = found.get(who, 0) + number
    return found


def blt(folder: Path, order: str = "tree rock cy", gone: str = "") -> Condensed:
    """A BLT file with three papers for the tree, five for the rock and one for Cy, in an order of candidates."""
    words = order.split()
    places = {word: str(at) for at, word in enumerate(words, 1)}
    names = "".join('"Cy"\n' if word == "cy" else '"John Smith"\n' for word in words)
    (folder / "papers.blt").write_text(BLT.format(gone, names=names, **places), encoding="utf-8")
    return read_papers(str(folder / "papers.blt"), Ask())


@pytest.mark.parametrize("engine", ["stdlib", "polars", "duckdb"])
def test_a_cell_with_the_name_of_two_is_refused_and_ids_are_read(engine: str, tmp_path: Path) -> None:
    """The line is told, and what to write there."""
    path = tmp_path / "papers.csv"
    ask = Ask((TREE, ROCK, CY), engine=engine)
    path.write_text("r1,r2\njs-1,Cy\njs-2,js-1\ncy,John Smith\n")
    with pytest.raises(
        Unreadable, match="several are called `John Smith`; write their ids: js-1, js-2"
    ) as refused:
        read_papers(str(path), ask)
    assert refused.value.line == 4
    path.write_text("r1,r2\njs-1,Cy\njs-2,js-1\njs-2|js-1,\n")
    both = frozenset({TREE.id, ROCK.id})
    assert firsts(read_papers(str(path), ask)) == {"js-1": 2, "js-2": 2}
    assert read_papers(str(path), ask).papers["", (both,)] == 1
    if engine != "stdlib":
        pl.DataFrame({"r1": ["js-1", "John Smith"]}).write_parquet(tmp_path / "papers.parquet")
        with pytest.raises(Unreadable, match="several are called `John Smith`"):
            read_papers(str(tmp_path / "papers.parquet"), ask)


def test_a_name_with_a_bar_in_it_that_two_bear_is_not_taken_for_two_names(tmp_path: Path) -> None:
    """`Ann|Ben` may be a name, and then it is nobody's over-voted rank."""
    roll = [Candidate(CandidateId(str(at)), name) for at, name in enumerate(("A|B", "A|B", "A", "B"), 1)]
    (tmp_path / "papers.csv").write_text("r1\nA|B\n")
    with pytest.raises(Unreadable, match="several are called"):
        read_papers(str(tmp_path / "papers.csv"), Ask(roll))


def test_the_comments_of_a_file_name_two_of_one_name_and_nobody_twice(tmp_path: Path) -> None:
    """Two of one name by their ids; one id standing twice is refused with its line, as is an area."""
    path = tmp_path / "papers.csv"
    head = "# candidate: a,Ann\n# candidate: b,Ann\nr1\na\nb\n"
    path.write_text(head)
    assert firsts(read_papers(str(path), Ask())) == {"a": 1, "b": 1}
    path.write_text(head + "Ann\n")
    with pytest.raises(Unreadable, match="several are called `Ann`; write their ids: a, b") as refused:
        read_papers(str(path), Ask())
    assert refused.value.line == 6
    for twice in ("# candidate: a,Ann\n# candidate: a,Ben\nr1\na\n", "# area: n,N\n# area: n,M\narea,r1\nn,a\n"):
        path.write_text(twice)
        with pytest.raises(Unreadable, match="stands twice") as refused:
            read_papers(str(path), Ask())
        assert refused.value.line == 2


def test_two_areas_of_one_name_are_never_one(tmp_path: Path) -> None:
    """A cell with the name is refused; their ids are read."""
    path = tmp_path / "papers.csv"
    head = "# candidate: a,Ann\n# area: n,North\n# area: m,North\narea,r1\nn,a\nm,a\n"
    path.write_text(head)
    assert {area for area, _ in read_papers(str(path), Ask()).papers} == {"n", "m"}
    path.write_text(head + "North,a\n")
    with pytest.raises(Unreadable, match="`North` is not an area; expected n, m"):
        read_papers(str(path), Ask())


def test_in_blt_the_second_of_a_name_is_the_second_who_stands(tmp_path: Path) -> None:
    """By place where all names stand in the contest's order, whatever ids are made from the names."""
    assert firsts(papers_of(contest(TREE, ROCK, CY), blt(tmp_path))) == {"js-1": 3, "js-2": 5, "cy": 1}
    second, first = (Candidate(CandidateId(one), "John Smith") for one in ("john-smith-2", "john-smith"))
    found = papers_of(contest(second, first, CY), blt(tmp_path))
    assert firsts(found) == {"john-smith-2": 3, "john-smith": 5, "cy": 1}
    with pytest.raises(Refused, match=r"several are called `John Smith`.*ids: js-1, js-2"):
        papers_of(contest(TREE, ROCK, CY), blt(tmp_path, "cy tree rock"))
    with pytest.raises(Refused, match="several are called"):
        papers_of(contest(TREE, CY), blt(tmp_path))


def test_in_a_file_with_ids_the_order_does_not_matter() -> None:
    """Ids join, and a file whose ids and names contradict each other joins nobody."""
    mine = (CY, ROCK, TREE)
    papers = Condensed(mine, (("", ""),), {("", (frozenset({ROCK.id}),)): 5, ("", (frozenset({TREE.id}),)): 3}, 8)
    assert firsts(papers_of(contest(TREE, ROCK, CY), papers)) == {"js-1": 3, "js-2": 5}
    crossed = Condensed((Candidate(CandidateId("cy"), "Di"), CY), (("", ""),), {}, 0)
    with pytest.raises(Refused, match="call `cy` by the name"):
        papers_of(contest(CY, Candidate(CandidateId("di"), "Di")), crossed)
    both = Condensed((CY, Candidate(CandidateId("x"), "Cy B")), (("", ""),), {}, 0)
    with pytest.raises(Refused, match="does not stand"):
        papers_of(contest(CY), both)
    sea = Condensed((Candidate(CandidateId("cy"), "Sea"), Candidate(CandidateId("x"), "Cy")), (("", ""),), {}, 0)
    with pytest.raises(Refused, match="`cy` and `x` of the papers would both be `cy`"):
        papers_of(contest(CY), sea)


def test_whoever_is_withdrawn_is_struck_out_and_no_other_of_the_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a line of the BLT file, or by an id of the election or of the papers on the command line."""
    folder = tmp_path / "twins"
    folder.mkdir()
    (folder / "election.toml").write_text(ELECTION, encoding="utf-8")
    path = tmp_path / "papers.blt"
    for gone, asked in (("-1\n", []), ("", ["--withdrawn", "js-1"]), ("", ["--withdrawn", "john-smith"])):
        blt(tmp_path, gone=gone)
        assert main(["tally", str(path), "--election", str(folder), *asked]) == 0
        told = capsys.readouterr().out
        assert "Withdrawn and struck out of every paper: John Smith." in told
        assert told.count("John Smith  ") == 1  # who stands yet, in the one count there is
        assert " 5 " in told


def test_a_transcript_tells_twins_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever is elected or excluded is told with their description, and nobody else is."""
    (tmp_path / "election.toml").write_text(ELECTION)
    (tmp_path / "ballots.csv").write_text("r1,r2\n" + "js-1,\n" * 3 + "js-2,\n" * 5 + "cy,js-2\n")
    main(["tally", str(tmp_path / "ballots.csv"), "--election", str(tmp_path)])
    told = capsys.readouterr().out
    assert "John Smith (Rock) is elected" in told
    assert "John Smith (Tree)" in told
    assert "Cy (" not in told


@pytest.mark.parametrize(
    ("told", "called"),
    [
        ((("Independent", "ind"), ("Independent", "ind")), ("js-0", "js-1")),
        ((("Independent", "ind"), ("Independent", "ind"), ("Tree", "t")), ("js-0", "js-1", "Tree")),
        ((("", "Rock"), ("", "Tree")), ("Rock", "Tree")),
        ((("Independent", None), ("Independent", "Rock")), ("js-0", "Rock")),
        ((("Rock", None), ("", "Rock")), ("js-0", "js-1")),
        ((("", None), ("", None)), ("js-0", "js-1")),
    ],
)
def test_two_of_one_name_are_told_apart_whatever_they_call_themselves(
    told: tuple[tuple[str, str | None], ...], called: tuple[str, ...]
) -> None:
    """By description, else by party, else by id; any number may be "Independent". Law: SI 2017/67 Sch 1 r 6(5)."""
    standing = [Candidate(CandidateId(f"js-{at}"), NAME, *one) for at, one in enumerate(told)]
    names = Names(contest(*standing))
    assert [names.who(one.id) for one in standing] == [f"{NAME} ({one})" for one in called]
    assert names.all_of([one.id for one in standing]) == listed(f"{NAME} ({one})" for one in called)
