"""What may be typed: every command, its arguments and its help, without importing any of them."""

from __future__ import annotations

import argparse

from mayoral import __version__
from mayoral.cli.teaching import BEGIN, STATUS, teaching


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command."""
    top = argparse.ArgumentParser(
        prog="mayoral",
        description="Counts, checks and publishes the elections of England's combined-authority mayors.",
        epilog=BEGIN + STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(dest="command", metavar="command", title="commands")

    def command(name: str, words: str, example: str) -> argparse.ArgumentParser:
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

    days = command(
        "timetable",
        "list every statutory day of an election with its hours and law, and who may vote",
        "timetable mayor.greater-manchester-ca.2024-05-02, or: mayoral timetable 2027-05-06",
    )
    days.add_argument(
        "election", metavar="ELECTION", help="an election folder, its id in elections/, or the date of a poll"
    )
    days.add_argument("--ics", action="store_true", help="print an iCalendar file (needs mayoral[site])")

    compared = command(
        "compare",
        "compare two elections of an office: shares by party and by person, swing, who came and went",
        "compare mayor.liverpool-city-ca.2021-05-06 mayor.liverpool-city-ca.2024-05-02",
    )
    compared.add_argument("before", metavar="ELECTION", help="an election folder, or its id in elections/")
    compared.add_argument("now", metavar="ELECTION", help="another election of the same office")

    simulate = command(
        "simulate",
        "write rehearsal papers for an election, for training and for tests",
        "simulate mayor.cambridgeshire-and-peterborough.2017-05-04 --papers 1000 --to rehearsal-papers.csv",
    )
    election(simulate)
    number = simulate.add_mutually_exclusive_group(required=True)
    number.add_argument("--papers", type=int, metavar="N", help="so many papers, drawn by chance")
    number.add_argument(
        "--exactly", action="store_true", help="papers that count to exactly the election's figures, area by area"
    )
    simulate.add_argument("--seed", type=int, default=1, help="the same seed gives the same papers (default: 1)")
    simulate.add_argument(
        "--support", metavar="A=3,B=2", help="candidates' support (default: the election's first preferences)"
    )
    simulate.add_argument(
        "--to",
        metavar="FILE",
        required=True,
        help="rehearsal-… ending in .csv, .tsv, .blt, .soi, .toi or .parquet",
    )

    completion = commands.add_parser("completion", help="print a script that completes commands in your shell")
    told = 'in bash, put into ~/.bashrc: eval "$(mayoral completion bash)"'
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help=told)
    return top
