"""A command line typed, and what came of it."""

from __future__ import annotations

import shlex

import pytest

from mayoral.cli import main


def run(line: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The exit status of a command line, its output and its complaints."""
    try:
        status = main(shlex.split(line))
    except SystemExit as ended:
        status = int(ended.code or 0)
    told = capsys.readouterr()
    return status, told.out, told.err
