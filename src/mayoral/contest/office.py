"""An office and its ledger: the authority, its councils, who held which post when, and what they may do.

Every row names a source; a date is known to the day, the month or the year, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mayoral.contest.dates import KnownDate
from mayoral.contest.law import OfficeKind
from mayoral.contest.record import Source


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of time, first and last day included; None where an end is not known or still runs."""

    since: KnownDate | None = None
    until: KnownDate | None = None

    def covers(self, day: date) -> bool | None:
        """Whether a day falls within; None where what is known does not tell."""
        if self.since is not None and day < self.since.earliest:
            return False
        if self.until is not None and day > self.until.latest:
            return False
        if self.since is None or day < self.since.latest:
            return None
        return None if self.until is not None and day > self.until.earliest else True


@dataclass(frozen=True, slots=True)
class Authority:
    """The combined (or combined county) authority whose mayor is elected."""

    name: str
    kind: OfficeKind
    gss: str = ""
    established: KnownDate | None = None
    abolished: KnownDate | None = None
    successor: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """The years of the ordinary polls, as an order states them: one in every so many, `year` among them."""

    year: int
    every: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Council:
    """A council of the area: a constituent of the authority, an area that counts, or both."""

    name: str
    term: Term
    full_name: str = ""
    gss: str = ""
    former_gss: tuple[str, ...] = ()
    constituent: bool = True
    counting_area: bool = True
    gss_source: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An instrument that made or changed the office."""

    title: str
    number: str = ""
    made: KnownDate | None = None
    effect: str = ""
    source: str = ""


class Standing(Enum):
    """Whether a power is had."""

    HELD = "held"
    NOT_HELD = "not-held"
    ASKED_FOR = "asked-for"
    ANNOUNCED = "announced"


@dataclass(frozen=True, slots=True)
class Power:
    """A power of the mayor: held, not held, asked for or announced."""

    what: str
    standing: Standing
    term: Term
    note: str = ""
    source: str = ""


class Post(Enum):
    """The posts the ledger keeps."""

    MAYOR = "mayor"
    INTERIM_MAYOR = "interim-mayor"
    CHAIR = "chair"
    DEPUTY_MAYOR = "deputy-mayor"


@dataclass(frozen=True, slots=True)
class Holder:
    """One unbroken holding of a post by one person, with how it began and ended."""

    post: Post
    name: str
    term: Term
    person: str = ""
    party: str = ""
    remit: str = ""
    council: str = ""
    began: str = ""
    ended: str = ""
    elections: tuple[str, ...] = ()
    until_source: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A seat, or several alike, in the authority or in another body."""

    seat: str
    who: str
    term: Term
    number: int | None = None
    portfolio: str = ""
    body: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """A salary or a budget, in whole pounds for a period."""

    what: str
    pounds: int
    per: str
    since: KnownDate | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A mayor's office with its ledger."""

    id: str
    title: str
    authority: Authority
    style: str = ""
    term_years: int | None = None
    first_poll: KnownDate | None = None
    first_poll_source: str = ""
    cycle: Cycle | None = None
    councils: tuple[Council, ...] = ()
    orders: tuple[Order, ...] = ()
    powers: tuple[Power, ...] = ()
    holders: tuple[Holder, ...] = ()
    members: tuple[Member, ...] = ()
    money: tuple[Money, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()

    def source(self, known: str) -> Source | None:
        """The source of this id, or None."""
        return next((one for one in self.sources if one.id == known), None)

    def on(self, day: date) -> Iterator[tuple[Holder, bool]]:
        """Who held each post on a day; with False where the dates known do not settle it.

        A holding of which neither end is known says nothing about any day and is left out; nobody held
        a post before the authority was.
        """
        established = self.authority.established
        if established is not None and day < established.earliest:
            return
        for holder in self.holders:
            held = holder.term.covers(day)
            undated = holder.term.since is None and holder.term.until is None
            if held or (held is None and not undated):
                yield holder, bool(held)


@dataclass(frozen=True, slots=True)
class Party:
    """A party as the Electoral Commission registers it, with the names sources use."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    colour: str = ""
    article: str = ""
