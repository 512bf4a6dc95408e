"""Two elections of an office side by side: by party, by person, who came and who went."""

from __future__ import annotations

from dataclasses import dataclass

from mayoral.analysis.shares import Share, shares
from mayoral.analysis.swing import Base, Change, NoSwing, Pair, Side, Swing, butler, change, party_of, party_share
from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.findings import Refused


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party at both elections: its candidates (none where it did not stand), its shares, the change."""

    party: str
    stood_before: tuple[CandidateId, ...]
    stood_now: tuple[CandidateId, ...]
    before: Share | None
    now: Share | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person who stood at both elections, under the candidate ids of each."""

    before_id: CandidateId
    now_id: CandidateId
    before: Share | None
    now: Share | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two elections of an office, on the votes of the first count.

    `came` stood only now, `went` only before. The swing is between the two parties with the most votes
    now; None where there are no two.
    """

    pair: Pair
    parties: tuple[PartyLine, ...]
    persons: tuple[PersonLine, ...]
    came: tuple[CandidateId, ...]
    went: tuple[CandidateId, ...]
    swing: Swing | NoSwing | None


def compare(pair: Pair) -> Comparison:
    """The comparison of two elections of one office. Raises Refused where the offices differ."""
    before, now = pair.before.contest, pair.now.contest
    if before.office != now.office or before.office is None:
        raise Refused(f"{before.title} and {now.title} are not elections of one office")
    then = {_person(one): one.id for one in before.candidates}
    today = {_person(one): one.id for one in now.candidates}
    return Comparison(
        pair,
        parties=tuple(_party_line(pair, party) for party in _parties(pair)),
        persons=tuple(_person_line(pair, then[who], today[who]) for who in today if who in then),
        came=tuple(today[who] for who in today if who not in then),
        went=tuple(then[who] for who in then if who not in today),
        swing=_main_swing(pair),
    )


def _person(candidate: Candidate) -> str:
    """By what a person is known at every election: the person's id, or the candidate's where there is none."""
    return candidate.person or candidate.id


def _parties(pair: Pair) -> list[str]:
    """The parties of both elections, those now in ballot order first."""
    everyone = (*pair.now.contest.candidates, *pair.before.contest.candidates)
    return list(dict.fromkeys(party for one in everyone if (party := party_of(one)) is not None))


def _party_line(pair: Pair, party: str) -> PartyLine:
    base = Base.FIRST_COUNT
    before, now = party_share(pair.before, party, base), party_share(pair.now, party, base)
    stood_before, stood_now = _standing(pair.before, party), _standing(pair.now, party)
    return PartyLine(party, stood_before, stood_now, before, now, change(pair, party, base))


def _standing(side: Side, party: str) -> tuple[CandidateId, ...]:
    return tuple(one.id for one in side.contest.candidates if party_of(one) == party)


def _person_line(pair: Pair, before_id: CandidateId, now_id: CandidateId) -> PersonLine:
    before, now = _own_share(pair.before, before_id), _own_share(pair.now, now_id)
    moved = None if before is None or now is None else Change(before, now, pair.method_changed)
    return PersonLine(before_id, now_id, before, now, moved)


def _own_share(side: Side, who: CandidateId) -> Share | None:
    count = side.count(Base.FIRST_COUNT)
    return None if count is None else shares(count.totals, Base.FIRST_COUNT.value).get(who)


def _main_swing(pair: Pair) -> Swing | NoSwing | None:
    """The swing to the party with the most votes now from the one with the next most."""
    known = {
        party: share.fraction
        for party in _parties(pair)
        if (share := party_share(pair.now, party, Base.FIRST_COUNT)) is not None
    }
    most = sorted(known, key=lambda party: -known[party])
    return butler(pair, most[0], most[1], Base.FIRST_COUNT) if len(most) > 1 else None
