"""What every open format asks of a counted election: who was elected, as of when, under which name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import AreaId
from mayoral.contest.dates import KnownDate
from mayoral.contest.office import Party
from mayoral.contest.outcomes import Count, Figures, Number, elected_by
from mayoral.contest.record import Election
from mayoral.contest.returns import Return
from mayoral.publish.counted import Counted

Parties = Mapping[str, Party]
# What neither XML nor MediaWiki can hold, not even escaped.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def elected(counted: Counted) -> CandidateId | None:
    """Who was elected: as declared, else as counted; None where neither says."""
    declared = counted.election.declared
    return elected_by(counted.outcome) if declared is None else declared.elected


def election_id(election: Election) -> str:
    """The id of an election; a contest that has none cannot be published as open data."""
    if election.contest.id is None:
        raise ValueError("an election without an id has no address")
    return election.contest.id


def declared_on(election: Election) -> KnownDate | None:
    """The day of the declaration, as far as it is known."""
    stated = None if election.declared is None else election.declared.declared_on
    return stated or election.declared_on


def as_of(election: Election) -> date:
    """The day the record speaks of: the declaration's where known, else the poll's; no clock is read."""
    known = declared_on(election) or election.contest.poll_date
    if known is None:
        raise ValueError("an election without a poll date cannot be dated")
    return known.latest


def stamp(day: date) -> str:
    """A day as the date-time that formats ask for: its first moment in universal time."""
    return f"{day.isoformat()}T00:00:00Z"


def party_name(candidate: Candidate, parties: Parties) -> str:
    """The registered name of a candidate's party; the description where the party is not in the ledger."""
    known = parties.get(candidate.party or "")
    return known.name if known else candidate.description


def latest(returns: Iterable[Return]) -> dict[tuple[AreaId, int], Return]:
    """The return of each area and count with the highest version."""
    return {(one.area, one.count): one for one in sorted(returns, key=lambda one: one.version)}


def figures_by_area(counted: Counted, count: Count) -> dict[AreaId, Figures]:
    """The figures of every area at a count, with nothing known for those that have not stated any."""
    nothing = Figures(dict.fromkeys(count.totals.votes))
    return {one.id: count.areas.get(one.id, nothing) for one in counted.election.contest.areas}


def whole(value: Number | None) -> int | None:
    """A figure as a whole number; None where it is not known, or a weighted share."""
    return None if value is None or isinstance(value, Fraction) else value


def json_text(value: object) -> bytes:
    """A JSON document, the same bytes for the same value, which may also stand inside a page."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for one in "<>&\u2028\u2029":
        text = text.replace(one, f"\\u{ord(one):04x}")
    return f"{text}\n".encode()


def speakable(text: str) -> str:
    """A text with the mark U+FFFD for every character that XML cannot hold."""
    return _UNSPEAKABLE.sub("\ufffd", text)
