"""The one door between the rows of the database and the values of the library."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, transaction

from countroom.models import ActRow, AreaRow, CandidateRow, ContestRow
from countroom.night.stages import Night
from countroom.night.state import NightSoFar
from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Area, AreaId, Contest
from mayoral.contest.dates import KnownDate
from mayoral.contest.findings import Finding, Identity, Refused
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Awaiting, Declaration, Equality, Outcome, Uncontested, What
from mayoral.contest.record import Election
from mayoral.contest.returns import Return, Status
from mayoral.counting.checks import check, check_alone
from mayoral.counting.count import count, count_alone, hold
from mayoral.counting.identities import identities
from mayoral.files.acts import BEGINNING, Act, accounts_of, canonical, figures_from, hash_of
from mayoral.files.writing import texts_of


def store_contest(contest: Contest, mode: str) -> ContestRow:
    """The rows of a contest just loaded. Raises Refused where the database holds one already."""
    if ContestRow.objects.exists():
        raise Refused("this database holds a contest already: one database, one night")
    if contest.method is Method.ALTERNATIVE_VOTE or contest.weighted:
        raise Refused("a party selection is counted from its papers, not in the count room")
    day = contest.poll_date.exact if contest.poll_date else None
    if day is None or contest.id is None:
        raise Refused("the contest needs an id and the day of its poll")
    row = ContestRow.objects.create(
        mode=mode, election=contest.id, title=contest.title, method=contest.method.value,
        method_law=contest.method_law, poll_date=day, office=contest.office or "",
        office_title=contest.office_title,
    )  # fmt: skip
    for place, area in enumerate(contest.areas):
        AreaRow.objects.create(contest=row, code=area.id, name=area.name, place=place)
    for place, one in enumerate(contest.candidates):
        CandidateRow.objects.create(
            contest=row, code=one.id, name=one.name, description=one.description, party=one.party, place=place
        )
    return row


def contest_of(row: ContestRow) -> Contest:
    """The contest of a row, undeclared: what is declared here is an act."""
    return Contest(
        id=row.election,
        title=row.title,
        method=Method(row.method),
        method_law=row.method_law,
        areas=tuple(Area(AreaId(one.code), one.name) for one in row.areas.all()),
        candidates=tuple(
            Candidate(CandidateId(one.code), one.name, one.description, one.party) for one in row.candidates.all()
        ),
        poll_date=KnownDate.day(row.poll_date),
        office=row.office or None,
        office_title=row.office_title,
    )


def act_of(row: ActRow) -> Act:
    """The act of a row."""
    return Act(
        row.seq, row.at, row.person, row.role, row.kind, row.area, row.count, _payload(row.payload),
        row.previous, row.hash,
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def _payload(text: str) -> Mapping[str, Any]:
    """What an act says; acts never change, so each is read once."""
    payload: Mapping[str, Any] = json.loads(text)
    return payload


def night() -> NightSoFar:
    """The night of this database so far. Raises Refused where no contest is loaded."""
    row = _loaded()
    return NightSoFar(contest_of(row), tuple(act_of(one) for one in ActRow.objects.all()), row.mode)


def this_contest() -> Contest:
    """The contest of this database. Raises Refused where none is loaded."""
    return contest_of(_loaded())


def _loaded() -> ContestRow:
    row = ContestRow.objects.first()
    if row is None:
        raise Refused("no contest is loaded in this database yet")
    return row


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A transaction in which nobody else records an act: acts follow one another, never cross."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            list(ContestRow.objects.select_for_update().values_list("pk"))
        yield


def append(act: Act, key: str, asked: str | None = None) -> ActRow:
    """The act recorded at the end of the chain, with its time, place in line and hash.

    `asked` is the digest of what was asked for, by which the same request is known again.
    """
    last = ActRow.objects.last()
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    placed = replace(
        act, seq=1 if last is None else last.seq + 1, at=now, previous=BEGINNING if last is None else last.hash
    )
    return ActRow.objects.create(
        seq=placed.seq, at=placed.at, person=placed.person, role=placed.role, kind=placed.kind, area=placed.area,
        count=placed.count, payload=canonical(placed.payload), previous=placed.previous, hash=hash_of(placed),
        key=key, asked=asked,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Position:
    """Where the whole night stands: what the library makes of the standing returns and lots."""

    night: NightSoFar
    outcome: Outcome
    findings: tuple[Finding, ...]
    stage: Night

    @property
    def remaining(self) -> frozenset[CandidateId] | None:
        """Who goes on to the second count; None while the first is not complete or decides."""
        counts = self.outcome.counts
        if counts and not counts[0].missing and counts[0].remaining:
            return counts[0].remaining
        return None

    @property
    def direction_stands(self) -> bool:
        """Whether the second count directed is still the one the accepted first counts lead to."""
        if not self.night.direction_stands:
            return False
        counts = self.outcome.counts
        if not counts or counts[0].missing:
            return True
        return counts[0].remaining == self.night.directed

    @property
    def inputs(self) -> list[str]:
        """The inputs of the calculation: every standing return by version, and the lots."""
        returns = [f"{one.area}/{one.count}/v{one.version}/{one.status.value}" for one in self.night.standing]
        return [*sorted(returns), *(f"lot/{lot.count}/{lot.drawn}" for lot in self.night.lots)]

    def unacknowledged(self) -> tuple[Finding, ...]:
        """The W findings over all returns that nobody has acknowledged by name."""
        known = acknowledged(self.night)
        return tuple(one for one in self.findings if not one.stops and digest(one) not in known)


def position(so_far: NightSoFar) -> Position:
    """Where the night stands. Law: SI 2017/67 Sch 1 rr 57-59."""
    contest = replace(so_far.contest, abandoned=so_far.abandoned)
    returns, lots = so_far.standing, so_far.lots
    found = check(contest, returns, lots)
    outcome = hold(contest, count(contest, returns, lots), found)
    return Position(so_far, outcome, found, _stage(so_far, outcome))


def _stage(so_far: NightSoFar, outcome: Outcome) -> Night:
    if so_far.declared is not None or so_far.abandoned is not None:
        return Night.ABANDONED if so_far.declared is None else Night.DECLARED
    match outcome:
        case Declaration() | Uncontested():
            return Night.READY
        case Equality():
            return Night.EQUALITY
        case Awaiting(owed=owed) if owed and all(one.what is What.FINAL for one in owed):
            directed = all(so_far.finals_directed(one.count) for one in owed)
            return Night.FINALS_OWED if directed else Night.FINALS_TO_DIRECT
        case Awaiting(number=2, remaining=remaining) if (
            not so_far.direction_stands or so_far.directed != remaining
        ):
            return Night.SECOND_TO_DIRECT
    return Night.COUNTING


def findings_at(so_far: NightSoFar, area: str, number: int, figures: Mapping[str, int]) -> tuple[Finding, ...]:
    """Every finding over one area's figures, all at once, beside what stands elsewhere."""
    if so_far.apart:
        return findings_alone(so_far, area, number, figures)
    found = check(so_far.contest, _standing_with(so_far, area, number, figures), so_far.lots)
    return tuple(one for one in found if one.area == area and one.count == number)


