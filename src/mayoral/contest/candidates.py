"""Persons nominated and not withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
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


def by_name(candidates: Iterable[Candidate]) -> dict[str, list[CandidateId]]:
    """The ids of the candidates who bear each name, in their order: a name of several tells nobody apart."""
    found: dict[str, list[CandidateId]] = {}
    for one in candidates:
        found.setdefault(one.name, []).append(one.id)
    return found
