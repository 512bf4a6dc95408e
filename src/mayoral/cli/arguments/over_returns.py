"""The arguments of the commands over returns, the law, offices and dates."""

from __future__ import annotations

from mayoral.cli.arguments.shape import Command, election, json


def returns(command: Command) -> None:
    """The commands over the returns of an election."""
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

    listing = command(
        "elections", "list the elections of a folder by poll date, with who was elected", "elections"
    )
    listing.add_argument("folder", metavar="FOLDER", nargs="?", default="elections", help="default: elections/")

    compared = command(
        "compare",
        "compare two elections of an office: shares by party and by person, swing, who came and went",
        "compare mayor.liverpool-city-ca.2021-05-06 mayor.liverpool-city-ca.2024-05-02",
    )
    election(compared, "before")
    compared.add_argument("now", metavar="ELECTION", help="another election of the same office")


def law_and_offices(command: Command) -> None:
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


def dates(command: Command) -> None:
    """The commands over the days of an election."""
    days = command(
        "timetable",
        "list every statutory day of an election with its hours and law, and who may vote",
        "timetable 2027-05-06",
    )
    days.add_argument(
        "election", metavar="ELECTION", help="an election folder, its id in elections/, or the date of a poll"
    )
    days.add_argument("--ics", action="store_true", help="print an iCalendar file (needs mayoral[site])")


def records(command: Command) -> None:
    """The command over the record of a night."""
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
