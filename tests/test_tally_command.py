"""`mayoral tally` and `mayoral explain`, as a party's officer, an auditor or a researcher runs them."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mayoral.cli import main
from mayoral.files.papers.blt import read_blt
from mayoral.files.papers.preflib import read_preflib

ROOT = Path(__file__).parent.parent
BURLINGTON = str(ROOT / "elections/selection.burlington.mayor.2009-03-03")
LABOUR = str(ROOT / "elections/selection.labour.leader.2010-09-25")
PAPERS = "area,r1,r2\nX,Ann,Cy\nX,Ann,\nY,Ben,Ann\nY,Ben,\nY,Cy,Ben\nX,,\n"


@pytest.fixture
def papers(tmp_path: Path) -> str:
    """A bare file: Ann 2, Ben 2, Cy 1 (then Ben), one blank."""
    path = tmp_path / "papers.csv"
    path.write_text(PAPERS)
    return str(path)


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    """The exit status and the document of a tally."""
    status = main(["tally", *arguments, "--json"])
    return status, json.loads(capsys.readouterr().out)


def votes(result: dict[str, object]) -> list[dict[str, int]]:
    """The votes of every count."""
    counts = result["counts"]
    assert isinstance(counts, list)
    return [one["votes"] for one in counts]


def test_burlington_counts_to_its_known_rounds(capsys: pytest.CaptureFixture[str]) -> None:
    """8,980 papers of 2009; the last count turns by one paper on what an over-voted rank does."""
    status, result = document(capsys, BURLINGTON)
    assert (status, result["elected"], result["elected_at_count"], result["basis"]) == (0, "bob-kiss", 5, "papers")
    assert votes(result)[0]["kurt-wright"] == 2951
    assert votes(result)[3] == {"bob-kiss": 2981, "andy-montroll": 2554, "kurt-wright": 3294}
    assert votes(result)[4] == {"bob-kiss": 4313, "kurt-wright": 4060}
    _, skipped = document(capsys, BURLINGTON, "--rules", "overvote=skip")
    assert votes(skipped)[4] == {"bob-kiss": 4316, "kurt-wright": 4061}


def test_the_section_of_2010_counts_to_its_known_rounds(capsys: pytest.CaptureFixture[str]) -> None:
    """266 papers of MPs and MEPs: 140 to 122 at the fourth count."""
    status, result = document(capsys, LABOUR)
    assert (status, result["elected"], result["elected_at_count"]) == (0, "david-miliband", 4)
    assert votes(result)[0] == {
        "diane-abbott": 7, "ed-balls": 40, "andy-burnham": 24, "david-miliband": 111, "ed-miliband": 84,
    }  # fmt: skip
    assert votes(result)[3] == {"david-miliband": 140, "ed-miliband": 122}


@pytest.mark.parametrize("folder", [BURLINGTON, LABOUR])
def test_papers_give_the_returns_of_the_folder(folder: str, tmp_path: Path) -> None:
    """Every figure of returns.csv that the papers can show is the figure tallied from them."""
    main(["tally", folder, "--to", str(tmp_path)])
    tallied = (tmp_path / "returns.csv").read_text().splitlines()
    known = [line.rpartition(",")[0] for line in (Path(folder) / "returns.csv").read_text().splitlines()]
    assert {line for line in known if not line.endswith(",0")} <= {line.rpartition(",")[0] for line in tallied}


def test_a_bare_file_is_counted_by_stated_defaults(papers: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Ann 2, Ben 2, Cy 1: Cy is out, Ben has 3 of 5. The rules used and the number read are told."""
    assert main(["tally", papers]) == 0
    told = capsys.readouterr().out
    assert "Ben is elected at the second count." in told
    assert "No election was named, so the rules are these: more than half of continuing papers elects" in told
    assert "an over-voted rank ends the paper" in told
    assert "6 read from papers.csv" in told
    assert "nothing says how many there should be" in told


