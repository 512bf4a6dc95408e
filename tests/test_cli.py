"""The command `mayoral` as people meet it: what it prints, byte for byte, and how it ends.

After a change that is meant, `UPDATE_GOLDEN=1 .venv/bin/pytest tests/test_cli.py` writes tests/golden anew:
read the difference as a returning officer would before it is committed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from somewhere import ROOT
from typed import run

from mayoral import __version__
from mayoral.cli.arguments import parser

GOLDEN = Path(__file__).parent / "golden"
CP_2017 = "mayor.cambridgeshire-and-peterborough.2017-05-04"
NORTH_EAST = "mayor.north-east.2024-05-02"
SHEFFIELD_2022 = "mayor.sheffield-city-ca.2022-05-05"
SELECTION = "selection.labour.liverpool-city-ca.2016-08"
COMMANDS = (
    "count", "check", "notice", "elections", "compare", "tally", "explain", "simulate", "law", "office",
    "timetable", "publish", "serve", "export", "replay", "verify", "completion",
)  # fmt: skip


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the project's folder, at a terminal of 80 columns without colour."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


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
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(TRANSCRIPTS)


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
    offered = subprocess.run(
        ["/bin/bash", "-c", script, sys.executable], capture_output=True, text=True, check=True
    )
    assert offered.stdout.split() == ["elections"]


def test_a_pipe_and_no_color_are_plain(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No escape sequence ever reaches a pipe, whatever the terminal is said to be."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    for _, line in TRANSCRIPTS.values():
        assert "\x1b" not in run(line, capsys)[1]
