"""An electoral college worked out in exact fractions: the weights of its sections, and what each gives."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from textwrap import wrap

from mayoral.contest.contest import Base, Contest
from mayoral.contest.outcomes import Count, Number
from mayoral.publish.transcripts.tables import UNKNOWN, WIDE, aligned
from mayoral.publish.wording import Names


def weights_lines(contest: Contest, columns: int = WIDE) -> Iterator[str]:
    """The weight of every section, and of which papers its shares are; nothing where sections have none."""
    if not contest.weighted:
        return
    weights = "; ".join(f"{area.name} {area.weight or Fraction(0)!s}" for area in contest.areas)
    yield from wrap(f"Weights: {weights}.", columns)
    of = "the papers valid at its first count" if _of_valid(contest) else "the papers it holds at that count"
    yield from wrap(f"A section gives a candidate the papers held, divided by {of}, times its weight.", columns)


def exact_table(contest: Contest, count: Count, first: Count, columns: int = WIDE) -> str:
    """What each section gives every candidate at a count, and their total, nothing rounded."""
    names, areas = Names(contest), [area for area in contest.areas if area.id in count.areas]
    base = first if _of_valid(contest) else count
    rows = [["exactly", *(area.name for area in areas), "total"]]
    for who in contest.in_ballot_order(frozenset(count.totals.votes)):
        total = count.totals.votes[who]
        told = UNKNOWN if total is None else str(Fraction(total))
        given = [_given(count.areas[one.id].votes.get(who), base.areas[one.id].valid, one.weight) for one in areas]
        rows.append([names.who(who), *given, told])
    return aligned(rows, columns=columns)


def _given(held: Number | None, of: Number | None, weight: Fraction | None) -> str:
    if held is None or of is None:
        return UNKNOWN
    return f"{held}/{of} × {weight or Fraction(0)!s}" if of else "0"


def _of_valid(contest: Contest) -> bool:
    return contest.rules is not None and contest.rules.more_than_half_of is Base.VALID
