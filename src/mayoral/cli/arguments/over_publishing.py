"""The arguments of the commands that publish."""

from __future__ import annotations

from mayoral.cli.arguments.shape import Command, election

FORMATS = (
    "election", "result", "folder", "tidy-csv", "data-package", "nist", "democracy-club", "popolo", "linked-data",
    "wikitext", "quickstatements", "atom", "everything",
)  # fmt: skip


def publishing(command: Command) -> None:
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


def open_data(command: Command) -> None:
    """The commands that publish for programs."""
    export = command(
        "export",
        "write an election in a format that others read",
        "export mayor.west-yorkshire.2021-05-06 --format wikitext",
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
    replay.add_argument("folder", metavar="FOLDER", help="a folder with night.csv, or a count room's acts.jsonl")
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
