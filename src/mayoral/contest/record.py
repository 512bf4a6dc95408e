"""What was declared, printed and contradicted: the public record that figures are held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.dates import KnownDate
from mayoral.contest.outcomes import Lot
from mayoral.contest.papers import BallotPaperAccount
from mayoral.contest.returns import Measure, Return


class Kind(Enum):
    """How far a source can be trusted; what is worked out here is never official."""

    OFFICIAL = "official"
    PRESS = "press"
    SECONDARY = "secondary"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from. A derived one says what it is worked out from, and how."""

    id: str
    title: str
    kind: Kind
    publisher: str = ""
    url: str = ""
    derived_from: tuple[str, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """The result as the notice gives it: typed from there, never computed.

    `recomputable` is False, and `why` says so, where the figures known do not suffice to count again.
    """

    elected: CandidateId
    at_count: int | None = None
    declared_on: KnownDate | None = None
    source: str = ""
    recomputable: bool = True
    why: str = ""
    counts: Mapping[int, Mapping[CandidateId, int]] | None = None


class PrintedBase(Enum):
    """Of what a printed percentage is a share."""

    VALID = "valid"
    CAST = "cast"
    CONTINUING = "continuing"
    TRANSFERRED = "transferred"
    ELECTORATE = "electorate"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Printed:
    """A percentage or other statement exactly as a source prints it, right or wrong."""

    area: AreaId
    count: int
    what: str
    key: str
    value: str
    base: PrintedBase | None
    source: str

    @property
    def number(self) -> Decimal | None:
        """The value as a decimal number, or None where it is not written as one."""
        return Decimal(self.value) if self.value.replace(".", "", 1).isdecimal() else None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure that another source gives, and why it was not preferred."""

    area: AreaId
    count: int
    measure: Measure | str
    key: str
    figure: str
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class PartySelection:
    """How a party chose its candidate, where there are names and no figures."""

    party: str
    selected: CandidateId | None = None
    on: KnownDate | None = None
    by: str = ""
    shortlist: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Election:
    """An election with everything known of it: the contest, its figures, and the record around them."""

    contest: Contest
    returns: tuple[Return, ...] = ()
    lots: tuple[Lot, ...] = ()
    accounts: tuple[BallotPaperAccount, ...] = ()
    declared: Declared | None = None
    printed: tuple[Printed, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    sources: tuple[Source, ...] = ()
    selections: tuple[PartySelection, ...] = ()
    original_poll_date: KnownDate | None = None
    nominations_closed: KnownDate | None = None
    declared_on: KnownDate | None = None
    previous: str | None = None
    next: str | None = None
    same_day: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
