"""The command `mayoral`: reads folders, asks the library, prints what it says.

Each command lives in its own module, imported only when it is asked for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from mayoral.cli.arguments import parser

EXTRAS = ("jinja2", "markupsafe")
"""Libraries that only the pages need."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 done, 1 what the figures say, 2 unreadable or wrong usage."""
    top = parser()
    given = top.parse_args(arguments)
    if given.command is None:
        top.print_help()
        return 0
    try:
        module = import_module(f"mayoral.cli.{given.command}")
    except ModuleNotFoundError as missing:
        if missing.name not in EXTRAS:
            raise
        print(f"mayoral: this needs {missing.name}: pip install 'mayoral[site]'", file=sys.stderr)
        return 2
    from mayoral.contest.findings import Refused  # noqa: PLC0415 - help is shown without it
    from mayoral.files.reading import Unreadable  # noqa: PLC0415

    try:
        status: int = module.run(given)
        sys.stdout.flush()
    except Unreadable as problem:
        print(f"mayoral: {problem}", file=sys.stderr)
        return 2
    except Refused as problem:
        print(f"mayoral: {problem}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status
