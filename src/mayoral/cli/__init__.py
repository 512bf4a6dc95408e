"""The command `mayoral`: reads folders, asks the library, prints what it says.

Each command lives in its own module, imported only when it is asked for.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from mayoral.cli.arguments import parser

EXTRAS = ("jinja2", "markupsafe")
"""Libraries that only the pages need."""


_MANY_FILES = ("publish", "export", "replay")
"""Commands that may have written some files, each whole, when they are stopped."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 done, 1 what the figures say, 2 unreadable or wrong usage."""
    arguments = sys.argv[1:] if arguments is None else arguments
    top = parser(next(iter(arguments), None))
    given = top.parse_args(arguments)
    if given.command is None:
        top.print_help()
        return 0
    if given.command in {"tally", "explain"} and given.engine in {None, "stdlib"}:
        from mayoral.files.condense.ahead import begin  # noqa: PLC0415 - only papers are counted ahead

        given.ahead = begin(given.papers)
    try:
        module = _asked(given.command)
    except ModuleNotFoundError as missing:
        if missing.name not in EXTRAS:
            raise
        print(f"mayoral: this needs {missing.name}: pip install 'mayoral[site]'", file=sys.stderr)
        return 2
    return _run(module, given)


def _asked(command: str) -> ModuleType:
    """The module of a command. Nothing that an import makes is waste: looking for some would slow every start."""
    gc.disable()
    module = import_module(f"mayoral.cli.{command}")
    gc.freeze()
    gc.enable()
    return module


def _run(module: ModuleType, given: Namespace) -> int:
    """The exit status of a command, whose refusals are told on standard error."""
    from mayoral.contest.findings import Refused  # noqa: PLC0415 - help is shown without it
    from mayoral.files.text import Unreadable  # noqa: PLC0415

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a screen that knows few characters shows question marks
    try:
        status: int = module.run(given)
        sys.stdout.flush()
    except Unreadable as problem:
        print(f"mayoral: {problem}", file=sys.stderr)
        return 2
    except Refused as problem:
        print(f"mayoral: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt as stop:
        words = str(stop) or ("stopped" if given.command in _MANY_FILES else "stopped; nothing was written")
        print(f"mayoral: {words}", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status
