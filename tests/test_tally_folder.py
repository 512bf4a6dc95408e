"""The folder a tally writes: complete, true to the papers, and honest about what it could not write."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from typed import run

from mayoral.cli import tally_folder
from mayoral.files.papers import blt

ROOT = Path(__file__).parent.parent
LABOUR = ROOT / "elections/selection.labour.leader.2010-09-25"
WITHDRAWN = "# candidate: A,Ann\n# candidate: B,Ben\n# candidate: C,Cy\nr1,r2\nA|B,C\nA,B\nA,\nC,A\n"
EVERY = {
    "transcript.txt", "result.json", "count-sheet.txt", "returns.csv",
    "condensed.csv", "ballots.blt", "ballots.toi", "rankings.csv",
}  # fmt: skip


def written(folder: Path, text: str = "r1,r2\nAnn,Ben\nBen,Ann\nAnn,\n") -> Path:
    """A file of papers."""
    path = folder / "papers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def names(folder: Path) -> set[str]:
    """The names of the files in a folder."""
    return {one.name for one in folder.iterdir()}


def test_eligibility_and_turnout_are_in_everything_a_tally_gives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """266 papers of 270 who might vote: 98.52 %, as `mayoral count` says of the same folder."""
    folder = tmp_path / LABOUR.name
    shutil.copytree(LABOUR, folder)
    row = "members,0,electorate,,270,preflib\n"
    returns = (folder / "returns.csv").read_text(encoding="utf-8")
    (folder / "returns.csv").write_text(returns + row, encoding="utf-8")
    told = "Turnout: 98.52 % (266 ballot papers in the count ÷ electorate 270)."
    offices = f"--offices {ROOT / 'offices'}"
    _, out, problem = run(f"tally {folder} {offices} --to {tmp_path / 'out'}", capsys)
    assert problem == ""
    assert told in out
    assert told in run(f"count {folder} {offices}", capsys)[1]
    assert json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["electorate"] == 270
    assert row in (tmp_path / "out" / "returns.csv").read_text(encoding="utf-8")


def test_papers_with_somebody_withdrawn_are_copied_as_they_were_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No mark is struck out of the copies; they say who is withdrawn, and count as the papers did."""
    path = written(tmp_path, WITHDRAWN)
    to = tmp_path / "out"
    _, first, _ = run(f"tally {path} --withdrawn A --to {to}", capsys)
    table = (to / "condensed.csv").read_text(encoding="utf-8").splitlines()
    assert f"# sha256: {hashlib.sha256(path.read_bytes()).hexdigest()}" in table
    assert "# withdrawn: A" in table
    assert table[-4:] == ["1,A,", "1,A,B", "1,A|B,C", "1,C,A"]
    assert (to / "ballots.blt").read_text(encoding="utf-8").splitlines()[:6] == [
        "3 1", "-1", "1 1 0", "1 1 2 0", "1 1=2 3 0", "1 3 1 0",
    ]  # fmt: skip
    for copy in ("condensed.csv", "ballots.blt"):
        _, again, _ = run(f"tally {to / copy}", capsys)
        assert "Withdrawn and struck out of every paper: Ann." in again
        assert again.partition("First count")[2] == first.partition("First count")[2]


