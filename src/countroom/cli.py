"""The command `countroom`: a rehearsal or a small count on one laptop, without any network."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """What may be typed."""
    top = argparse.ArgumentParser(
        prog="countroom", description=str(__doc__).partition(":")[2].strip().capitalize()
    )
    commands = top.add_subparsers(dest="command", metavar="command", required=True)
    rehearse = commands.add_parser(
        "rehearse", help="load an election folder as a rehearsal, with an account for each role"
    )
    rehearse.add_argument("election", type=Path)
    train = commands.add_parser(
        "train", help="a rehearsal for those who type: sheets with mistakes in them, and a score"
    )
    train.add_argument("election", type=Path)
    train.add_argument("--seed", type=int, help="the number printed by a training, to make the same papers again")
    load = commands.add_parser("load", help="load an election folder into an empty database")
    load.add_argument("election", type=Path)
    for name, words in (("person", "make an account"), ("appoint", "appoint a person before the night")):
        below = commands.add_parser(name, help=words)
        below.add_argument("username")
        below.add_argument("name" if name == "person" else "role")
        if name == "appoint":
            below.add_argument("--area", default="")
            below.add_argument("--candidate", default="")
            below.add_argument("--designated", choices=("yes", "no"), default="",
                               help="whether a counting agent may demand re-counts")  # fmt: skip
    serve = commands.add_parser("serve", help="serve the count room, and write its public pages")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8400)
    serve.add_argument("--certificate", type=Path, help="serve over TLS: the certificate, with its chain")
    serve.add_argument("--private-key", type=Path, help="the private key of the certificate")
    publisher = commands.add_parser("publisher", help="write public snapshots as they are authorised")
    publisher.add_argument("--once", action="store_true")
    publisher.add_argument(
        "--beside",
        action="store_true",
        help="end as soon as standard input is closed, as `countroom serve` has it",
    )
    export = commands.add_parser("export", help="write the night as an election folder with its record")
    export.add_argument("folder", type=Path)
    backup = commands.add_parser("backup", help="copy an SQLite database, whole and checked, while it is in use")
    backup.add_argument("file", type=Path)
    token = commands.add_parser("token", help="give a token of the API for a person's one appointment, or end it")
    token.add_argument("username")
    token.add_argument("--end", action="store_true", help="end every token of this person")
    commands.add_parser("key", help="print the key by which other count rooms know the letters of this one")
    trust = commands.add_parser("trust", help="trust the key of another count room, and take in its letters")
    trust.add_argument("key", help="what `countroom key` printed there")
    trust.add_argument("--area", default="", help="the area that counts there; left out, it is the CARO's")
    commands.add_parser("migrate", help="bring the database up to date")
    return top


_FIRST = frozenset({"migrate", "load", "rehearse", "train", "serve"})
"""The commands that make the database where there is none."""


def prepared() -> None:
    """Settings from the environment, with a folder and a key for a laptop where none are given."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "countroom.settings")
    mode = os.environ.get("COUNTROOM_MODE", "rehearsal")
    folder = Path(os.environ.get("COUNTROOM_FOLDER", "countroom-data")).resolve() / mode
    folder.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("COUNTROOM_SECRET_KEY"):
        key = folder / "secret-key"
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(secrets.token_urlsafe(50), encoding="ascii")
        os.environ["COUNTROOM_SECRET_KEY"] = key.read_text(encoding="ascii")
    import django  # noqa: PLC0415 - nothing of Django before its settings are known

    django.setup()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 done, 1 refused, 2 unreadable."""
    given = parser().parse_args(arguments)
    try:
        prepared()
    except OSError as problem:
        where = f"{problem.filename} cannot be used: {problem.strerror}"
        print(f"countroom: {where}; set COUNTROOM_FOLDER to a folder of your own", file=sys.stderr)
        return 1
    from countroom.running import commands, database  # noqa: PLC0415 - it needs the settings
    from countroom.running.logs import configure  # noqa: PLC0415
    from mayoral.contest.findings import Refused  # noqa: PLC0415
    from mayoral.files.reading import Unreadable  # noqa: PLC0415

    configure("WARNING")
    try:
        database.of_this_mode()
        if given.command not in _FIRST:
            database.made_already()
        status: int = getattr(commands, given.command)(given)
    except Unreadable as problem:
        print(f"countroom: {problem}", file=sys.stderr)
        return 2
    except Refused as problem:
        print(f"countroom: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return status
