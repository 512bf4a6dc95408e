"""What may be typed: every command, its arguments and its help, without importing any of them."""

from __future__ import annotations

import argparse
from typing import cast

from mayoral import __version__
from mayoral.cli.arguments.over_papers import papers
from mayoral.cli.arguments.over_publishing import open_data, publishing
from mayoral.cli.arguments.over_returns import dates, law_and_offices, records, returns
from mayoral.cli.arguments.shape import Help, Unasked
from mayoral.cli.teaching import BEGIN, STATUS, teaching


def parser(asked: str | None = None) -> argparse.ArgumentParser:
    """The parser of the whole command; of one of its commands alone where that is asked for.

    To make a parser takes half a millisecond, which every start would pay for every other command.
    """
    top = argparse.ArgumentParser(
        prog="mayoral",
        description="Counts, checks and publishes the elections of England's combined-authority mayors.",
        epilog=BEGIN + STATUS,
        formatter_class=Help,
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(dest="command", metavar="command", title="commands")

    def command(name: str, words: str, example: str) -> argparse.ArgumentParser:
        if asked not in {None, name}:
            return cast("argparse.ArgumentParser", Unasked())
        below = commands.add_parser(
            name,
            help=words,
            description=f"{words[0].upper()}{words[1:]}.\n\n{teaching(name)}".rstrip(),
            epilog=f"Example:\n  mayoral {example}\n\n{STATUS}",
            formatter_class=Help,
        )
        below.add_argument(
            "--offices", metavar="FOLDER", help="the ledger of offices (default: offices/, or the one installed)"
        )
        return below

    for group in (returns, papers, law_and_offices, dates, publishing, open_data, records):
        group(command)
    completion = commands.add_parser(
        "completion", help="print a script that completes commands in your shell", formatter_class=Help
    )
    told = 'in bash, put into ~/.bashrc: eval "$(mayoral completion bash)"'
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help=told)
    return top if asked is None or asked in commands.choices else parser()
