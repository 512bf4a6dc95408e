"""What the arguments of many commands share: how one is added, an election, one JSON document."""

from __future__ import annotations

import argparse
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
