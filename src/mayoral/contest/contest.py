"""One office being filled at one election: who stands, where votes are counted, under which rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import NewType

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.dates import KnownDate
from mayoral.contest.law import Method, OfficeKind, counted_by

AreaId = NewType("AreaId", str)
WHOLE = AreaId("ALL")
"""The reserved area of figures published for the whole authority only."""


class Base(Enum):
    """Of which papers a candidate needs more than half."""

    CONTINUING = "continuing"
    VALID = "valid"


class Stop(Enum):
    """When a selection's count ends: at a majority, or only when two remain."""

    MAJORITY = "majority"
    TWO = "two"


class Tie(Enum):
    """How a selection settles equality."""

    LOT = "lot"
    EARLIER_COUNT = "earlier-count"
    DRAWN_ORDER = "drawn-order"


class Overvote(Enum):
    """What an over-voted rank does to a paper."""

    ENDS_THE_PAPER = "ends-the-paper"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Rules:
    """A party's own rules for a selection by the alternative vote, named and never guessed."""

    more_than_half_of: Base
    stop: Stop
    tie: Tie
    overvote: Overvote | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the authority whose returning officer counts locally; a section of an electoral college."""

    id: AreaId
    name: str
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """Everything the count must know that is not a figure.

    `candidates` stand in ballot order. `declared` says that the result was declared before these
    figures were gathered, so that nothing found now can stop it. `abandoned` gives the reason where
    the poll was countermanded or abandoned (SI 2017/67 Sch 1 r 65).
    """

    id: str | None
    title: str
    method: Method
    method_law: str
    areas: tuple[Area, ...]
    candidates: tuple[Candidate, ...]
    rules: Rules | None = None
    poll_date: KnownDate | None = None
    office: str | None = None
    office_title: str = ""
    office_kind: OfficeKind | None = None
    declared: bool = False
    abandoned: str | None = None
    _by_id: dict[str, Candidate] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {one.id: one for one in self.candidates})

    @property
    def counted_by(self) -> Method:
        """How the votes are counted with this number of candidates."""
        return counted_by(self.method, len(self.candidates))

    @property
    def standing(self) -> frozenset[CandidateId]:
        """The ids of all candidates."""
        return frozenset(one.id for one in self.candidates)

    @property
    def weighted(self) -> bool:
        """Whether the areas are sections of an electoral college."""
        return any(area.weight is not None for area in self.areas)

    def candidate(self, known: CandidateId) -> Candidate:
        """The candidate of this id. Raises KeyError where nobody of this id stands."""
        return self._by_id[known]

    def in_ballot_order(self, some: frozenset[CandidateId] | set[CandidateId]) -> tuple[CandidateId, ...]:
        """These candidates in the order of the ballot paper."""
        return tuple(one.id for one in self.candidates if one.id in some)