def findings_alone(so_far: NightSoFar, area: str, number: int, figures: Mapping[str, int]) -> tuple[Finding, ...]:
    """Every finding over one area's figures that the area can make without any other area's return."""
    mine = _standing_with(so_far, area, number, figures)
    found = check_alone(so_far.contest, AreaId(area), mine, so_far.directed)
    return tuple(one for one in found if one.count == number)


def identities_at(so_far: NightSoFar, area: str, number: int, figures: Mapping[str, int]) -> tuple[Identity, ...]:
    """Every equation one area's figures at a count must satisfy, with what is left over."""
    mine = _standing_with(so_far, area, number, figures)
    second = number == 2 and count_alone(so_far.contest, AreaId(area), mine, so_far.directed).counts
    found = identities(so_far.contest, mine, second or ())
    return tuple(one for one in found if one.area == area and one.count == number)


def _standing_with(so_far: NightSoFar, area: str, number: int, figures: Mapping[str, int]) -> list[Return]:
    """The returns that stand, with these figures in the place of this one."""
    mine = Return(AreaId(area), number, figures_from(figures), 1, Status.PROVISIONAL)
    return [*(one for one in so_far.standing if (one.area, one.count) != (area, number)), mine]


def digest(finding: Finding) -> str:
    """A finding with its very figures, so that an acknowledgement falls when a figure changes."""
    fields = {key: list(one) if isinstance(one, tuple) else one for key, one in finding.fields.items()}
    return canonical([finding.code, finding.area, finding.count, fields])


def acknowledged(so_far: NightSoFar) -> frozenset[str]:
    """The findings that were acknowledged by name, at an area or at the centre."""
    return frozenset(act.payload["finding"] for act in so_far.done if act.kind in ("acknowledge", "note-finding"))


def election_of(so_far: NightSoFar) -> Election:
    """The night as an election: its contest, the returns that stand, the lots and the accounts."""
    return Election(so_far.contest, so_far.standing, so_far.lots, accounts_of(so_far.acts))


def contest_text(contest: Contest) -> str:
    """The `election.toml` of a contest, as the export writes it and the record's first act hashes it."""
    return texts_of(Election(contest))["election.toml"]


def texts(so_far: NightSoFar) -> Mapping[str, str]:
    """The files of the night as an election folder, without its record."""
    return texts_of(election_of(so_far))
