"""What may be typed: every command, its arguments and its help, without importing any of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable

_STATUS = (
    "Exit status: 0 done, or a declaration without an E finding; 1 anything else the figures say; 2 unreadable."
)

FORMATS = (
    "election", "result", "folder", "tidy-csv", "data-package", "nist", "democracy-club", "popolo", "linked-data",
    "wikitext", "quickstatements", "atom", "everything",
)  # fmt: skip


def _speed(text: str) -> int:
    speed = int(text)
    if speed < 1:
        raise ValueError(text)
    return speed


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

    _site(command)
    _dates(command)
    _open_data(command, election)

    completion = commands.add_parser("completion", help="print a script that completes commands in your shell")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help='eval "$(mayoral completion bash)"')
    return top


def _site(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """The commands that build the public record and serve it."""
    publish = command(
        "publish",
        "build the public record, a static site, from the folders",
        "publish elections offices --to site",
    )
    publish.add_argument("elections", metavar="ELECTIONS", help="the folder of election folders")
    publish.add_argument("ledger", metavar="OFFICES", nargs="?", help="the ledger of offices")
    publish.add_argument("--to", metavar="FOLDER", required=True, help="where the site is built")
    publish.add_argument("--boundaries", metavar="FILE", help="a GeoJSON file of council boundaries (EPSG:4326)")
    publish.add_argument(
        "--base-url", metavar="URL", default="", help="where the site will stand, for canonical addresses"
    )
    publish.add_argument("--publisher", metavar="NAME", default="not stated", help="who publishes")

    serve = command("serve", "serve a site on this machine", "serve site")
    serve.add_argument("site", metavar="SITE", help="the folder of a site")
    serve.add_argument("--port", type=int, default=8000, help="default: 8000; 0 takes any that is free")


def _dates(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """The commands about the days of an election, and about two elections side by side."""
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


def _open_data(
    command: Callable[[str, str, str], argparse.ArgumentParser],
    election: Callable[[argparse.ArgumentParser], None],
) -> None:
    """The commands that publish for programs."""
    export = command(
        "export",
        "write an election in a format that others read",
        "export elections/mayor.west-yorkshire.2021-05-06 --format wikitext",
    )
    election(export)
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
