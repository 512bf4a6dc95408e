"""Figures that add up and still look wrong: what deserves a second look before it is relied on.

Two candidates' figures typed in each other's line leave every sum as it was; so does a figure in the
neighbouring line (Skelton: 672 votes in the adjacent column). Only the other units show it.

These are questions, and no findings: a finding says that figures disagree, which is a fact, while here they
agree and are merely unusual. Voters may be unusual. So a question has no number, stops nothing, is not
acknowledged by name and is not published; somebody reads the sheet again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TypeAlias

from mayoral.analysis.peers import STATED, Apart, Beside, Limits, apart, beside_others
from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE, Contest
from mayoral.contest.returns import Measure, Return

Order: TypeAlias = tuple[CandidateId, ...]
Moved: TypeAlias = Mapping[int, int]
"""The figures that some lines would have, by their places."""


class Kind(Enum):
    """What is asked about, in the order in which it is told."""

    EXCHANGED = "exchanged"
    SHIFTED = "shifted"
    NO_VOTES = "no-votes"
    REPEATED = "repeated"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Unit:
    """What one unit states of a count; a figure that is absent or None is not known."""

    votes: Mapping[CandidateId, int]
    rejected: int | None = None
    papers: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that a question rests on, beside what the other units lead one to expect.

    `instead` is what the line would have if the figures were moved as the question supposes. Without a
    candidate it is the line of rejected papers.
    """

    who: CandidateId | None
    figure: int
    expected: Fraction | None
    instead: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something about one unit that deserves a second look, with the figures it rests on."""

    kind: Kind
    unit: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The questions of one count in the order of its units, and what could be compared and what not.

    `votes` and `rejected` name the units compared with one another, none where they are fewer than the
    limits ask; `no_votes_from` and `no_rejected_from` those whose figures are not all known.
    """

    limits: Limits
    asked: tuple[Question, ...]
    votes: tuple[str, ...]
    no_votes_from: tuple[str, ...]
    rejected: tuple[str, ...]
    no_rejected_from: tuple[str, ...]


def units_of(returns: Iterable[Return], number: int) -> dict[str, Unit]:
    """What each area states of a count, by its id, from the returns that stand.

    Of a second count these are the second preferences as typed, or totals where no area gives them.
    """
    known = [one for one in returns if one.count == number and one.area != WHOLE]
    wanted = (Measure.SECOND_PREFERENCES, Measure.VOTES, Measure.TOTALS)
    measure = next((one for one in wanted if any(local.by_key(one) for local in known)), Measure.VOTES)
    pool = Measure.PAPERS if number == 1 else Measure.SECOND_COUNT_PAPERS
    return {
        local.area: Unit(
            {CandidateId(who): one for who, one in local.by_key(measure).items()},
            local.get(Measure.REJECTED),
            local.get(pool),
        )
        for local in known
    }


def look_again(
    contest: Contest,
    units: Mapping[str, Unit],
    between: frozenset[CandidateId] | None = None,
    limits: Limits = STATED,
) -> LookedAt:
    """What deserves a second look at a count between these candidates, all of them where none are named.

    A unit is compared where it has a figure for every one of them. What is *expected* on a line are the
    unit's votes, shared as in all other units compared; the lines are in ballot order.
    """
    order = contest.in_ballot_order(contest.standing if between is None else between)
    known = {
        name: [one.votes[who] for who in order] for name, one in units.items() if one.votes.keys() >= {*order}
    }
    compared = known if len(known) >= limits.units else {}
    shares = {
        name: (one.rejected, one.papers)
        for name, one in units.items()
        if one.rejected is not None and one.papers is not None
    }
    asked = [_rejected(one) for one in apart(shares, limits)]
    asked += _beside_others(compared, order, limits)
    for name, unit in units.items():
        asked += _repeated(name, unit, order, limits)
    places, kinds = list(units), list(Kind)
    return LookedAt(
        limits,
        tuple(sorted(asked, key=lambda one: (places.index(one.unit), kinds.index(one.kind)))),
        tuple(compared),
        tuple(name for name in units if name not in known),
        tuple(shares) if len(shares) >= limits.units else (),
        tuple(name for name in units if name not in shares),
    )


