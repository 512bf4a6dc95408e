"""The command `mayoral` as people meet it: what it prints, byte for byte, and how it ends.

After a change that is meant, `UPDATE_GOLDEN=1 .venv/bin/pytest tests/test_cli.py` writes tests/golden anew:
read the difference as a returning officer would before it is committed.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from somewhere import RETURNS, ROOT, somewhere

from mayoral import __version__
from mayoral.cli import main
from mayoral.cli.arguments import parser

GOLDEN = Path(__file__).parent / "golden"
CP_2017 = "mayor.cambridgeshire-and-peterborough.2017-05-04"
NORTH_EAST = "mayor.north-east.2024-05-02"
SHEFFIELD_2022 = "mayor.sheffield-city-ca.2022-05-05"
SELECTION = "selection.labour.liverpool-city-ca.2016-08"
COMMANDS = ("count", "check", "law", "office", "elections", "notice", "completion")


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the project's folder, at a terminal of 80 columns without colour."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def run(line: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The exit status of a command line, its output and its complaints."""
    try:
        status = main(shlex.split(line))
    except SystemExit as ended:
        status = int(ended.code or 0)
    told = capsys.readouterr()
    return status, told.out, told.err


TRANSCRIPTS = {
    "count-cambridgeshire-and-peterborough-2017": (0, f"count elections/{CP_2017}"),
    "count-west-midlands-2021": (0, "count mayor.west-midlands.2021-05-06"),
    "count-liverpool-city-region-2024": (0, "count mayor.liverpool-city-ca.2024-05-02"),
    "count-south-yorkshire-2022": (1, f"count {SHEFFIELD_2022}"),
    "count-selection-2016": (0, f"count {SELECTION}"),
    "count-selection-electoral-college-2010": (0, "count selection.labour.leader.2010-09-25"),
    "json-cambridgeshire-and-peterborough-2017": (0, f"count {CP_2017} --json"),
    "json-west-midlands-2021": (0, "count mayor.west-midlands.2021-05-06 --json"),
    "json-liverpool-city-region-2024": (0, "count mayor.liverpool-city-ca.2024-05-02 --json"),
    "json-south-yorkshire-2022": (1, f"count {SHEFFIELD_2022} --json"),
    "json-selection-2016": (0, f"count {SELECTION} --json"),
    "check-cambridgeshire-and-peterborough-2017": (0, f"check {CP_2017}"),
    "check-greater-manchester-2021": (1, "check mayor.greater-manchester-ca.2021-05-06"),
    "check-no-findings": (0, "check selection.labour.leader.2010-09-25"),
    "law-2021-05-06": (0, "law 2021-05-06"),
    "law-2023-05-04": (0, "law 2023-05-04"),
    "law-2027-05-06": (0, "law 2027-05-06"),
    "law-2016-05-05": (1, "law 2016-05-05 --kind combined-authority"),
    "office-liverpool-city-region": (0, "office liverpool-city-ca"),
    "office-liverpool-city-region-on": (0, "office liverpool-city-ca --on 2019-06-01"),
    "office-nobody": (1, "office liverpool-city-ca --on 2001-01-01"),
    "offices": (0, "office"),
    "elections": (0, "elections"),
    "notice-sv-provisional-1": (0, f"notice provisional {CP_2017} --area huntingdonshire"),
    "notice-sv-provisional-2": (0, f"notice provisional {CP_2017} --area E07000011 --count 2"),
    "notice-sv-rejected-1": (0, f"notice rejected {CP_2017} --area Fenland"),
    "notice-sv-rejected-2": (0, f"notice rejected {CP_2017} --area Fenland --count 2"),
    "notice-sv-declaration": (0, f"notice declaration {CP_2017}"),
    "notice-sv-public": (0, f"notice public {CP_2017}"),
    "notice-sv-public-heads-apart": (0, "notice public mayor.west-midlands.2021-05-06"),
    "notice-fptp-provisional": (0, f"notice provisional {NORTH_EAST} --area Gateshead"),
    "notice-fptp-rejected": (0, f"notice rejected {NORTH_EAST} --area Gateshead"),
    "notice-fptp-declaration": (0, f"notice declaration {NORTH_EAST}"),
    "notice-fptp-public": (0, f"notice public {NORTH_EAST}"),
    "help": (0, "--help"),
    **{f"help-{name}": (0, f"{name} --help") for name in COMMANDS},
}


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_what_is_printed_is_kept_byte_for_byte(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Tables, statements, notices and help: nothing changes unnoticed."""
    expected, line = TRANSCRIPTS[name]
    status, out, err = run(line, capsys)
    assert (status, err) == (expected, "")
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(out, encoding="utf-8", newline="\n")
    assert out.encode() == path.read_bytes()


def test_no_transcript_is_kept_that_nothing_prints() -> None:
    """tests/golden holds what these tests compare, and no more."""
    assert {path.stem for path in GOLDEN.iterdir()} == set(TRANSCRIPTS)


def test_without_arguments_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody who types only the name is taught, and nothing went wrong."""
    assert run("", capsys) == run("--help", capsys)


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    """`mayoral --version` names the installed version."""
    assert run("--version", capsys) == (0, f"mayoral {__version__}\n", "")


def test_the_help_of_every_command_is_kept() -> None:
    """A command added later is added here."""
    (commands,) = (one.choices for one in parser()._actions if isinstance(one.choices, dict))
    assert set(commands) == set(COMMANDS)


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
        "mayoral: --on: `May` is not a date; expected one such as 2019-06-01\n",
    ),
    (f"notice declaration {SHEFFIELD_2022}", 1, "mayoral: nobody can be declared elected yet; see what"),
    (f"notice provisional {CP_2017} --area Fenland --count 3", 1, "mayoral: no return of Fenland for count 3"),
    (f"notice provisional {CP_2017} --area Fenland --count 0", 1, "mayoral: no return of Fenland for count 0"),
    (
        f"notice provisional {CP_2017} --area Ely",
        2,
        "mayoral: --area: `Ely` is not an area; expected one of E07000008",
    ),
    (
        f"notice provisional {CP_2017}",
        2,
        "mayoral: --area: `` is not an area; expected one of E07000008 (Cambridge)",
    ),
    (f"notice declaration {SELECTION}", 1, "mayoral: these documents are those of SI 2017/67"),
    (
        "office mayor",
        2,
        "mayoral: OFFICE: `mayor` names 16 offices; expected one of cambridgeshire-and-peterborough",
    ),
    ("office camelot", 2, "mayoral: OFFICE: `camelot` names 0 offices; expected one of cambridgeshire-and-"),
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
    """One document, whichever command is asked."""
    assert run(f"check {CP_2017} --json", capsys) == run(f"count {CP_2017} --json", capsys)


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The script for a shell names the commands."""
    status, out, err = run(f"completion {shell}", capsys)
    assert (status, err) == (0, "")
    assert all(name in out for name in COMMANDS)


def test_bash_completes_a_command() -> None:
    """The script is read by bash itself, which then offers what begins so."""
    script = (
        'eval "$("$0" -m mayoral completion bash)"; COMP_WORDS=(mayoral el); COMP_CWORD=1; '
        '"$(complete -p mayoral | sed "s/.*-F \\([^ ]*\\).*/\\1/")" mayoral el mayoral; echo "${COMPREPLY[@]}"'
    )
    offered = subprocess.run(["bash", "-c", script, sys.executable], capture_output=True, text=True, check=True)
    assert offered.stdout.split() == ["elections"]


def test_output_cut_off_by_a_reader_is_no_crash() -> None:
    """`mayoral check … | head -1` ends quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "mayoral", "office", "liverpool-city-ca"]
    with os.fdopen(writer, "wb") as cut_off:
        ended = subprocess.run(command, stdout=cut_off, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_a_pipe_and_no_color_are_plain(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No escape sequence ever reaches a pipe, whatever the terminal is said to be."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    for _, line in TRANSCRIPTS.values():
        assert "\x1b" not in run(line, capsys)[1]


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
