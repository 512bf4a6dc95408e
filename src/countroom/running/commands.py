"""What the command `countroom` does, one function for each of its commands."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.http.request import validate_host

from countroom.before.loading import appoint as appoint_person
from countroom.before.loading import end_tokens, give_token, new_person
from countroom.before.loading import load as load_folder
from countroom.before.rehearsal import paper_forms, papers_text
from countroom.before.rehearsal import rehearse as rehearse_folder
from countroom.models import ContestRow, Person
from countroom.night.stages import Role
from countroom.night.wording import role_words
from countroom.paperwork import exporting
from countroom.people.reach import appointments_of
from countroom.records import night
from countroom.running.logs import configure
from countroom.running.publisher import write_snapshot
from mayoral.contest.findings import Refused
from mayoral.files.acts import RECORD
from mayoral.files.elections import CONTEST

EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - as it may be typed; no address that a browser opens


def of_this_mode() -> None:
    """Nothing where the database is of this mode or holds no contest yet. Raises Refused where it is not."""
    if "countroom_contestrow" not in connection.introspection.table_names():
        return
    made_for = ContestRow.objects.values_list("mode", flat=True).first()
    if made_for not in (None, settings.MODE):
        raise Refused(f"this database was made for {made_for}; COUNTROOM_MODE says {settings.MODE}")


def made_already() -> None:
    """Nothing where the database has been made. Raises Refused where nothing was ever loaded into it."""
    if "countroom_contestrow" not in connection.introspection.table_names():
        raise Refused(
            f"there is nothing here yet ({settings.MODE}); expected `countroom load` or `countroom rehearse` "
            "before it, with the same settings"
        )


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
    if paper_forms(given.election):
        papers = settings.FOLDER / "papers.txt"
        papers.write_text(papers_text(given.election), encoding="utf-8")
        print(f"The papers that lie on the tables, to be typed: {papers}")
    else:
        print("No papers lie on the tables: the folder holds no returns. Make up what you type.")
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
    opened = addresses(given)
    if (given.certificate is None) != (given.private_key is None):
        raise Refused("TLS needs both --certificate and --private-key")
    for file in filter(None, (given.certificate, given.private_key)):
        if not file.is_file():
            raise Refused(f"there is no file {file}")
    migrate(given)
    configure("INFO")
    # The server hands a signal on once it has shut down: a polite one ends as Ctrl-C does, so that all is ended.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, "-m", "countroom", "publisher", "--beside"], stdin=subprocess.PIPE
    ) as beside:
        print(f"The count room ({settings.MODE}) is at {' and '.join(opened)}", flush=True)
        if given.host in EVERYWHERE and not settings.NAMED_HOSTS:
            print("No other machine opens it yet: say what this one is called in COUNTROOM_HOSTS", flush=True)
        try:
            uvicorn.run("countroom.asgi:application", host=given.host, port=given.port, log_config=None,
                        timeout_graceful_shutdown=2, ssl_certfile=given.certificate,
                        ssl_keyfile=given.private_key)  # fmt: skip
        finally:
            beside.terminate()
    return 0


def addresses(given: Namespace) -> list[str]:
    """The addresses at which a browser opens what is served. Raises Refused where it would open at none.

    Every host it answers to is named in `COUNTROOM_HOSTS`, but the machine's own: whatever else a request
    says it was sent to is turned away.
    """
    everywhere = given.host in EVERYWHERE
    own = f"[{given.host}]" if ":" in given.host else given.host
    named = [one for one in settings.NAMED_HOSTS if not one.startswith((".", "*"))]
    hosts = [own] if not everywhere and validate_host(own.lower(), settings.ALLOWED_HOSTS) else named
    if not hosts and not everywhere:
        raise Refused(f"no browser could open {given.host}: expected it, or a name of it, in COUNTROOM_HOSTS")
    scheme = "http" if given.certificate is None else "https"
    return [f"{scheme}://{one}:{given.port}/" for one in hosts or settings.OWN_HOSTS[:1]]


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
            if given.once or ContestRow.objects.exists():
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
    so_far, folder = night(), given.folder
    if (folder / CONTEST).exists() and not (folder / RECORD).exists():
        raise Refused(f"{folder} is an election folder of its own; expected another, or that of an earlier export")
    with _written(folder):
        exporting.write_folder(so_far, folder)
    return 0


def backup(given: Namespace) -> int:
    """A whole copy of an SQLite database, checked after it is written."""
    if connection.vendor != "sqlite":
        raise Refused("PostgreSQL is backed up with pg_dump: see docs/guide/installing.md")
    target = Path(given.file)
    if target.exists():
        raise Refused(f"{target} exists already; a backup overwrites nothing")
    try:
        with _written(target), connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
    except Refused:
        target.unlink(missing_ok=True)  # what there is of it is no backup
        raise
    with sqlite3.connect(target) as copy:
        (found,) = copy.execute("PRAGMA integrity_check").fetchone()
    print(f"{target}: integrity {found}")
    return 0 if found == "ok" else 1


@contextmanager
def _written(where: Path) -> Iterator[None]:
    """What cannot be written to disk is refused with the place and the reason."""
    try:
        yield
    except (OSError, OperationalError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise Refused(f"{where} cannot be written: {why}; expected a place on a disk with room") from problem


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
