"""One paper of a file, whatever the format: the line that is asked for, and no other."""

from __future__ import annotations

import copy
import json
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from test_cast_vote_records import SAMPLE
from test_forms import BY_CANDIDATE, RANKED

from mayoral.cli import main
from mayoral.contest.papers import Marks
from mayoral.files.condense import rows
from mayoral.files.condense.engines import engine
from mayoral.files.papers.ballots import Ask, read_paper, read_papers
from mayoral.files.reading import Unreadable

ROOT = Path(__file__).resolve().parent.parent
LABOUR = str(next((ROOT / "elections").glob("*labour*2010*")))


def explained(path: str, ask: Ask, last: int) -> Counter[tuple[str, Marks]]:
    """The paper of every line that has one, up to a line."""
    found: Counter[tuple[str, Marks]] = Counter()
    for line in range(-1, last + 2):
        with suppress(Unreadable):
            found[read_paper(path, ask._replace(only=line))] += 1
    return found


@pytest.mark.parametrize("kind", ["csv", "tsv", "blt", "soi", "toi", "parquet"])
def test_the_papers_of_all_lines_are_the_papers_of_the_file(kind: str, tmp_path: Path) -> None:
    """Each line gives the marks that stand on it, and between them the different papers of the file."""
    path = str(tmp_path / f"rehearsal-papers.{kind}")
    assert main(["simulate", LABOUR, "--papers", "40", "--seed", "7", "--to", path]) == 0
    whole = read_papers(path, Ask())
    lines = 40 if kind == "parquet" else len(Path(path).read_text(encoding="utf-8").splitlines())
    found = explained(path, Ask(), lines)
    assert set(found) == set(whole.papers)
    if kind in {"csv", "tsv", "parquet"}:  # one paper a line
        assert found == whole.papers


def test_a_line_of_equal_papers_of_a_blt_file_is_found_wherever_it_stands(tmp_path: Path) -> None:
    """Equal lines are understood once, and each may be asked for."""
    path = tmp_path / "papers.blt"
    path.write_text('3 1\n-3\n2 1 2 0\n1 2 0\n2 1 2 0\n0\n"Ann"\n"Ben"\n"Cy"\n"Chair"\n')
    first, second = (frozenset({one.id}) for one in read_papers(str(path), Ask()).candidates[:2])
    for line, want in ((3, (first, second)), (4, (second,)), (5, (first, second))):
        assert read_paper(str(path), Ask(only=line)) == ("", want)
    for line in (1, 2, 6, 7, 11):
        with pytest.raises(Unreadable, match="no paper stands there"):
            read_paper(str(path), Ask(only=line))


def test_a_paper_over_several_lines_is_found_by_the_line_it_begins_on(tmp_path: Path) -> None:
    """No part of it is a paper, whatever it looks like, and the paper behind it stands where it stands."""
    path = tmp_path / "papers.csv"
    note = '"first\n9,x,North,Birch\nlast"'
    path.write_text(f"id,note,area,r1\n1,ok,North,Ash\n2,{note},South,Cedar\n3,,South,Ash\n")
    marked = {line: read_paper(str(path), Ask(only=line)) for line in (2, 3, 6)}
    assert [(area, *mark) for area, (mark,) in marked.values()] == [
        ("North", "Ash"), ("South", "Cedar"), ("South", "Ash"),
    ]  # fmt: skip
    for line in (4, 5):
        with pytest.raises(Unreadable, match="belongs to the paper that begins on line 3") as refused:
            read_paper(str(path), Ask(only=line))
        assert refused.value.line == line
    with pytest.raises(Unreadable, match="no such line"):
        read_paper(str(path), Ask(only=7))


@pytest.mark.parametrize("text", [RANKED, BY_CANDIDATE])
def test_a_row_of_a_form_is_found_by_its_line(text: str, tmp_path: Path) -> None:
    """The header is on line 1, the first voter on line 2."""
    path = tmp_path / "form.csv"
    path.write_text(text, encoding="utf-8")
    whole = read_papers(str(path), Ask(form=True))
    assert explained(str(path), Ask(form=True), 5) == whole.papers
    assert read_paper(str(path), Ask(form=True, only=5)) == ("", ())


def test_a_cast_vote_record_is_found_by_its_number(tmp_path: Path) -> None:
    """Records are counted from 1 in the order of the file."""
    one_contest = copy.deepcopy(SAMPLE)
    del one_contest["Election"][0]["Contest"][1]
    path = tmp_path / "records.json"
    path.write_text(json.dumps(one_contest), encoding="utf-8")
    assert explained(str(path), Ask(), 6) == read_papers(str(path), Ask()).papers


def test_the_command_explains_a_line_of_a_blt_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cy's only paper goes to Ben, who has then more than Ann."""
    path = tmp_path / "papers.blt"
    path.write_text('3 1\n2 1 0\n2 2 0\n1 3 2 0\n0\n"Ann"\n"Ben"\n"Cy"\n"Chair"\n')
    assert main(["explain", str(path), "4"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Marks: first Cy; second Ben.\nCount 1: it counts for Cy, marked first.\n")
    assert "Count 2: Cy is out; it passes to Ben" in told
    assert main(["explain", str(path), "5"]) == 2
    assert capsys.readouterr().err == f"mayoral: {path}:5: no paper stands there\n"


def test_a_row_of_parquet_without_an_order_is_not_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a cluster rows come in any order."""
    path = str(tmp_path / "rehearsal-papers.parquet")
    main(["simulate", LABOUR, "--papers", "4", "--to", path])
    unordered = replace(engine("polars"), slice=None)
    monkeypatch.setattr(rows, "engine", lambda _name: unordered)
    with pytest.raises(Unreadable, match="no order"):
        read_paper(path, Ask(engine="polars", only=1))
