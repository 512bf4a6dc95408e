"""What may be typed: every command, its arguments and its help, without importing any of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

from mayoral import __version__
from mayoral.cli.teaching import BEGIN, STATUS, teaching

FORMATS = (
    "election", "result", "folder", "tidy-csv", "data-package", "nist", "democracy-club", "popolo", "linked-data",
    "wikitext", "quickstatements", "atom", "everything",
)  # fmt: skip

Command: TypeAlias = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command by its name, what it does, and an example."""


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

    for group in (_returns, _papers, _law_and_offices, _dates, _open_data):
        group(command)
    completion = commands.add_parser("completion", help="print a script that completes commands in your shell")
    told = 'in bash, put into ~/.bashrc: eval "$(mayoral completion bash)"'
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help=told)
    return top


def _election(below: argparse.ArgumentParser, name: str = "election") -> None:
    below.add_argument(name, metavar="ELECTION", help="an election folder, or its id in elections/")


def _json(below: argparse.ArgumentParser) -> None:
    below.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def _returns(command: Command) -> None:
    """The commands over the returns of an election."""
    count = command(
        "count",
        "count an election and say who is elected, or what must happen next",
        "count mayor.west-yorkshire.2021-05-06",
    )
    _election(count)
    _json(count)

    check = command(
        "check",
        "list every finding over an election's figures, with the sum and what to do next",
        "check mayor.greater-manchester-ca.2021-05-06",
    )
    _election(check)
    _json(check)

    notice = command(
        "notice",
        "print a statement or notice in the fields and order of the rules",
        "notice declaration mayor.cambridgeshire-and-peterborough.2017-05-04",
    )
    documents = ("provisional", "rejected", "declaration", "public")
    notice.add_argument("kind", metavar="KIND", choices=documents, help=f"one of {', '.join(documents)}")
    _election(notice)
    area = "the area of a provisional statement or statement of rejected papers"
    notice.add_argument("--area", metavar="AREA", help=area)
    notice.add_argument("--count", metavar="NUMBER", type=int, default=1, help="the count stated (default: 1)")

    listing = command(
        "elections", "list the elections of a folder by poll date, with who was elected", "elections"
    )
    listing.add_argument("folder", metavar="FOLDER", nargs="?", default="elections", help="default: elections/")

    compared = command(
        "compare",
        "compare two elections of an office: shares by party and by person, swing, who came and went",
        "compare mayor.liverpool-city-ca.2021-05-06 mayor.liverpool-city-ca.2024-05-02",
    )
    _election(compared, "before")
    compared.add_argument("now", metavar="ELECTION", help="another election of the same office")


def _papers(command: Command) -> None:
    """The commands over ballot papers."""
    tally = command(
        "tally",
        "count a file of ballot papers, or the papers of an election, as often as the rules ask",
        "tally elections/selection.labour.leader.2010-09-25 --to counted/",
    )
    _papers_counted(tally)
    _json(tally)
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
    _papers_counted(explain)
    explain.add_argument("line", metavar="LINE", type=int, help="the line of the paper in the file")

    simulate = command(
        "simulate",
        "write rehearsal papers for an election, for training and for tests",
        "simulate mayor.tees-valley.2017-05-04 --papers 1000 --to rehearsal-papers.csv",
    )
    _election(simulate)
    how_many = simulate.add_mutually_exclusive_group(required=True)
    how_many.add_argument("--papers", metavar="N", type=int, help="how many papers")
    how_many.add_argument(
        "--exactly", action="store_true", help="papers that count to the result published, figure by figure"
    )
    simulate.add_argument("--seed", metavar="S", type=int, default=1, help="the same seed, the same papers (1)")
    simulate.add_argument(
        "--support", metavar="A=3,B=2", help="first preferences by candidate (default: as the election had them)"
    )
    simulate.add_argument(
        "--to",
        metavar="FILE",
        required=True,
        help="rehearsal-… ending in .csv, .tsv, .blt, .soi, .toi or .parquet",
    )


def _papers_counted(below: argparse.ArgumentParser) -> None:
    """The arguments of a command that counts ballot papers."""
    below.add_argument(
        "papers",
        metavar="FILE",
        help="a file of papers (.csv .tsv .parquet .blt .soi .toi .json, also .gz), a condensed table, "
        "or an election folder with ballots.*",
    )
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


def _law_and_offices(command: Command) -> None:
    """The commands over the law table and the ledger of offices."""
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


def _dates(command: Command) -> None:
    """The commands over the days of an election."""
    days = command(
        "timetable",
        "list every statutory day of an election with its hours and law, and who may vote",
        "timetable mayor.greater-manchester-ca.2024-05-02, or: mayoral timetable 2027-05-06",
    )
    days.add_argument(
        "election", metavar="ELECTION", help="an election folder, its id in elections/, or the date of a poll"
    )
    days.add_argument("--ics", action="store_true", help="print an iCalendar file (needs mayoral[site])")


def _open_data(command: Command) -> None:
    """The commands that publish for programs."""
    export = command(
        "export",
        "write an election in a format that others read",
        "export mayor.west-yorkshire.2021-05-06 --format wikitext",
    )
    _election(export)
    export.add_argument("--format", required=True, choices=FORMATS, help="which format (docs/open-data.md)")
    export.add_argument("--to", metavar="PATH", help="a file, a folder or a .zip (default: standard output)")
    export.add_argument("--publisher", metavar="NAME", default="not stated", help="who publishes")
    export.add_argument("--base", metavar="URL", default="", help="the address of the site, for links and feeds")
    export.add_argument("--items", metavar="FILE", help="Wikidata items, a CSV file `what,item`")
    export.add_argument("--retrieved", metavar="DATE", help="when the sources were looked at, for Wikidata")

    replay = command(
        "replay",
        "replay a recorded night into a feed of numbered snapshots",
        "replay examples/rehearsal-night --to site",
    )
    replay.add_argument("folder", metavar="FOLDER", help="an election folder with night.csv")
    replay.add_argument("--to", metavar="FOLDER", required=True, help="the site into which the feed is written")
    replay.add_argument(
        "--speed", type=_speed, metavar="N", help="so many times as fast as the night was (default: at once)"
    )
    replay.add_argument("--base", metavar="URL", default="", help="the address of the site, for an Atom feed")


def _speed(text: str) -> int:
    speed = int(text)
    if speed < 1:
        raise ValueError(text)
    return speed