def _beside_others(units: Mapping[str, Sequence[int]], order: Order, limits: Limits) -> Iterator[Question]:
    """What is asked of units beside all others, and still is without those with a greater part of votes off.

    Otherwise figures that are wrong in one unit would make others look wrong too.
    """
    left = dict(units)
    odd = [row for row in beside_others(units) if _of_one(row, order, limits)]
    for worst in sorted(odd, key=lambda one: -one.misfit(dict(enumerate(one.figures))) / sum(one.figures)):
        yield from (
            told for row in beside_others(left) if row.unit == worst.unit for told in _of_one(row, order, limits)
        )
        del left[worst.unit]


def _of_one(row: Beside, order: Order, limits: Limits) -> list[Question]:
    """What is asked of one unit beside the others."""
    moved = list(_moved(row, order, limits))
    told = {line.who for one in moved for line in one.lines}
    return [*moved, *(one for one in _no_votes(row, order, limits) if one.lines[0].who not in told)]


def _line(row: Beside, order: Order, at: int, instead: int | None = None) -> Line:
    return Line(order[at], row.figures[at], row.expected(at), instead)


def _moved(row: Beside, order: Order, limits: Limits) -> Iterator[Question]:
    """Exchanged and shifted figures; of those that share a line, what leaves the fewest votes off.

    A shift supposes more than an exchange, and is asked instead of one only where it leaves half as many off.
    """
    now = dict(enumerate(row.figures))
    tried = [(row.misfit({**now, **one}), Kind.EXCHANGED, one) for one in _exchanges(row, limits)]
    tried += [(2 * row.misfit({**now, **one}), Kind.SHIFTED, one) for one in _shifts(row, limits)]
    taken: set[int] = set()
    for _, kind, moved in sorted(tried, key=lambda one: one[0]):
        if not taken & moved.keys():
            taken |= moved.keys()
            lines = tuple(_line(row, order, at, instead) for at, instead in sorted(moved.items()))
            yield Question(kind, row.unit, lines)


def _exchanges(row: Beside, limits: Limits) -> Iterator[Moved]:
    """Two candidates possibly the other way round.

    The one has at least `far` times what is expected, the other at most one `far`th; each with the other's
    figure, both would be less off than either is now; and their figures differ by `votes` or more.
    """
    wanted = [row.expected(at) for at in range(len(row.figures))]
    for pair in combinations(range(len(row.figures)), 2):
        low, high = sorted(pair, key=lambda at: row.figures[at])
        few, many = row.figures[low], row.figures[high]
        if many - few < limits.votes or few >= wanted[low] or many <= wanted[high]:
            continue
        now = min(row.off(low, few), row.off(high, many))
        if now >= limits.far and max(row.off(low, many), row.off(high, few)) < now:
            yield {low: many, high: few}


def _shifts(row: Beside, limits: Limits) -> Iterator[Moved]:
    """Runs of three lines or more that fit far better moved by one line.

    Moved up or down, with the figure that falls off at the other end, the run is off by `fits` times fewer
    votes than now, and by `votes` fewer. (Two lines moved by one are an exchange.)
    """
    for first, last in combinations(range(len(row.figures)), 2):
        run = row.figures[first : last + 1]
        was = row.misfit(dict(enumerate(run, first)))
        for other in ((*run[1:], run[0]), (run[-1], *run[:-1])) if len(run) > 2 else ():
            moved = dict(enumerate(other, first))
            now = row.misfit(moved)
            if was >= limits.fits * now and was - now >= limits.votes:
                yield moved


def _no_votes(row: Beside, order: Order, limits: Limits) -> Iterator[Question]:
    """A candidate with no votes where `votes` or more are expected; then the lines above and below.

    Asked where no exchange and no shift tells of that line already.
    """
    for at, figure in enumerate(row.figures):
        if figure == 0 and row.expected(at) >= limits.votes:
            beside = (one for one in (at, at - 1, at + 1) if 0 <= one < len(order))
            yield Question(Kind.NO_VOTES, row.unit, tuple(_line(row, order, one) for one in beside))


def _repeated(name: str, unit: Unit, order: Order, limits: Limits) -> Iterator[Question]:
    """Two lines, one below the other, with the same figure of `votes` or more; needs no other unit."""
    for above, below in pairwise(order):
        figure = unit.votes.get(above)
        if figure is not None and figure >= limits.votes and figure == unit.votes.get(below):
            yield Question(Kind.REPEATED, name, (Line(above, figure, None), Line(below, figure, None)))


def _rejected(one: Apart) -> Question:
    """Rejected papers whose share of the papers is far from the others', as `peers.apart` defines it."""
    return Question(Kind.REJECTED, one.unit, (Line(None, one.part, one.expected),))