def test_a_tie_is_the_answer_until_a_lot_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One paper each: exit status 1 and how to give the lot; with it, a declaration that cites it."""
    path, lots = tmp_path / "papers.csv", tmp_path / "lots.csv"
    path.write_text("r1\nAnn\nBen\n")
    lots.write_text("count,for,among,drawn,on,witness,source\n1,election,Ann;Ben,Ben,2026-05-05,the agents,\n")
    assert main(["tally", str(path)]) == 1
    assert "--lots FILE" in capsys.readouterr().out
    status, result = document(capsys, str(path), "--lots", str(lots))
    assert (status, result["elected"]) == (0, "Ben")


def test_the_number_of_papers_must_be_the_number_expected(papers: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file cut at the end of a line looks whole; the number expected shows that it is not."""
    assert main(["tally", papers, "--papers", "6"]) == 0
    assert "as many as there should be" in capsys.readouterr().out
    Path(papers).write_text(PAPERS.rpartition("X,,")[0])
    assert main(["tally", papers, "--papers", "6"]) == 2
    assert "expected 6 papers, found 5" in capsys.readouterr().err


def test_a_file_may_say_itself_how_many_it_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And a refusal for another number names no line: there is none to look at."""
    path = tmp_path / "papers.soi"
    head = "# NUMBER ALTERNATIVES: 1\n# NUMBER VOTERS: 5\n# NUMBER UNIQUE ORDERS: 1\n# ALTERNATIVE NAME 1: Ann\n"
    path.write_text(head + "5: 1\n")
    assert main(["tally", str(path)]) == 0
    assert "as many as the file says it holds" in capsys.readouterr().out
    assert main(["tally", str(path), "--papers", "9"]) == 2
    assert capsys.readouterr().err == f"mayoral: {path}: expected 9 papers, found 5\n"


def test_an_election_says_how_many_papers_to_expect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One paper fewer than the returns of the folder state: nothing is answered."""
    cut = tmp_path / "ballots.csv"
    cut.write_text("r1\n" + "david-miliband\n" * 265)
    assert main(["tally", str(cut), "--election", LABOUR]) == 2
    assert "expected 266 papers, found 265" in capsys.readouterr().err


