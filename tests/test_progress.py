"""Work that lasts is seen on a terminal and nowhere else."""

from __future__ import annotations

import io
import re
import sys

import pytest

from mayoral.cli import progress
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
