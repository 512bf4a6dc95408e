"""How the command `mayoral` ends where it cannot do what was asked, and where its output goes elsewhere."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from somewhere import RETURNS, ROOT, somewhere
from typed import run

from mayoral.cli import main

CP_2017 = "mayor.cambridgeshire-and-peterborough.2017-05-04"
SHEFFIELD_2022 = "mayor.sheffield-city-ca.2022-05-05"
SELECTION = "selection.labour.liverpool-city-ca.2016-08"


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the project's folder, at a terminal of 80 columns without colour."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


REFUSED = [
    ("count nowhere", 2, "mayoral: nowhere: there is no such election folder\n"),
    (
        "count mayor.tees-valley.2017-05-03",
        2,
        (
            "mayoral: mayor.tees-valley.2017-05-03: there is no such election folder; "
            "did you mean elections/mayor.tees-valley.2017-05-04?\n"
        ),
    ),
    ("elections tests", 2, "mayoral: tests: there are no election folders here (folders with election.toml)\n"),
    ("law 6.5.2021", 2, "mayoral: DATE: `6.5.2021` is not a date; expected one such as 2021-05-06\n"),
    (
        "office liverpool-city-ca --on May",
        2,
        "mayoral: --on: `May` is not a date; expected one such as 2019",
    ),
    (f"notice declaration {SHEFFIELD_2022}", 1, "mayoral: nobody can be declared elected yet; see what"),
    (f"notice provisional {CP_2017} --area Fenland --count 3", 1, "mayoral: no return of Fenland for count 3"),
    (f"notice provisional {CP_2017} --area Fenland --count 0", 1, "mayoral: no return of Fenland for count 0"),
    (
        f"notice provisional {CP_2017} --area Ely",
        2,
        "mayoral: --area: `Ely` is not an area; expected one of E0700",
    ),
    (
        f"notice provisional {CP_2017}",
        2,
        "mayoral: --area: `` is not an area; expected one of E0700",
    ),
    (f"notice declaration {SELECTION}", 1, "mayoral: these documents are those of SI 2017/67"),
    (
        "office mayor",
        2,
        "mayoral: OFFICE: `mayor` names 16 offices; expected one of",
    ),
    ("office camelot", 2, "mayoral: OFFICE: `camelot` names 0 offices; expected one of"),
    ("frobnicate", 2, "usage: mayoral"),
    ("count", 2, "usage: mayoral count"),
    ("count --loudly x", 2, "usage: mayoral"),
]


@pytest.mark.parametrize(("line", "expected", "words"), REFUSED, ids=[one[0] for one in REFUSED])
def test_what_cannot_be_done_is_said_with_what_was_expected(
    line: str, expected: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """2 for what is not understood, 1 for what the figures do not allow; nothing on standard output."""
    status, out, err = run(line, capsys)
    assert (status, out) == (expected, "")
    assert err.startswith(words)


def test_a_file_that_is_not_understood_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The path, the line, what stands there and what was expected; nothing is counted."""
    folder = somewhere(tmp_path)
    (folder / "returns.csv").write_text(RETURNS.replace("ben,300", 'ben,"1,943"'), encoding="utf-8")
    assert run(f"count {folder}", capsys) == (
        2,
        "",
        (
            f"mayoral: {folder}/returns.csv:4: `figure` is `1,943`; expected 0 or up to nine digits without a "
            "leading zero; if 1943 is meant, write it without a separator\n"
        ),
    )


def test_no_returns_yet_is_an_election_to_come(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is wrong and nobody is elected: status 1, and what is owed is said."""
    folder = somewhere(tmp_path)
    (folder / "returns.csv").unlink()
    status, out, err = run(f"count {folder}", capsys)
    assert (status, err) == (1, "")
    assert "The first count is owed by North and South." in out


@pytest.mark.parametrize("command", ["count", "check"])
def test_with_json_standard_output_is_one_document(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A program can read it without looking for where it begins."""
    status, out, err = run(f"{command} mayor.greater-manchester-ca.2021-05-06 --json", capsys)
    assert (status, err) == (1, "")
    document = json.loads(out)
    assert document["elected"] == "andy-burnham"
    assert [one["code"] for one in document["findings"] if one["code"].startswith("E")] == ["E105"]


def test_check_and_count_say_the_same_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    """One document, whichever command is asked; only `check` asks to look again."""
    check, count = (run(f"{one} {CP_2017} --json", capsys) for one in ("check", "count"))
    checked = json.loads(check[1])
    assert checked.pop("look_again")
    assert (check[0], list(checked.items()), check[2]) == (count[0], list(json.loads(count[1]).items()), count[2])


def test_output_cut_off_by_a_reader_is_no_crash() -> None:
    """`mayoral check … | head -1` ends quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "mayoral", "office", "liverpool-city-ca"]
    with os.fdopen(writer, "wb") as cut_off:
        ended = subprocess.run(command, stdout=cut_off, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_a_terminal_that_knows_only_ascii_is_not_a_crash() -> None:
    """What it cannot show is shown as a question mark; a document stays whole."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "mayoral", "count", CP_2017]
    ended = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"James Palmer is elected at the second count." in ended.stdout
    told = subprocess.run([*command, "--json"], capture_output=True, env=environment, check=True).stdout
    assert json.loads(told)["elected"] == "james-palmer"


def test_tables_fit_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A narrow terminal gets more tables, none wider than it."""
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert main(["count", CP_2017]) == 0
    printed = sys.stdout.getvalue()  # type: ignore[attr-defined]  # it is the one put there above
    monkeypatch.undo()
    assert max(len(line) for line in printed.splitlines() if "─" in line or line.startswith("James")) <= 80
    assert capsys.readouterr().err == ""


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_a_lot_is_told_with_the_name_it_fell_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Not with the short name of the file, and within the width of a printed page."""
    main(["count", "tests/rules/top-tie-settled-by-lot"])
    told = capsys.readouterr().out
    assert "Lot drawn at count 1 on 5 May 2017, before the agents present, for election: Birch.\n" in told
    assert max(map(len, told.splitlines())) <= 100
