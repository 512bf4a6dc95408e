"""What may be typed: every command, its arguments and its help, without importing any of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable

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

    _with_papers(command)
    election(_simulate(command))

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

    completion = commands.add_parser("completion", help="print a script that completes commands in your shell")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help='eval "$(mayoral completion bash)"')
    return top


def _with_papers(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """The commands that count ballot papers."""
    tally = command(
        "tally",
        "count a file of ballot papers, or the papers of an election, as often as the rules ask",
        "tally elections/selection.labour.leader.2010-09-25 --to counted/",
    )
    _papers(tally)
    tally.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    tally.add_argument(
        "--to",
        metavar="FOLDER",
        help="write transcript, count sheet, result.json, returns, condensed papers, BLT and PrefLib there",
    )
    tally.add_argument(
        "--rankings-by-area",
        action="store_true",
        help="with --to: the table of rankings for publication by area (default: of all areas together)",
    )
    tally.add_argument(
        "--rarest", metavar="N", type=int, default=10, help="withhold rankings on fewer papers (default: 10)"
    )

    explain = command(
        "explain",
        "say where one ballot paper went at every count, and why: its marks only",
        "explain papers.csv 5",
    )
    _papers(explain, "LINE")


def _simulate(command: Callable[[str, str, str], argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """The command that writes rehearsal papers."""
    simulate = command(
        "simulate",
        "write rehearsal papers for an election, for training and for tests",
        "simulate mayor.cambridgeshire-and-peterborough.2017-05-04 --papers 1000 --to rehearsal-papers.csv",
    )
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
    return simulate


def _papers(below: argparse.ArgumentParser, *more: str) -> None:
    """The arguments of a command that counts ballot papers."""
    below.add_argument(
        "papers",
        metavar="FILE",
        help="a file of papers (.csv .tsv .parquet .blt .soi .toi .json, also .gz), a condensed table, "
        "or an election folder with ballots.*",
    )
    for name in more:
        below.add_argument(name.lower(), metavar=name, type=int, help="the line of the paper in the file")
    below.add_argument("--election", metavar="FOLDER", help="the election folder the papers belong to")
    below.add_argument(
        "--method",
        choices=("first-past-the-post", "supplementary-vote", "alternative-vote"),
        help="count by this method (default: the election's, or the alternative vote)",
    )
    below.add_argument(
        "--rules",
        metavar="KEY=WORD,…",
        help="for the alternative vote: more_than_half_of=continuing|valid, stop=majority|two, "
        "tie=lot|earlier-count|drawn-order, overvote=ends-the-paper|skip",
    )
    below.add_argument("--papers", dest="expected", metavar="N", type=int, help="how many papers there should be")
    below.add_argument("--withdrawn", metavar="ID", action="append", default=[], help="strike a candidate out")
    below.add_argument("--lots", metavar="FILE", help="lots drawn, as lots.csv of an election folder")
    below.add_argument(
        "--engine",
        choices=("stdlib", "polars", "duckdb", "spark", "dask"),
        help="what reads CSV, TSV and Parquet (default: by kind and size)",
    )
    below.add_argument("--form", action="store_true", help="the CSV file is the export of an online form")