@pytest.mark.parametrize("below", ["", "/deeper/still"])
def test_a_folder_that_cannot_stand_is_refused_before_anything_is_counted(
    below: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file stands there: exit status 2, in words."""
    afile = tmp_path / "afile"
    afile.write_text("mine", encoding="utf-8")
    status, out, problem = run(f"tally {written(tmp_path)} --to {afile}{below}", capsys)
    assert (status, out) == (2, "")
    assert problem.startswith(f"mayoral: --to: `{afile}` is a file; expected a folder")
    assert afile.read_text(encoding="utf-8") == "mine"
    status, _, problem = run(f"simulate {LABOUR} --papers 5 --to {afile}/rehearsal-a.csv", capsys)
    assert status == 2
    assert "it cannot be written" in problem


def test_a_threshold_that_shows_one_paper_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not once the rest stands there."""
    status, out, problem = run(f"tally {written(tmp_path)} --to {tmp_path / 'out'} --rarest 1", capsys)
    assert (status, out) == (2, "")
    assert "never published" in problem
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ('r1,r2\n"Bob ""B Lee",Ann\nAnn,\n"Bob ""B Lee",\n', {"ballots.blt"}),
        ('# candidate: a,Ann\n# candidate: b,"Bob\tLee"\nr1,r2\na,b\nb,\na,\n', {"ballots.blt", "ballots.toi"}),
    ],
)
def test_what_one_format_cannot_hold_is_said_and_the_rest_stands(
    text: str, missing: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The count is shown; no file of an earlier tally is left to be taken for one of these papers."""
    to = tmp_path / "out"
    run(f"tally {written(tmp_path)} --to {to}", capsys)
    assert names(to) == EVERY
    status, out, problem = run(f"tally {written(tmp_path, text)} --to {to}", capsys)
    assert status == 1
    assert " is elected" in out
    assert names(to) == EVERY - missing
    assert {line.split(" is not written: ")[0].rpartition("/")[2] for line in problem.splitlines()} == missing
    assert (to / "transcript.txt").read_text(encoding="utf-8") == out


def test_a_disk_that_takes_no_more_is_said_with_what_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit status 2 and no traceback; the count is shown."""
    really = tally_folder.replace_file

    def full(path: Path, parts: object) -> None:
        if path.name == "returns.csv":
            raise OSError(28, "No space left on device")
        really(path, parts)  # type: ignore[arg-type]

    monkeypatch.setattr(tally_folder, "replace_file", full)
    status, out, problem = run(f"tally {written(tmp_path)} --to {tmp_path / 'out'}", capsys)
    assert status == 2
    assert " is elected" in out
    assert problem == (
        f"mayoral: {tmp_path / 'out' / 'returns.csv'}: it cannot be written: No space left on device; "
        "written so far: transcript.txt, result.json, count-sheet.txt\n"
    )


@pytest.mark.parametrize("early", [True, False])
def test_who_stops_the_writing_is_told_what_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, early: bool
) -> None:
    """Before the first file nothing; later the names of those that stand, each whole."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(*((tally_folder, "replace_file", stopped) if early else (blt, "write_blt", stopped)))
    to = tmp_path / "out"
    status, out, problem = run(f"tally {written(tmp_path)} --to {to}", capsys)
    assert status == 130
    assert " is elected" in out
    if early:
        assert problem == f"mayoral: stopped; in {to} nothing was written\n"
    else:
        five = "transcript.txt, result.json, count-sheet.txt, returns.csv, condensed.csv"
        assert problem == f"mayoral: stopped; in {to} written so far: {five}\n"
        assert names(to) == set(five.split(", "))


def test_no_weighted_college_is_counted_by_the_supplementary_vote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Shares of sections have no second preferences that could be added up."""
    (tmp_path / "election.toml").write_text(
        'id = "selection.x.y.2026-08"\noffice = "y"\ntitle = "College"\nmethod = "alternative-vote"\n'
        'method_law = ""\npoll_date = 2026-08-01\n'
        'areas = [{ id = "m", name = "Members", weight = "2/3" }, { id = "u", name = "Unions", weight = "1/3" }]\n'
        'candidates = [{ id = "a", name = "Ann" }, { id = "b", name = "Ben" }, { id = "c", name = "Cy" }]\n'
        '[rules]\nmore_than_half_of = "continuing"\nstop = "majority"\ntie = "lot"\n',
        encoding="utf-8",
    )
    (tmp_path / "ballots.csv").write_text("area,r1,r2\nm,a,\nm,b,\nm,c,\nu,a,\n", encoding="utf-8")
    assert "Ann is elected" in run(f"tally {tmp_path} --withdrawn c", capsys)[1]
    status, out, problem = run(f"tally {tmp_path} --method supplementary-vote", capsys)
    assert (status, out) == (2, "")
    assert problem == "mayoral: --method: sections with weights are never counted by the supplementary vote\n"


def test_a_tally_never_writes_into_an_election_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was typed there from a source stays byte for byte; the refusal comes before anything is counted."""
    folder = tmp_path / LABOUR.name
    shutil.copytree(LABOUR, folder)
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    status, out, problem = run(f"tally {folder} --to {folder}", capsys)
    assert (status, out) == (2, "")
    assert problem.startswith(f"mayoral: --to: `{folder}` is an election folder")
    assert "expected another folder" in problem
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    for _ in range(2):  # a tally's own folder is written anew
        assert run(f"tally {folder} --to {tmp_path / 'out'}", capsys)[0] == 0
