"""What may be typed: every command, its arguments and its help, without importing any of them."""

from __future__ import annotations

import argparse

_STATUS = (
    "Exit status: 0 done, or a declaration without an E finding; 1 anything else the figures say; 2 unreadable."
)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command."""
    top = argparse.ArgumentParser(
        prog="mayoral",
        description="Counts, checks and publishes the elections of England's combined-authority mayors.",
        epilog="Begin with: mayoral count elections/mayor.cambridgeshire-and-peterborough.2017-05-04",
    )
    top.add_argument("--version", action="version", version="%(prog)s 0.1.0")
    commands = top.add_subparsers(dest="command", metavar="command", title="commands")

    def command(name: str, words: str, example: str) -> argparse.ArgumentParser:
        below = commands.add_parser(
            name,
            help=words,
            description=f"{words[0].upper()}{words[1:]}.",
            epilog=f"Example: mayoral {example}\n\n{_STATUS}",
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
        "count an election from its returns and say who is elected, or what must happen next",
        "count elections/mayor.west-yorkshire.2021-05-06",
    )
    election(count)
    json(count)

    check = command(
        "check",
        "list every finding over an election's figures, with the sum and what to do next",
        "check elections/mayor.liverpool-city-ca.2017-05-04",
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
        help="the kind of authority (default: both, where they differ)",
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

    listing = command("elections", "list the elections in a folder of election folders", "elections")
    listing.add_argument("folder", metavar="FOLDER", nargs="?", default="elections", help="default: elections/")

    notice = command(
        "notice",
        "print a statement or notice in the fields and order of the rules",
        "notice declaration elections/mayor.cambridgeshire-and-peterborough.2017-05-04",
    )
    notice.add_argument(
        "kind", choices=("provisional", "rejected", "declaration", "public"), help="which document"
    )
    election(notice)
    notice.add_argument("--area", help="the area of a provisional statement or statement of rejected papers")
    notice.add_argument("--count", type=int, default=1, help="the count stated (default: 1)")

    verify = command(
        "verify",
        "replay the record of a night, count again, and name the first act that was altered",
        "verify night.zip",
    )
    verify.add_argument(
        "record", metavar="FILE", help="a night as the count room exports it: a zip, or its folder"
    )
    verify.add_argument(
        "--head", default="", help="the head printed on a statement, or its beginning: it must be there"
    )

    completion = commands.add_parser("completion", help="print a script that completes commands in your shell")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help='eval "$(mayoral completion bash)"')
    return top
