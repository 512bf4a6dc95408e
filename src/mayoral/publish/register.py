"""The register of the whole record: every election in brief, every person, for pages that look across them.

Elections themselves are read again one at a time when their pages are made, so that memory does not grow
with their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mayoral.analysis.shares import Share, keep_deposit, majority
from mayoral.analysis.swing import first_party
from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Contest
from mayoral.contest.dates import Holidays
from mayoral.contest.findings import Identity
from mayoral.contest.office import Holder, Office, Party
from mayoral.contest.outcomes import Number, elected_by
from mayoral.contest.timetable.ordinary import next_ordinary_poll
from mayoral.publish.counted import Counted


@dataclass(frozen=True, slots=True)
class Stood:
    """A candidate at an election: the figures of the first count and of the last they were in."""

    candidate: Candidate
    first: Number | None
    last: Number | None
    at_count: int
    elected: bool
    keeps_deposit: bool | None


@dataclass(frozen=True, slots=True)
class Brief:
    """An election in brief."""

    contest: Contest
    stood: tuple[Stood, ...]
    elected: CandidateId | None
    valid: Number | None
    turnout: Share | None
    majority: Number | None
    tested: Mapping[str, tuple[int, int, int]]
    failed: tuple[Identity, ...]
    stopping: int
    warnings: int
    previous: str | None
    next: str | None

    @property
    def id(self) -> str:
        """The election's id; one without has none of its own and stands under its title."""
        return self.contest.id or self.contest.title

    @property
    def year(self) -> int:
        """The year of the poll; 0 where its date is not known."""
        return self.contest.poll_date.earliest.year if self.contest.poll_date else 0

    @property
    def selection(self) -> bool:
        """Whether this is none of the elections to the offices: a party's choice, or one held elsewhere."""
        return self.id.startswith("selection.")

    @property
    def within_a_party(self) -> bool:
        """Whether a party chose its own candidate here."""
        return within_a_party(self.contest)

    @property
    def winner(self) -> Candidate | None:
        """The candidate elected."""
        return None if self.elected is None else self.contest.candidate(self.elected)


@dataclass(slots=True)
class Person:
    """Somebody who stood or held a post: their names, where they stood, and which posts they held."""

    id: str
    name: str
    stood: list[tuple[str, Stood]] = field(default_factory=list)
    held: list[tuple[Office, Holder]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that pages look up across elections."""

    briefs: Mapping[str, Brief]
    people: Mapping[str, Person]
    offices: Mapping[str, Office]
    parties: Mapping[str, Party]
    holidays: Holidays | None = None

    def of_office(self, office: str) -> list[Brief]:
        """The elections of an office, oldest first; no party selections."""
        found = [one for one in self.briefs.values() if one.contest.office == office and not one.selection]
        return sorted(found, key=_when)

    def next_poll(self, office: Office) -> date | None:
        """The next ordinary poll after the last election to an office that is decided; None where not known."""
        held = [one.contest.poll_date.latest for one in self.of_office(office.id)
                if one.elected is not None and one.contest.poll_date is not None]  # fmt: skip
        return next_ordinary_poll(office, max(held)) if held else None

    def by_date(self) -> list[Brief]:
        """All elections, newest first."""
        return sorted(sorted(self.briefs.values(), key=lambda one: one.id), key=_when, reverse=True)

    def previous(self, one: Brief) -> Brief | None:
        """The election before, of the same office."""
        return self.briefs.get(one.previous or "")

    def party_name(self, candidate: Candidate) -> str:
        """A candidate's description on the ballot paper, else the party's name."""
        known = self.parties.get(candidate.party or "")
        return candidate.description or (known.name if known else candidate.party or "")

    @property
    def latest(self) -> date:
        """The last day of which the record speaks."""
        days = [one.contest.poll_date.latest for one in self.briefs.values() if one.contest.poll_date]
        for office in self.offices.values():
            for holder in office.holders:
                days += [end.latest for end in (holder.term.since, holder.term.until) if end]
        return max(days, default=date(2017, 5, 4))


def within_a_party(contest: Contest) -> bool:
    """Whether a party chose its own candidate: everybody who stood was of one party."""
    return (contest.id or "").startswith("selection.") and len({one.party for one in contest.candidates}) == 1


def _when(one: Brief) -> date:
    return one.contest.poll_date.latest if one.contest.poll_date else date.min


def register(elections: Iterable[Counted], offices: Iterable[Office], parties: Mapping[str, Party]) -> Register:
    """The register of these elections and offices, each election looked at once."""
    briefs = {one.id: one for one in map(brief, elections)}
    known = {one.id: one for one in offices}
    people: dict[str, Person] = {}
    for one in briefs.values():
        for stood in one.stood:
            key = person_of(one.contest, stood.candidate)
            people.setdefault(key, Person(key, stood.candidate.name)).stood.append((one.id, stood))
    for office in known.values():
        for holder in office.holders:
            if holder.person:
                people.setdefault(holder.person, Person(holder.person, holder.name)).held.append((office, holder))
    return Register(briefs, people, known, parties)


def person_of(contest: Contest, candidate: Candidate) -> str:
    """The id of the person who stands; one not known across elections is known by this election only."""
    return candidate.person or f"{candidate.id}.{contest.id}"


def elected_in(counted: Counted) -> CandidateId | None:
    """Who is elected: by the count, else as declared where it cannot be counted again."""
    declared = counted.election.declared
    return elected_by(counted.outcome) or (declared.elected if declared else None)


def brief(counted: Counted) -> Brief:
    """An election in brief."""
    contest, counts = counted.election.contest, counted.outcome.counts
    elected = elected_in(counted)
    first = counts[0].totals if counts else None
    deposits = keep_deposit(contest, first) if first else {}
    stood = []
    for one in contest.candidates:
        last = max((count for count in counts if one.id in count.totals.votes), key=_number, default=None)
        held = None if last is None else last.totals.votes[one.id]
        at = 0 if last is None else last.number
        votes = first.votes.get(one.id) if first else None
        stood.append(Stood(one, votes, held, at, one.id == elected, deposits.get(one.id)))
    return Brief(
        contest=contest,
        stood=tuple(stood),
        elected=elected,
        valid=first.valid if first else None,
        turnout=counted.turnout,
        majority=majority(counts[-1].totals) if counts and elected_by(counted.outcome) else None,
        tested=_tested(counted.identities),
        failed=tuple(one for one in counted.identities if one.residual),
        stopping=sum(one.stops for one in counted.findings),
        warnings=sum(not one.stops for one in counted.findings),
        previous=counted.election.previous,
        next=counted.election.next,
    )


def _number(count: object) -> int:
    return getattr(count, "number", 0)


def _tested(identities: Iterable[Identity]) -> dict[str, tuple[int, int, int]]:
    """For each kind of identity how many passed, failed, and could not be tested."""
    tally: dict[str, Counter[str]] = {}
    for one in identities:
        result = "open" if one.residual is None else "failed" if one.residual else "passed"
        tally.setdefault(one.code, Counter())[result] += 1
    return {code: (each["passed"], each["failed"], each["open"]) for code, each in tally.items()}


def hold_or_gain(now: Brief, before: Brief | None) -> tuple[str, str] | None:
    """The party families of who is elected now and of who was before; None where one is not known."""
    if before is None or now.winner is None or before.winner is None:
        return None
    return first_party(now.winner.party) or "", first_party(before.winner.party) or ""
