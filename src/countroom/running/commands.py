"""What the command `countroom` does, one function for each of its commands."""

from __future__ import annotations

import secrets
import sqlite3
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection

from countroom.before.loading import appoint as appoint_person
from countroom.before.loading import end_tokens, give_token, new_person, trust_key
from countroom.before.loading import load as load_folder
from countroom.before.rehearsal import HALL, paper_forms, papers_text
from countroom.before.rehearsal import rehearse as rehearse_folder
from countroom.before.training import train as train_with
from countroom.handover.keys import fingerprint, make_key, public_key
from countroom.models import Person
from countroom.night.stages import Role
from countroom.night.wording import role_words
from countroom.paperwork import exporting
from countroom.people.reach import appointments_of
from countroom.records import night
from countroom.running.database import migrate
from countroom.running.serving import publisher, serve
from mayoral.contest.findings import Refused
from mayoral.files.acts import RECORD
from mayoral.files.elections import CONTEST

__all__ = ["migrate", "publisher", "serve"]


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
