"""`mayoral completion`."""

from __future__ import annotations

from argparse import Namespace

import shtab

from mayoral.cli.arguments import parser


def run(given: Namespace) -> int:
    """Print a completion script for a shell."""
    print(shtab.complete(parser(), given.shell))
    return 0
