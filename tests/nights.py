"""Whole nights made for tests: contests, and the returns and lots that answer every direction.

Every return states all its lines, as an officer would who has a statement in front of him.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.contest import Area, AreaId, Base, Contest, Overvote, Rules, Stop, Tie
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Awaiting, Equality, Lot, Outcome, Purpose
from mayoral.contest.papers import Head
from mayoral.contest.returns import Entry, Measure, Return
from mayoral.counting.count import count

FPTP, SV, AV = Method.FIRST_PAST_THE_POST, Method.SUPPLEMENTARY_VOTE, Method.ALTERNATIVE_VOTE
BY_LOT = Rules(Base.CONTINUING, Stop.MAJORITY, Tie.LOT, Overvote.ENDS_THE_PAPER)
HEADS = (Head.WANT_OF_OFFICIAL_MARK, Head.MORE_THAN_ONE, Head.IDENTIFIES_VOTER, Head.UNMARKED_OR_UNCERTAIN)


def contest_of(
    method: Method,
    candidates: Iterable[str],
    areas: Iterable[str] = ("north",),
    *,
    rules: Rules | None = None,
    weights: Sequence[Fraction] = (),
    declared: bool = False,
) -> Contest:
    """A contest between candidates named as their ids."""
    chosen = (rules or BY_LOT) if method is AV else None
    return Contest(
        id="mayor.somewhere.2017-05-04",
        title="Mayor of Somewhere",
        method=method,
        method_law="as cited",
        areas=tuple(
            Area(AreaId(one), one.title(), dict(enumerate(weights)).get(i)) for i, one in enumerate(areas)
        ),
        candidates=tuple(Candidate(CandidateId(one), one.title()) for one in candidates),
        rules=chosen,
        declared=declared,
    )


def made(area: str, number: int, figures: Mapping[Entry, int], version: int = 1) -> Return:
    """A return that cites the notice on every line."""
    return Return(AreaId(area), number, dict(figures), version, sources=dict.fromkeys(figures, "notice"))


def first_count(area: str, votes: Mapping[str, int], version: int = 1) -> Return:
    """A first count that states votes and nothing else."""
    return made(area, 1, {(Measure.VOTES, who): held for who, held in votes.items()}, version)


def second_count(area: str, seconds: Mapping[str, int], version: int = 1) -> Return:
    """A second count that states second preferences and nothing else."""
    return made(area, 2, {(Measure.SECOND_PREFERENCES, who): one for who, one in seconds.items()}, version)


@dataclass(slots=True)
class Night:
    """A contest with the returns and lots that have come, which answers whatever the count asks for next."""

    contest: Contest
    chance: Random
    most: int
    returns: list[Return] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """What the count says now."""
        return count(self.contest, self.returns, self.lots)

    def play(self) -> Night:
        """The night, played until nothing more is asked for."""
        while isinstance(outcome := self.outcome, Awaiting | Equality):
            if isinstance(outcome, Equality):
                self.lots.append(self.lot(outcome.among, outcome.purpose, len(outcome.counts)))
            else:
                for area in outcome.areas:
                    self.returns += self.answer(outcome, area)
        return self

    def lot(self, among: Iterable[CandidateId], purpose: Purpose, number: int) -> Lot:
        """A lot drawn among these, named in any order."""
        tied = sorted(among)
        self.chance.shuffle(tied)
        return Lot(number, purpose, tuple(tied), self.chance.choice(tied), witness="the agents", source="notice")

    def answer(self, outcome: Awaiting, area: AreaId) -> list[Return]:
        """The returns of an area that owes this count, every line of the statement filled in."""
        if outcome.number == 1:
            return self._first(area)
        before = outcome.counts[outcome.number - 2]
        held = before.areas[area].votes
        remaining = self.contest.in_ballot_order(outcome.remaining)
        out = sum(int(held[who] or 0) for who in before.eliminated)
        if self.contest.method is SV:
            *added, wasted, rejected = self._split(out, len(remaining) + 2)
            figures = {
                (Measure.SECOND_COUNT_PAPERS, ""): out,
                (Measure.SECOND_PREFERENCES_FOR_ELIMINATED, ""): wasted,
            }
            figures |= self._rejected(rejected)
            for who, more in zip(remaining, added, strict=True):
                figures[Measure.SECOND_PREFERENCES, who] = more
                figures[Measure.TOTALS, who] = int(held[who] or 0) + more
            return [made(area, 2, figures)]
        (gone,) = before.eliminated
        *added, stopped = self._split(out, len(remaining) + 1)
        figures = {(Measure.NON_TRANSFERABLE, ""): (before.areas[area].non_transferable or 0) + stopped}
        figures[Measure.TRANSFERS, f"{gone}>"] = stopped
        for who, more in zip(remaining, added, strict=True):
            figures[Measure.VOTES, who] = int(held[who] or 0) + more
            figures[Measure.TRANSFERS, f"{gone}>{who}"] = more
        return [made(area, outcome.number, figures)]

    def _first(self, area: AreaId) -> list[Return]:
        votes = {(Measure.VOTES, one.id): self.chance.randint(0, self.most) for one in self.contest.candidates}
        rejected = self.chance.randint(0, self.most)
        papers = sum(votes.values()) + rejected
        entries: dict[Entry, int] = {(Measure.PAPERS, ""): papers, (Measure.VALID, ""): sum(votes.values())}
        before: dict[Entry, int] = {(Measure.ELECTORATE, ""): papers + 9, (Measure.VERIFIED, ""): papers}
        return [made(area, 0, before), made(area, 1, {**entries, **votes, **self._rejected(rejected)})]

    def _rejected(self, rejected: int) -> dict[Entry, int]:
        heads = zip(HEADS, self._split(rejected, 4), strict=True)
        return {(Measure.REJECTED, ""): rejected} | {(Measure.REJECTED, head.value): one for head, one in heads}

    def _split(self, papers: int, parts: int) -> list[int]:
        """Papers parted at random."""
        cuts = sorted(self.chance.randint(0, papers) for _ in range(parts - 1))
        return [high - low for low, high in zip([0, *cuts], [*cuts, papers], strict=True)]

    def but(self, old: Return, new: Return | None) -> list[Return]:
        """The returns with one put in another's place, or with one left out."""
        return [new if one is old else one for one in self.returns if new is not None or one is not old]  # type: ignore[misc]

    def altered(self, old: Return, entry: Entry, figure: int | None) -> list[Return]:
        """The returns with one figure changed, or not known."""
        figures = {line: known for line, known in old.figures.items() if line != entry}
        return self.but(old, replace(old, figures=figures if figure is None else {**figures, entry: figure}))


def essence(outcome: Outcome) -> tuple[object, ...]:
    """An outcome without what hangs on the order in which anything was named."""
    among = getattr(outcome, "among", frozenset()), getattr(outcome, "purpose", None)
    counts = [(one.totals, dict(one.areas), one.remaining, one.eliminated, one.basis) for one in outcome.counts]
    owed = frozenset(getattr(outcome, "owed", ()))
    return type(outcome).__name__, getattr(outcome, "elected", None), among, counts, owed
