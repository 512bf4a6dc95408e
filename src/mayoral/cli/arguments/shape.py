"""What the arguments of many commands share: how one is added, an election, one JSON document."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import TypeAlias

Command: TypeAlias = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command by its name, what it does, and an example."""


def election(below: argparse.ArgumentParser, name: str = "election") -> None:
    """Takes an election: a folder, or an id."""
    below.add_argument(name, metavar="ELECTION", help="an election folder, or its id in elections/")


def json(below: argparse.ArgumentParser) -> None:
    """Offers one JSON document."""
    below.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


class Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the screen.

    One is made for every argument there is, so the width is asked of the system itself: the usual way to
    ask loads every kind of compressed file with it.
    """

    def __init__(self, prog: str) -> None:
        try:
            columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size().columns
        except (ValueError, OSError):  # no number, or no terminal
            columns = 80
        super().__init__(prog, width=columns - 2)


class Unasked:
    """Stands for the parser of a command that was not asked for: whatever is added to it is nothing."""

    def __getattr__(self, _name: str) -> Callable[..., Unasked]:
        return lambda *_given, **_named: self