def test_everything_is_written_and_reads_back(
    papers: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The condensed table, BLT and PrefLib hold the papers; a re-count needs only the table."""
    to = tmp_path / "counted"
    assert main(["tally", papers, "--to", str(to)]) == 0
    printed = capsys.readouterr().out
    assert (to / "transcript.txt").read_text() == printed
    assert sorted(one.name for one in to.iterdir()) == [
        "ballots.blt", "ballots.toi", "condensed.csv", "count-sheet.txt", "rankings.csv", "result.json",
        "returns.csv", "transcript.txt",
    ]  # fmt: skip
    assert read_blt(to / "ballots.blt").read == 6
    assert read_preflib(to / "ballots.toi").read == 5  # an order is all it can hold: not the blank paper
    Path(papers).unlink()
    _, again = document(capsys, str(to / "condensed.csv"))
    assert again == json.loads((to / "result.json").read_text())
    _, without = document(capsys, str(to / "condensed.csv"), "--withdrawn", "Cy")
    assert votes(without) == [{"Ann": 2, "Ben": 3}]
    _, by_sv = document(capsys, str(to / "condensed.csv"), "--method", "supplementary-vote")
    assert by_sv["method"] == "supplementary-vote"


def test_the_count_sheet_shows_every_bundle(papers: str, tmp_path: Path) -> None:
    """Cy's one paper, of area Y, passes to Ben."""
    main(["tally", papers, "--to", str(tmp_path)])
    sheet = (tmp_path / "count-sheet.txt").read_text()
    (bundle,) = [line for line in sheet.splitlines() if line.startswith("Cy → Ben")]
    assert bundle.split()[3:] == ["0", "1", "1"]
    assert "Out after this count: Cy." in sheet


def test_rare_rankings_are_withheld_and_areas_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twelve alike in two areas are shown together; one alone is withheld, and so are six of one area."""
    path = tmp_path / "papers.csv"
    path.write_text("area,r1,r2\n" + "X,Ann,Ben\n" * 6 + "Y,Ann,Ben\n" * 6 + "Y,Ben,Ann\n" + "X,Ben,\n" * 11)
    main(["tally", str(path), "--to", str(tmp_path)])
    remark, _, shown = (tmp_path / "rankings.csv").read_text().partition("\n")
    assert remark.startswith("# Rankings borne by fewer than 10 papers are withheld")
    assert remark.endswith("1 rankings on 1 papers.")
    assert shown == "papers,r1,r2\n12,Ann,Ben\n11,Ben,\n"
    main(["tally", str(path), "--to", str(tmp_path), "--rankings-by-area"])
    remark, _, shown = (tmp_path / "rankings.csv").read_text().partition("\n")
    assert remark.endswith("3 rankings on 13 papers.")
    assert shown == "area,papers,r1\nX,11,Ben\n"
    capsys.readouterr()


def test_rehearsal_papers_say_so_in_what_comes_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Papers made to fit a result count to it, say what they are, and are never published."""
    election = str(ROOT / "elections/mayor.cambridgeshire-and-peterborough.2017-05-04")
    path = tmp_path / "rehearsal-papers.csv"
    assert main(["simulate", election, "--exactly", "--to", str(path)]) == 0
    capsys.readouterr()
    assert main(["tally", str(path), "--election", election, "--to", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert told.startswith("REHEARSAL")
    assert re.search(r"James Palmer .* 88,826 +56\.9 %", told)
    assert all(one.name.startswith("rehearsal-") for one in (tmp_path / "out").iterdir())
    assert not list((tmp_path / "out").glob("*rankings*"))


def test_one_paper_is_explained_by_its_marks_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cy's paper goes to Ben; the number and the time beside the marks are not told."""
    path = tmp_path / "papers.csv"
    path.write_text(
        "ballot,r1,r2,r3\n9001,Ann,,\n9002,Ann,,\n9003,Ben,,\n9004,Ben,,\n9005,Cy,,Ben\n9006,Ann|Cy,Ben,\n"
    )
    assert main(["explain", str(path), "6"]) == 0
    assert capsys.readouterr().out == (
        "Marks: first Cy; second nobody; third Ben.\n"
        "Count 1: it counts for Cy, marked first.\n"
        "Count 2: Cy is out; it passes to Ben, marked third, a blank rank being passed over.\n"
        "Ben is elected at the second count.\n"
    )
    main(["explain", str(path), "7"])
    assert "Count 1: it is rejected: voting for more than one candidate.\n" in capsys.readouterr().out
    for line in ("1", "8", "0"):
        assert main(["explain", str(path), line]) == 2
    assert "no such line" in capsys.readouterr().err or line == "0"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["nowhere.csv"], "no such file"),
        (["{}", "--rules", "stop=never"], "stop=majority|two"),
        (["{}", "--rules", "colour=red"], "more_than_half_of"),
        (["{}", "--method", "supplementary-vote", "--rules", "stop=two"], "rules of its own"),
        (["{}", "--withdrawn", "Dee"], "`Dee` is not a candidate"),
        (["{}", "--election", LABOUR], "is not a candidate"),
        (["{}.doc"], "no such file"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], what: str, papers: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2 and a sentence."""
    assert main(["tally", *(one.format(papers) for one in arguments)]) == 2
    assert what in capsys.readouterr().err


def test_no_engine_says_anything_of_its_own() -> None:
    """Standard error is for what is wrong with the papers."""
    for engine in ("stdlib", "polars", "duckdb"):
        command = [sys.executable, "-m", "mayoral", "tally", str(ROOT / "examples/papers.csv"), "--engine", engine]
        assert subprocess.run(command, capture_output=True, check=True).stderr == b"", engine


def big(folder: Path) -> Path:
    """A file that takes some seconds to read cell by cell."""
    path = folder / "big.csv"
    path.write_text("r1,r2,note\n" + "Ann,Ben,1\nBen,Cy,2\n" * 2_000_000 + "Ann,,3\n")
    return path


@pytest.mark.long
def test_long_work_shows_itself_on_a_terminal_and_nowhere_else(tmp_path: Path) -> None:
    """A bar with rate and time on a terminal; not a byte of it where standard error is a file."""
    command = [sys.executable, "-m", "mayoral", "tally", str(big(tmp_path))]
    quiet = subprocess.run(command, capture_output=True, check=False)
    assert quiet.stderr == b""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    seen = b""
    while running.poll() is None or select.select([ours], [], [], 0.1)[0]:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                seen += os.read(ours, 65536)
            except OSError:
                break
    os.close(ours)
    assert running.wait() == 0
    assert b"Reading papers" in seen
    assert b"/s" in seen


@pytest.mark.long
def test_stopping_leaves_no_half_written_file(tmp_path: Path) -> None:
    """Ctrl-C while papers are read: exit status 130, a sentence, and no file."""
    to = tmp_path / "out"
    command = [sys.executable, "-m", "mayoral", "tally", str(big(tmp_path)), "--to", str(to)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate()
    assert running.returncode == 130
    assert b"nothing was written" in told
    assert not to.exists()
