"""Persons nominated and not withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

CandidateId = NewType("CandidateId", str)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person on the ballot paper, joined to figures by `id` and never by position.

    `name` and `description` are as on the statement of persons nominated.
    Law: SI 2017/67 Sch 1 r 6, 7, 13.
    """

    id: CandidateId
    name: str
    description: str = ""
    party: str | None = None
    person: str | None = None
    policies: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    statement_source: str | None = None
    running_mate: str | None = None
