"""Rehearsal papers made to fit a result whose rejected papers are known only in part."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from typed import run

CONTEST = """id = "mayor.x.2017-05-04"
title = "SV"
office = "x"
poll_date = 2017-05-04
method = "supplementary-vote"
method_law = "2009 Act Sch 5B para 4"
areas = [{ id = "n", name = "North" }, { id = "s", name = "South" }]
candidates = [
  { id = "a", name = "Ann" }, { id = "b", name = "Ben" }, { id = "c", name = "Cy" }, { id = "d", name = "Di" },
]
"""


def votes(area: str, *held: int) -> str:
    """First preferences."""
    return "".join(f"{area},1,votes,{who},{figure}\n" for who, figure in zip("abcd", held, strict=True))


FIRST = "n,1,papers,,215\n" + votes("n", 80, 60, 40, 20)
SECOND = "n,2,second_count_papers,,60\nn,2,second_preferences,a,20\nn,2,second_preferences,b,15\n"
SOUTH = (
    "s,1,papers,,110\n"
    + votes("s", 40, 50, 10, 5)
    + "s,1,rejected,,5\ns,2,second_count_papers,,15\ns,2,second_preferences,a,2\ns,2,second_preferences,b,5\n"
)
ALL = "n,2,second_preferences_for_eliminated,,10\nn,2,rejected,,15\nn,2,rejected,more-than-one,3\n"


def counted_again(
    folder: Path, returns: str, capsys: pytest.CaptureFixture[str]
) -> tuple[str, str, dict[str, int]]:
    """What simulate says, the file's first line, and the rejected papers of what the papers count to."""
    (folder / "election.toml").write_text(CONTEST, encoding="utf-8")
    header = "area,count,measure,key,figure,source\n"
    rows = "".join(f"{line},\n" for line in returns.splitlines())
    (folder / "returns.csv").write_text(header + rows, encoding="utf-8")
    path = folder / "rehearsal-papers.csv"
    status, said, problem = run(f"simulate {folder} --exactly --to {path}", capsys)
    assert (status, problem) == (0, "")
    run(f"tally {path} --election {folder} --to {folder / 'out'}", capsys)
    found: dict[str, int] = defaultdict(int)
    with (folder / "out" / "rehearsal-returns.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[",".join((row["area"], row["count"], row["measure"], row["key"]))] = int(row["figure"])
    return said, path.read_text(encoding="utf-8").splitlines()[0], found


def test_second_count_rejections_that_are_known_are_given_as_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the south 4 were rejected; for how many eliminated nobody says, so that it is all the rest."""
    returns = FIRST + "n,1,rejected,,15\n" + SECOND + ALL + SOUTH + "s,2,rejected,,4\n"
    _, _, found = counted_again(tmp_path, returns, capsys)
    assert found["n,2,rejected,"] == 15
    assert found["s,2,rejected,"] == 4
    assert found["s,2,second_preferences_for_eliminated,"] == 15 - 2 - 5 - 4


@pytest.mark.parametrize(
    ("heads", "out", "supposed"),
    [
        ({"more-than-one": 6}, 0, 9),
        ({"unmarked-or-uncertain": 6}, 0, 9),
        ({"unmarked-or-uncertain": 6, "unmarked": 4, "uncertain": 2}, 0, 9),
        ({"unmarked": 6}, 0, 9),
        ({"unmarked-or-uncertain": 6, "more-than-one": 6}, 3, 0),
        (
            {"want-of-official-mark": 2, "more-than-one": 6, "unmarked-or-uncertain": 6, "identifies-voter": 1},
            3,
            0,
        ),
        ({"want-of-official-mark": 2, "more-than-one": 6}, 2, 7),
    ],
)
def test_no_rejected_paper_is_dropped_without_a_word(
    heads: dict[str, int], out: int, supposed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 15 rejected in the north those of no known head stand under one that may be, or are said to lack."""
    stated = "".join(f"n,1,rejected,{head},{papers}\n" for head, papers in heads.items())
    returns = FIRST + "n,1,rejected,,15\n" + stated + SECOND + ALL + SOUTH + "s,2,rejected,,4\n"
    said, first, found = counted_again(tmp_path, returns, capsys)
    assert found["n,1,rejected,"] == 15 - out
    assert found["n,1,rejected,more-than-one"] + found["n,1,rejected,unmarked-or-uncertain"] == 15 - out
    if "more-than-one" in heads:
        assert found["n,1,rejected,more-than-one"] == heads["more-than-one"]
    if out:
        assert f"Left out: {out} papers" in said
        assert f"but {out} papers rejected for what no marks show are left out" in first
    else:
        assert "eft out" not in said + first
    assert (f"Supposed: {supposed} rejected papers" in said) == bool(supposed)
    assert (f"of {supposed} rejected papers the head is not known" in first) == bool(supposed)


def test_rejected_papers_that_follow_from_the_papers_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """215 papers and 200 valid ones: 15 were rejected, though no return says so."""
    returns = FIRST + SECOND + ALL + SOUTH + "s,2,rejected,,4\n"
    _, _, found = counted_again(tmp_path, returns, capsys)
    assert found["n,1,papers,"] == 215
    assert found["n,1,rejected,"] == 15
