"""The rules of the three methods asked directly, and what an outcome carries from count to count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from nights import AV, FPTP, SV, contest_of, first_count, made

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId, Base, Contest, Rules, Stop, Tie
from mayoral.contest.findings import Finding
from mayoral.contest.outcomes import (
    Abandoned,
    Awaiting,
    Count,
    Declaration,
    Direction,
    Elected,
    Equality,
    Figures,
    Lot,
    Owed,
    Purpose,
    Ruling,
    Settled,
    What,
)
from mayoral.contest.returns import Measure, Return, Status
from mayoral.counting.count import count, hold
from mayoral.methods import METHODS

A, B, C, D = (CandidateId(one) for one in "abcd")
NORTH = AreaId("north")
RANKED = contest_of(AV, "abcd")
BY_ORDER = replace(RANKED, rules=Rules(Base.CONTINUING, Stop.MAJORITY, Tie.DRAWN_ORDER))
BY_EARLIER = replace(RANKED, rules=Rules(Base.CONTINUING, Stop.TWO, Tie.EARLIER_COUNT))


def ruled(contest: Contest, *counts: Mapping[CandidateId, int], lots: tuple[Lot, ...] = ()) -> Ruling:
    """What the contest's rule makes of the totals of its counts."""
    made_of = [Count(number, Figures(votes), {}) for number, votes in enumerate(counts, 1)]
    return METHODS[contest.method].rule(contest, made_of, lots)


def lot(count: int, purpose: Purpose, among: tuple[CandidateId, ...], drawn: CandidateId) -> Lot:
    """A lot that fell on somebody."""
    return Lot(count, purpose, among, drawn)


def fell(lot: Lot) -> Settled:
    """The equality that a lot settles."""
    return Settled(lot.purpose, frozenset(lot.among), frozenset({lot.drawn}), lot)


def test_a_direction_says_which_count_follows_between_whom() -> None:
    """The second under the supplementary vote, the next under the alternative vote."""
    assert ruled(contest_of(SV, "abc"), {A: 4, B: 3, C: 2}) == Direction(2, frozenset({A, B}))
    assert ruled(RANKED, {A: 4, B: 4, C: 3, D: 2}) == Direction(2, frozenset({A, B, C}))
    assert ruled(RANKED, {A: 4, B: 4, C: 3, D: 2}, {A: 4, B: 4, C: 3}) == Direction(3, frozenset({A, B}))


def test_a_lot_that_excludes_goes_with_the_direction_and_one_that_elects_with_the_elected() -> None:
    """So that it is told on what the decision rests."""
    out = lot(1, Purpose.EXCLUSION, (C, D), C)
    assert ruled(RANKED, {A: 4, B: 4, C: 2, D: 2}, lots=(out,)) == Direction(2, frozenset({A, B, D}), (fell(out),))
    won = lot(2, Purpose.ELECTION, (B, A), B)
    assert ruled(RANKED, {A: 4, B: 4, C: 1}, {A: 5, B: 4}, lots=(won,)) == Elected(A)
    assert ruled(RANKED, {A: 4, B: 4, C: 1}, {A: 4, B: 4}, lots=(won,)) == Elected(B, (fell(won),))
    first = lot(1, Purpose.ELECTION, (A, B), B)
    assert ruled(RANKED, {A: 4, B: 4, C: 1}, {A: 4, B: 4}, lots=(first,)) == Equality(frozenset({A, B}))
    assert ruled(contest_of(FPTP, "ab"), {A: 4, B: 4}, lots=(first,)) == Elected(B, (fell(first),))


def test_an_order_drawn_beforehand_goes_with_what_it_decides() -> None:
    """The one who stands lower is excluded, the one who stands higher is elected."""
    order = lot(0, Purpose.ORDER, (D, B, A, C), D)
    out = Settled(Purpose.EXCLUSION, frozenset({C, D}), frozenset({C}), order)
    assert ruled(BY_ORDER, {A: 4, B: 4, C: 2, D: 2}, lots=(order,)) == Direction(2, frozenset({A, B, D}), (out,))
    top = Settled(Purpose.ELECTION, frozenset({A, B}), frozenset({B}), order)
    assert ruled(BY_ORDER, {A: 4, B: 4}, lots=(order,)) == Elected(B, (top,))
    assert ruled(BY_ORDER, {A: 5, B: 4}, lots=(order,)) == Elected(A)
    assert ruled(RANKED, {A: 4, B: 4}, lots=(order,)) == Equality(frozenset({A, B}))


