"""What the command `countroom` does, one function for each of its commands."""

from __future__ import annotations

import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from argparse import Namespace
from pathlib import Path

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from countroom.before.loading import appoint as appoint_person
from countroom.before.loading import end_tokens, give_token, new_person, trust_key
from countroom.before.loading import load as load_folder
from countroom.before.rehearsal import HALL, papers_text
from countroom.before.rehearsal import rehearse as rehearse_folder
from countroom.before.training import train as train_with
from countroom.handover.keys import fingerprint, make_key, public_key
from countroom.models import ContestRow, Person
from countroom.night.stages import Role
from countroom.night.wording import role_words
from countroom.paperwork import exporting
from countroom.people.reach import appointments_of
from countroom.records import night
from countroom.running.logs import configure
from countroom.running.publisher import write_snapshot
from mayoral.contest.findings import Refused


def of_this_mode() -> None:
    """Nothing where the database is of this mode or holds no contest yet. Raises Refused where it is not."""
    if "countroom_contestrow" not in connection.introspection.table_names():
        return
    made_for = ContestRow.objects.values_list("mode", flat=True).first()
    if made_for not in (None, settings.MODE):
        raise Refused(f"this database was made for {made_for}; COUNTROOM_MODE says {settings.MODE}")


def migrate(_: Namespace) -> int:
    """The database brought up to date."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return 0


def rehearse(given: Namespace) -> int:
    """A rehearsal database made of an election folder, its accounts printed."""
    if settings.LIVE:
        raise Refused("a rehearsal is never made in live mode")
    migrate(given)
    made = rehearse_folder(given.election)
    print(f"A rehearsal of {night().contest.title}, with these accounts:\n")
    for one in made:
        print(f"  {one.username:38} {one.role:18} {one.area}")
    print(f"\nThe password of every one of them is: {made[0].password}")
    papers = settings.FOLDER / "papers.txt"
    papers.write_text(papers_text(given.election), encoding="utf-8")
    print(f"The papers that lie on the tables, to be typed: {papers}")
    return 0


def train(given: Namespace) -> int:
    """A training database made of an election folder, and where the trainee begins printed."""
    seed = secrets.randbelow(10_000) if given.seed is None else given.seed
    if settings.LIVE:
        raise Refused("a training is never made in live mode")
    migrate(given)
    area, accounts = train_with(given.election, seed)
    print(f"A training in {area.name}, with the papers of number {seed} (--seed {seed} makes them again).\n")
    for account, what in zip(
        accounts, ("types every sheet", "settles what two people read differently"), strict=True
    ):
        print(f"  {account:38} {what}")
    print(f"\nThe password of both is: {HALL}")
    print("Serve it with `countroom serve`, sign in, and go to /training/: the papers lie there, and the score.")
    return 0


def load(given: Namespace) -> int:
    """A contest loaded into an empty database."""
    migrate(given)
    print(f"Loaded: {load_folder(given.election).title} ({settings.MODE})")
    return 0


def person(given: Namespace) -> int:
    """An account made, its first password printed once."""
    made, password = new_person(given.username, given.name)
    print(f"{made.username}: {password}")
    return 0


def appoint(given: Namespace) -> int:
    """An appointment made before the night."""
    who = Person.objects.filter(username=given.username).first()
    if who is None or given.role not in set(Role):
        raise Refused(f"there is no account {given.username}, or no role {given.role}")
    appoint_person(who, Role(given.role), given.area, given.candidate, given.designated)
    print(f"{who} ({who.username}) is appointed: {role_words(given.role)}, {given.area or 'the whole authority'}")
    return 0


def serve(given: Namespace) -> int:
    """The count room served on one machine, with the publisher beside it; over TLS with a certificate.

    The publisher ends with it, however it ends: at the latest when the pipe between them closes.
    """
    if (given.certificate is None) != (given.private_key is None):
        raise Refused("TLS needs both --certificate and --private-key")
    for file in filter(None, (given.certificate, given.private_key)):
        if not file.is_file():
            raise Refused(f"there is no file {file}")
    migrate(given)
    configure("INFO")
    scheme = "http" if given.certificate is None else "https"
    # The server hands a signal on once it has shut down: a polite one ends as Ctrl-C does, so that all is ended.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, "-m", "countroom", "publisher", "--beside"], stdin=subprocess.PIPE
    ) as beside:
        print(f"The count room ({settings.MODE}) is at {scheme}://{given.host}:{given.port}/", flush=True)
        try:
            uvicorn.run("countroom.asgi:application", host=given.host, port=given.port, log_config=None,
                        timeout_graceful_shutdown=2, ssl_certfile=given.certificate,
                        ssl_keyfile=given.private_key)  # fmt: skip
        finally:
            beside.terminate()
    return 0


def publisher(given: Namespace) -> int:
    """Public snapshots written whenever something new is authorised.

    What cannot be written now is said once and tried again; with `--once` it is refused. With `--beside` it
    ends, the round under way finished, once standard input is closed: whoever started it is gone.
    """
    said = ""
    alone = threading.Event()
    if given.beside:
        threading.Thread(target=_heard_out, args=(alone,), daemon=True).start()
    while not alone.is_set():
        try:
            if ContestRow.objects.exists():
                write_snapshot()
            said = ""
        except (Refused, OSError) as problem:
            if given.once:
                raise
            if str(problem) != said:
                print(f"countroom: nothing is published now: {problem}", file=sys.stderr, flush=True)
            said = str(problem)
        if given.once:
            return 0
        connection.close()
        time.sleep(1)
    return 0


def _heard_out(alone: threading.Event) -> None:
    """Says when the other end of standard input is closed; whoever holds it need say nothing else."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    alone.set()


def export(given: Namespace) -> int:
    """The night as plain files, which `mayoral verify` replays."""
    exporting.write_folder(night(), given.folder)
    return 0


def backup(given: Namespace) -> int:
    """A whole copy of an SQLite database, checked after it is written."""
    if connection.vendor != "sqlite":
        raise Refused("PostgreSQL is backed up with pg_dump: see docs/guide/installing.md")
    target = Path(given.file)
    if target.exists():
        raise Refused(f"{target} exists already; a backup overwrites nothing")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    with sqlite3.connect(target) as copy:
        (found,) = copy.execute("PRAGMA integrity_check").fetchone()
    print(f"{target}: integrity {found}")
    return 0 if found == "ok" else 1


def token(given: Namespace) -> int:
    """A token of the API for a person's one appointment, printed once; or the end of every one of theirs."""
    if given.end:
        print(f"Ended: {end_tokens(given.username)} of {given.username}")
        return 0
    who = Person.objects.filter(username=given.username).first()
    held = appointments_of(who) if who else ()
    if len(held) != 1:
        raise Refused(f"{given.username} should hold exactly one appointment, and holds {len(held)}")
    print(give_token(held[0]))
    return 0


def key(_: Namespace) -> int:
    """The public part of this count room's key, and its short form; the key is made where there is none."""
    make_key()
    print(f"{public_key()}\nIn short: {fingerprint(public_key())}")
    return 0


def trust(given: Namespace) -> int:
    """The key of another count room trusted: letters that are signed with it are taken in from now on."""
    short = trust_key(given.key, given.area)
    print(f"Letters of {given.area or 'the CARO'} are known by key {short}")
    return 0
