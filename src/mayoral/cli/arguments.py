"""What may be typed: every command, its arguments and its help, without importing any of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import cast

from mayoral import __version__
from mayoral.cli.teaching import BEGIN, STATUS, teaching


class _Unasked:
    """Stands for the parser of a command that was not asked for: whatever is added to it is nothing."""

    def __getattr__(self, _name: str) -> Callable[..., _Unasked]:
        return lambda *_given, **_named: self


def parser(asked: str | None = None) -> argparse.ArgumentParser:
    """The parser of the whole command; of one of its commands alone where that is asked for.

    To make a parser takes half a millisecond, which every start would pay for every other command.
    """
    top = argparse.ArgumentParser(
        prog="mayoral",
        description="Counts, checks and publishes the elections of England's combined-authority mayors.",
        epilog=BEGIN + STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(dest="command", metavar="command", title="commands")

    def command(name: str, words: str, example: str) -> argparse.ArgumentParser:
        if asked not in {None, name}:
            return cast("argparse.ArgumentParser", _Unasked())
        below = commands.add_parser(
            name,
            help=words,
            description=f"{words[0].upper()}{words[1:]}.\n\n{teaching(name)}".rstrip(),
            epilog=f"Example:\n  mayoral {example}\n\n{STATUS}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        below.add_argument(
            "--offices", metavar="FOLDER", help="the ledger of offices (default: offices/, or the one installed)"
        )
        return below

    def election(below: argparse.ArgumentParser) -> None:
        below.add_argument("election", metavar="ELECTION", help="an election folder, or its id in elections/")

    def json(below: argparse.ArgumentParser) -> None:
        below.add_argument("--json", action="store_true", help="print one JSON document and nothing else")

    count = command(
        "count",
        "count an election and say who is elected, or what must happen next",
        "count mayor.west-yorkshire.2021-05-06",
    )
    election(count)
    json(count)

    check = command(
        "check",
        "list every finding over an election's figures, with the sum and what to do next",
        "check mayor.greater-manchester-ca.2021-05-06",
    )
    election(check)
    json(check)

    law = command("law", "say which voting method the law prescribes for a poll, and why", "law 2021-05-06")
    law.add_argument(
        "poll_date", metavar="DATE", help="the date of the poll in the notice of election, as 2021-05-06"
    )
    law.add_argument(
        "--kind",
        choices=("combined-authority", "combined-county-authority"),
        help="the kind of authority (default: both)",
    )

    office = command(
        "office",
        "show an office: authority, councils, orders, powers, and who held it when",
        "office liverpool-city-ca --on 2019-06-01",
    )
    office.add_argument(
        "office", metavar="OFFICE", nargs="?", help="the name of a file in offices/, or part of its title"
    )
    office.add_argument("--on", metavar="DATE", help="only who held which post on this day")

    listing = command(
        "elections", "list the elections of a folder by poll date, with who was elected", "elections"
    )
    listing.add_argument("folder", metavar="FOLDER", nargs="?", default="elections", help="default: elections/")

    notice = command(
        "notice",
        "print a statement or notice in the fields and order of the rules",
        "notice declaration mayor.cambridgeshire-and-peterborough.2017-05-04",
    )
    documents = ("provisional", "rejected", "declaration", "public")
    notice.add_argument("kind", metavar="KIND", choices=documents, help=f"one of {', '.join(documents)}")
    election(notice)
    area = "the area of a provisional statement or statement of rejected papers"
    notice.add_argument("--area", metavar="AREA", help=area)
    notice.add_argument("--count", metavar="NUMBER", type=int, default=1, help="the count stated (default: 1)")

    completion = commands.add_parser("completion", help="print a script that completes commands in your shell")
    told = 'in bash, put into ~/.bashrc: eval "$(mayoral completion bash)"'
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help=told)
    return top if asked is None or asked in commands.choices else parser()