@pytest.mark.parametrize(
    ("before", "out", "at"),
    [
        (({A: 9, B: 5, C: 4, D: 1}, {A: 9, B: 4, C: 5}), B, 2),  # the latest earlier count that tells them apart
        (({A: 9, B: 5, C: 4, D: 1}, {A: 9, B: 5, C: 5}), C, 1),  # else the one before it
    ],
)
def test_the_latest_earlier_count_that_differs_excludes(
    before: tuple[Mapping[CandidateId, int], ...], out: CandidateId, at: int
) -> None:
    """B and C are equal at the third count; it is kept which count told them apart."""
    told = Settled(Purpose.EXCLUSION, frozenset({B, C}), frozenset({out}), at)
    assert ruled(BY_EARLIER, *before, {A: 9, B: 6, C: 6}) == Direction(4, frozenset({A, B, C} - {out}), (told,))


def test_an_earlier_count_that_tells_only_some_apart_leaves_the_rest_to_a_lot() -> None:
    """Both steps are kept, and where no lot was drawn yet so is the first."""
    before, now = {A: 9, B: 5, C: 4, D: 4}, {A: 9, B: 6, C: 6, D: 6}
    told = Settled(Purpose.EXCLUSION, frozenset({B, C, D}), frozenset({C, D}), 1)
    assert ruled(BY_EARLIER, before, now) == Equality(frozenset({C, D}), Purpose.EXCLUSION, settled=(told,))
    out = lot(2, Purpose.EXCLUSION, (C, D), D)
    left = Direction(3, frozenset({A, B, C}), (told, fell(out)))
    assert ruled(BY_EARLIER, before, now, lots=(out,)) == left


SPLIT = first_count("north", {"a": 5, "b": 4, "c": 2, "d": 2})
OUT = lot(1, Purpose.EXCLUSION, (C, D), C)


def after(votes: str, *, status: Status = Status.FINAL, number: int = 2) -> Return:
    """A later count of the north, `a 5, b 5` and so on."""
    figures = {(Measure.VOTES, item.split()[0]): int(item.split()[1]) for item in votes.split(", ")}
    return replace(made("north", number, figures), status=status)


def test_the_lots_drawn_so_far_stay_with_every_outcome() -> None:
    """Whatever comes next."""
    wait = count(RANKED, [SPLIT], [OUT])
    assert wait == Awaiting((Owed(NORTH, 2, What.RETURN),), 2, frozenset({A, B, D}), wait.counts, (OUT,))
    assert [one.number for one in wait.counts] == [1]
    tie = count(RANKED, [SPLIT, after("a 6, b 4, d 4")], [OUT])
    assert tie == Equality(frozenset({B, D}), Purpose.EXCLUSION, tie.counts, (OUT,))
    assert [one.number for one in tie.counts] == [1, 2]
    owed = (Owed(NORTH, 2, What.FINAL),)
    would_tie = count(RANKED, [SPLIT, after("a 6, b 4, d 4", status=Status.PROVISIONAL)], [OUT])
    assert would_tie == Awaiting(
        owed,
        2,
        frozenset({A, B, D}),
        tie.counts,
        (OUT,),
        would_tie=frozenset({B, D}),
        would_tie_for=Purpose.EXCLUSION,
    )
    won = count(RANKED, [SPLIT, after("a 8, b 4, d 2")], [OUT])
    assert won == Declaration(A, won.counts, (OUT,))
    would_win = count(RANKED, [SPLIT, after("a 8, b 4, d 2", status=Status.PROVISIONAL)], [OUT])
    assert would_win == Awaiting(owed, 2, frozenset({A, B, D}), won.counts, (OUT,), would_elect=A)


def test_the_lots_stay_with_a_declaration_taken_back() -> None:
    """The lot is still evidence once the figures are corrected."""
    contest, drawn = contest_of(FPTP, "ab"), lot(1, Purpose.ELECTION, (A, B), B)
    outcome = count(contest, [first_count("north", {"a": 5, "b": 5})], [drawn])
    assert outcome == Declaration(B, outcome.counts, (drawn,))
    held = hold(contest, outcome, [Finding("E101", "north", 1)])
    assert held == Awaiting(
        (Owed(NORTH, 1, What.RETURN),), 1, frozenset({A, B}), outcome.counts, (drawn,), would_elect=B
    )


def test_an_abandoned_poll_says_why() -> None:
    """Law: SI 2017/67 Sch 1 r 65."""
    assert count(replace(RANKED, abandoned="A candidate died."), [SPLIT]) == Abandoned("A candidate died.")
