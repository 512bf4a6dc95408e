"""How shares changed between two elections of an office, and the swing between two parties.

A change is worked out over any two elections and carries a mark where the method changed in between;
a swing is worked out only between elections counted alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from mayoral.analysis.shares import Share
from mayoral.contest.candidates import Candidate
from mayoral.contest.contest import Contest
from mayoral.contest.outcomes import Count, Number, Outcome

INDEPENDENT = "ynmp-party:2"
"""The id under which Democracy Club lists candidates of no party."""
_JOINT = re.compile(r"joint-party:(\d+)-[\d-]+", re.ASCII)


class Base(Enum):
    """Of what the shares in a swing are shares."""

    FIRST_COUNT = "all votes of the first count"
    LAST_COUNT = "all votes held at the last count"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the elections compared: the contest, what its figures say, and its turnout where known."""

    contest: Contest
    outcome: Outcome
    turnout: Share | None = None

    def count(self, base: Base) -> Count | None:
        """The count that a base means, or None where there was none."""
        counts = self.outcome.counts
        return None if not counts else counts[0 if base is Base.FIRST_COUNT else -1]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two elections of one office, `before` and `now`."""

    before: Side
    now: Side

    @property
    def method_changed(self) -> bool:
        """Whether voters marked, and officers counted, papers of another kind.

        Two candidates under the supplementary vote are voted for and counted as under first past the post.
        """
        return self.before.contest.counted_by is not self.now.contest.counted_by


@dataclass(frozen=True, slots=True)
class Change:
    """A share before and now, and whether the method changed in between."""

    before: Share
    now: Share
    method_changed: bool

    @property
    def points(self) -> Fraction:
        """The change as a fraction of the whole: 0.097 are 9.7 points."""
        return self.now.fraction - self.before.fraction


class NoSwing(Enum):
    """Why there is no swing between two parties."""

    METHOD_CHANGED = "the method changed in between"
    COUNTS_DIFFER = "one election was decided at the first count, the other at a later one"
    NOT_IN_BOTH = "both parties must be in the count at both elections"
    NOT_KNOWN = "a figure it needs is not known"


@dataclass(frozen=True, slots=True)
class Swing:
    """The Butler swing: the mean of what one party gained and the other lost, in shares of a named base.

    Positive `points` go to `towards`; a swing the other way is the same number below nought.
    """

    towards: str
    away: str
    base: Base
    gained: Change
    lost: Change

    @property
    def points(self) -> Fraction:
        """The swing as a fraction of the whole."""
        return (self.gained.points - self.lost.points) / 2


def party_of(candidate: Candidate) -> str | None:
    """The party whose votes a candidate's are compared with; None for an independent.

    A joint description counts with the first of its parties: Labour and Co-operative with Labour.
    """
    return None if candidate.party == INDEPENDENT else first_party(candidate.party)


def first_party(known: str | None) -> str | None:
    """The id of a party; of a joint description, that of the first of its parties."""
    joint = _JOINT.fullmatch(known or "")
    return known if joint is None else f"PP{joint[1]}"


def party_share(side: Side, party: str, base: Base) -> Share | None:
    """The share of a party's candidates at a count; None where it is not in the count or not known."""
    count = side.count(base)
    if count is None or not count.totals.valid:
        return None
    votes = _votes(side, count, party)
    known = [held for held in votes if held is not None]
    whole = Share(sum(known), count.totals.valid, "votes", base.value)
    return whole if known and len(known) == len(votes) else None


def change(pair: Pair, party: str, base: Base) -> Change | None:
    """How a party's share changed; None where it is not in both counts or a figure is not known."""
    before, now = party_share(pair.before, party, base), party_share(pair.now, party, base)
    return None if before is None or now is None else Change(before, now, pair.method_changed)


def butler(pair: Pair, towards: str, away: str, base: Base) -> Swing | NoSwing:
    """The swing between two parties on a base, or why there is none."""
    if pair.method_changed:
        return NoSwing.METHOD_CHANGED
    sides = (pair.before, pair.now)
    counts = [side.count(base) for side in sides]
    if base is Base.LAST_COUNT and len({count.number for count in counts if count is not None}) > 1:
        return NoSwing.COUNTS_DIFFER
    for side, count in zip(sides, counts, strict=True):
        if count is not None and not all(_votes(side, count, party) for party in (towards, away)):
            return NoSwing.NOT_IN_BOTH
    gained, lost = change(pair, towards, base), change(pair, away, base)
    return NoSwing.NOT_KNOWN if gained is None or lost is None else Swing(towards, away, base, gained, lost)


def _votes(side: Side, count: Count, party: str) -> list[Number | None]:
    """What each candidate of a party holds at a count."""
    own = (one.id for one in side.contest.candidates if party_of(one) == party)
    return [count.totals.votes[who] for who in own if who in count.totals.votes]
