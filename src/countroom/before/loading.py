"""A contest loaded from an election folder into an empty database, and the first appointments."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from countroom.actions import Doing, perform
from countroom.actions import every as _every
from countroom.actions.asked import text_that_can_be_kept
from countroom.handover.keys import make_key
from countroom.models import Appointment, Person
from countroom.night.stages import Role
from countroom.records import act_of, append, contest_of, contest_text, one_at_a_time, store_contest
from mayoral.contest.contest import Contest
from mayoral.contest.findings import Refused
from mayoral.files.acts import Act
from mayoral.files.elections import read_election
from mayoral.files.offices import ledger

__all__ = ["NewAccount", "_every", "appoint", "end_tokens", "give_token", "load", "new_person", "trust_key"]

INSTALLER = "installer"
"""The account in whose name commands act."""
_ACCOUNT = re.compile(r"[A-Za-z0-9._-]{1,150}")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account just made: its name, its password (known only now), and what it is for."""

    username: str
    password: str
    role: str
    area: str


def load(folder: Path) -> Contest:
    """The contest of a folder, loaded with the first act of its record; figures in the folder are left out.

    Raises Unreadable or Refused.
    """
    election = read_election(folder, ledger(folder))
    contest = replace(election.contest, declared=False)
    with one_at_a_time():
        row = store_contest(contest, settings.MODE)
        payload = {
            "election": contest.id,
            "mode": row.mode,
            "contest": hashlib.sha256(contest_text(contest_of(row)).encode()).hexdigest(),
        }
        append(Act(0, "", "the installer", Role.INSTALLER, "load", "", 0, payload), "load")
    make_key()
    return contest


def new_person(username: str, name: str, password: str = "") -> tuple[Person, str]:
    """A person with a new account and the password it was made with.

    Raises Refused where the account cannot be called so, is there already, or nobody's name is given: the
    record names both of whoever acts.
    """
    text_that_can_be_kept([name])
    if not _ACCOUNT.fullmatch(username):
        raise Refused(
            f"`{username}` cannot be an account; expected letters a to z, digits, full stops, _ and -, at most 150"
        )
    if not 1 <= len(name.strip()) <= 200:
        raise Refused(f"account {username} needs the person's own name; expected 1 to 200 characters")
    if username.lower() == INSTALLER or Person.objects.filter(username__iexact=username).exists():
        raise Refused(f"there is an account {username} already; expected another, for each person has their own")
    chosen = password or "-".join(secrets.token_hex(3) for _ in range(3))
    return Person.objects.create(username=username, name=name, password=_hashed(chosen)), chosen


@cache
def _hashed(password: str) -> str:
    """A password as it is stored; the accounts of one rehearsal share theirs, and it is hashed once."""
    return make_password(password)


def first_installer() -> Person:
    """The installer who makes the first appointments, without a password: nobody can log in as this."""
    person, made = Person.objects.get_or_create(username=INSTALLER, defaults={"name": "Installer"})
    if made:
        person.set_unusable_password()
        person.save()
        Appointment.objects.create(person=person, role=Role.INSTALLER)
    return person


def give_token(held: Appointment) -> str:
    """A new token for programs that act under an appointment, known only now. Raises Refused."""
    secret = secrets.token_urlsafe(32)
    given = {"appointment": held.pk, "sha256": hashlib.sha256(secret.encode()).hexdigest()}
    perform(first_installer(), Doing("give-token", f"give-token-{secrets.token_hex(8)}", given=given))
    return secret


def end_tokens(username: str) -> int:
    """How many tokens of a person were ended. Raises Refused where there was none."""
    key = f"end-token-{secrets.token_hex(8)}"
    row = perform(first_installer(), Doing("end-token", key, given={"person": username}))
    return len(act_of(row).payload["sha256"])


def trust_key(key: str, area: str) -> str:
    """The short form of the key by which letters of an area, or (no area) of the CARO, are known from now on."""
    given = {"public_key": key, "whose": area}
    row = perform(first_installer(), Doing("trust-key", f"trust-key-{secrets.token_hex(8)}", given=given))
    return str(act_of(row).payload["fingerprint"])


def appoint(  # noqa: PLR0913, PLR0917 - an appointment has these parts
    person: Person, role: Role, area: str = "", candidate: str = "", designated: str = ""
) -> None:
    """An appointment made by the installer before the night, on the record like any other."""
    given = {"person": person.username, "role": role.value, "where": area, "candidate": candidate,
             "designated": designated}  # fmt: skip
    key = f"appoint-{person.username}-{role}-{area}-{secrets.token_hex(4)}"
    perform(first_installer(), Doing("appoint", key, given=given))
