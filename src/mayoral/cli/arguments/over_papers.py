"""The arguments of the commands over ballot papers."""

from __future__ import annotations

import argparse

from mayoral.cli.arguments.shape import Command, election, json


def papers(command: Command) -> None:
    """The commands over ballot papers."""
    tally = command(
        "tally",
        "count a file of ballot papers, or the papers of an election, as often as the rules ask",
        "tally elections/selection.labour.leader.2010-09-25 --to counted/",
    )
    _papers_counted(tally)
    json(tally)
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
        "explain examples/papers.csv 5",
    )
    _papers_counted(explain)
    told = "the line of the file on which the paper begins; its row in Parquet, its record's number in JSON"
    explain.add_argument("line", metavar="LINE", type=int, help=told)

    simulate = command(
        "simulate",
        "write rehearsal papers for an election, for training and for tests",
        "simulate mayor.tees-valley.2017-05-04 --papers 1000 --to rehearsal-papers.csv",
    )
    election(simulate)
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
        help="rehearsal-… ending in .csv, .tsv, .blt, .soc, .soi, .toc, .toi (.gz may follow) or .parquet",
    )


def _papers_counted(below: argparse.ArgumentParser) -> None:
    """The arguments of a command that counts ballot papers."""
    below.add_argument(
        "papers",
        metavar="FILE",
        help="a file of papers (.csv .tsv .txt .tab .parquet .blt .soc .soi .toc .toi .json, also .gz), "
        "a condensed table, or an election folder with ballots.*",
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
    below.set_defaults(ahead=None)
    below.add_argument(
        "--contest", metavar="ID", default="", help="of cast vote records of several contests, the one to count"
    )
    below.add_argument("--form", action="store_true", help="the CSV file is the export of an online form")
