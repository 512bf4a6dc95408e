"""What the figures say: totals count by count, and what follows from them in law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId
from mayoral.contest.papers import Head

Number: TypeAlias = int | Fraction
"""Votes: whole, or exact shares where sections are weighted."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an area, or of all together, worked out at one count; None is not known.

    `votes` are what each candidate holds after `added`; `valid` is their sum. `pool` are the papers
    of a second count, `for_eliminated` those of them whose second preference helped nobody.
    """

    votes: Mapping[CandidateId, Number | None]
    valid: Number | None = None
    added: Mapping[CandidateId, Number | None] = field(default_factory=dict)
    papers: int | None = None
    rejected: int | None = None
    rejected_by_head: Mapping[Head, int] = field(default_factory=dict)
    non_transferable: int | None = None
    pool: int | None = None
    for_eliminated: int | None = None


class Basis(Enum):
    """What the totals of a count rest on."""

    AREAS = "areas"
    PUBLISHED_TOTALS = "published-totals"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Count:
    """One count over the whole authority, and area by area.

    `remaining` and `eliminated` say who goes on; both are empty where this count decides or is not
    complete. `missing` are the areas whose figures this count lacks. `settled` are the equalities that
    had to be settled at this count, in the order in which they were.
    """

    number: int
    totals: Figures
    areas: Mapping[AreaId, Figures]
    basis: Basis = Basis.AREAS
    missing: tuple[AreaId, ...] = ()
    remaining: frozenset[CandidateId] = frozenset()
    eliminated: frozenset[CandidateId] = frozenset()
    settled: tuple[Settled, ...] = ()

    @property
    def held(self) -> dict[CandidateId, Number]:
        """The totals of a complete count. Raises ValueError where a part is unknown."""
        known = {who: votes for who, votes in self.totals.votes.items() if votes is not None}
        if len(known) < len(self.totals.votes):
            raise ValueError(f"count {self.number} is not complete")
        return known


class Purpose(Enum):
    """What a lot settles; ORDER is one drawn beforehand, for a selection whose rules say so."""

    ELECTION = "election"
    EXCLUSION = "exclusion"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that was drawn, as evidence; it stands only for exactly the candidates in `among`.

    Under `order` the earlier in `among` stands above the later. `method` says how it was drawn, where a
    record tells it: `lots.csv` does not.
    Law: SI 2017/67 Sch 1 r 59(12); 2009 Act Sch 5B para 5(10).
    """

    count: int
    purpose: Purpose
    among: tuple[CandidateId, ...]
    drawn: CandidateId
    on: date | None = None
    witness: str = ""
    source: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """An equality among candidates that was settled: by a lot, an order drawn beforehand, or an earlier count.

    `fell_on` is the one elected or excluded by it; of an exclusion that an earlier count only narrowed down,
    those who are still equal. `by` is the lot or the order, or the number of the earlier count.
    """

    purpose: Purpose
    among: frozenset[CandidateId]
    fell_on: frozenset[CandidateId]
    by: Lot | int


@dataclass(frozen=True, slots=True)
class Elected:
    """Ruling: this candidate is elected, perhaps by a lot. The lot is added to no figure."""

    candidate: CandidateId
    settled: tuple[Settled, ...] = ()


@dataclass(frozen=True, slots=True)
class Direction:
    """Ruling: count again between those remaining; the CARO's direction to every area."""

    number: int
    remaining: frozenset[CandidateId]
    settled: tuple[Settled, ...] = ()


@dataclass(frozen=True, slots=True)
class Equality:
    """Ruling and outcome: equal votes where the law needs a difference; a lot is wanted.

    As a ruling it carries what an earlier count has `settled` so far; an outcome has that in its last count.
    """

    among: frozenset[CandidateId]
    purpose: Purpose = Purpose.ELECTION
    counts: tuple[Count, ...] = ()
    lots: tuple[Lot, ...] = ()
    settled: tuple[Settled, ...] = ()


Ruling: TypeAlias = Elected | Direction | Equality


class What(Enum):
    """What an area owes."""

    RETURN = "return"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing one area owes."""

    area: AreaId
    count: int
    what: What


@dataclass(frozen=True, slots=True)
class Declaration:
    """The CARO may declare this candidate elected. Law: SI 2017/67 Sch 1 r 59(11)."""

    elected: CandidateId
    counts: tuple[Count, ...] = ()
    lots: tuple[Lot, ...] = ()


@dataclass(frozen=True, slots=True, match_args=False)
class Awaiting:
    """These areas still owe this count, between these candidates; nothing can be declared yet.

    Where only finals are owed, `would_elect` or `would_tie` say what the provisional figures lead to.
    """

    owed: tuple[Owed, ...]
    number: int
    remaining: frozenset[CandidateId]
    counts: tuple[Count, ...] = ()
    lots: tuple[Lot, ...] = ()
    would_elect: CandidateId | None = None
    would_tie: frozenset[CandidateId] = frozenset()
    would_tie_for: Purpose | None = None

    __match_args__ = ("areas", "number", "remaining")

    @property
    def areas(self) -> tuple[AreaId, ...]:
        """The areas that owe something, each once, in order."""
        return tuple(dict.fromkeys(one.area for one in self.owed))


@dataclass(frozen=True, slots=True)
class Uncontested:
    """One candidate stands and is declared elected without a poll. Law: r 16(c)."""

    elected: CandidateId
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class NoCandidates:
    """Nobody stands: there is no result, and the procedure begins afresh."""

    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Abandoned:
    """The poll was countermanded or abandoned. Law: SI 2017/67 Sch 1 r 65."""

    reason: str
    counts: tuple[Count, ...] = ()


Outcome: TypeAlias = Declaration | Awaiting | Equality | Uncontested | NoCandidates | Abandoned


def elected_by(outcome: Outcome) -> CandidateId | None:
    """The candidate an outcome elects, or None."""
    return outcome.elected if isinstance(outcome, Declaration | Uncontested) else None
