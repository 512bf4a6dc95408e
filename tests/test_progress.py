"""Work that lasts is seen on a terminal and nowhere else."""

from __future__ import annotations

import io
import re
import sys
import time
from pathlib import Path

import pytest

from mayoral.cli import main, progress
from mayoral.cli.progress import Bar


class Screen(io.StringIO):
    """Standard error, a terminal or not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        """Whether it is one."""
        return self.terminal


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("patience", [0.0, 60.0])
@pytest.mark.parametrize(("what", "shown"), [("elections read", "3/4 elections read"), ("", "3/4 bytes")])
def test_the_bar_shows_how_far_long_work_is(
    what: str, shown: str, patience: float, monkeypatch: pytest.MonkeyPatch, *, terminal: bool
) -> None:
    """After its patience has run out, on a terminal: the words, how much of all, how long it may take."""
    screen = Screen(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with Bar(4, "Publishing", what) as bar:
        bar.advance(1)
        bar.advance(2)
    told = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen.getvalue())
    if terminal and not patience:
        assert "Publishing" in told
        assert shown in told
    else:
        assert told == ""


def test_work_that_says_nothing_is_shown_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that does not say how far it is: its time is told."""
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", 0.02)
    monkeypatch.setattr(progress, "_rich_is_here", lambda: False)
    with Bar(0):
        until = time.monotonic() + 5
        while "Reading papers: 0 s" not in screen.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
    assert "Reading papers: 0 s" in screen.getvalue()


@pytest.mark.parametrize("patience", [0.0, 60.0])
def test_without_rich_a_line_says_how_far_long_work_is(monkeypatch: pytest.MonkeyPatch, patience: float) -> None:
    """Per cent, how much of all, the rate and the time left; taken away at the end."""
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr(progress, "_rich_is_here", lambda: False)
    with Bar(4, "Writing here", "lines") as bar:
        assert list(bar.through(["a", "b", "c"])) == ["a", "b", "c"]
    told = screen.getvalue()
    if patience:
        assert told == ""
    else:
        assert re.search(r"Writing here: 75 % \(3/4 lines\), [0-9,]+/s, about \d+ s left", told)
        assert told.endswith("\r")


@pytest.mark.parametrize("what", ["simulate", "tally"])
def test_making_and_writing_papers_show_themselves(
    what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every paper made and every line written is told to a bar."""
    election = Path(__file__).parent.parent / "elections/selection.labour.leader.2010-09-25"
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_rich_is_here", lambda: False)
    path = tmp_path / "rehearsal-a.csv"
    if what == "simulate":
        assert main(["simulate", str(election), "--papers", "50", "--to", str(path)]) == 0
        assert "Making rehearsal-a.csv: 100 % (50/50 papers)" in screen.getvalue()
    else:
        assert main(["tally", str(election), "--to", str(tmp_path / "out")]) == 0
        assert f"Writing {tmp_path / 'out'}: " in screen.getvalue()
    capsys.readouterr()
