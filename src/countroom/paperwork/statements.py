"""Statements and scripts in the words of the library, with their hash and the head of the record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from countroom.night.state import NightSoFar
from mayoral.contest.contest import AreaId
from mayoral.contest.returns import Return, Status
from mayoral.counting.count import count
from mayoral.files.acts import figures_from
from mayoral.publish.notices import provisional_statement, rejected_statement


def code_of(text: str) -> str:
    """The SHA-256 of a statement's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def short(code: str) -> str:
    """The part of a hash that is printed large and typed back: its first twelve digits in threes of four."""
    return f"{code[:4]} {code[4:8]} {code[8:12]}"


def statement_text(so_far: NightSoFar, area: str, number: int, payload: Mapping[str, Any]) -> str:
    """A statement of votes and of rejected papers, as it is printed. Law: r 51(5), 54(1), 56(2), 59(1).

    Raises Refused where the first count it rests on is not complete.
    """
    status = Status(payload["status"])
    mine = Return(AreaId(area), number, figures_from(payload["figures"]), payload["version"], status)
    others = [one for one in so_far.standing if (one.area, one.count) != (area, number)]
    outcome = count(so_far.contest, [*others, mine])
    votes = provisional_statement(so_far.contest, outcome, AreaId(area), number)
    if status is Status.FINAL:
        votes = votes.replace("PROVISIONAL STATEMENT", "FINAL STATEMENT", 1)
    rejected = rejected_statement(so_far.contest, outcome, AreaId(area), number)
    mode = "REHEARSAL: not a real election\n\n" if so_far.mode == "rehearsal" else ""
    head = f"Version {payload['version']}. Record so far: {len(so_far.acts)} acts, head\n{so_far.head}\n"
    return f"{mode}{votes}\n{rejected}\n{head}"
