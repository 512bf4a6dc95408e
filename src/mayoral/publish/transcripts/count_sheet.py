"""The count sheet: every count by area, bundle by bundle, so that it can be done again by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import TypeAlias

from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Count, Outcome
from mayoral.publish.transcripts.count import lot_lines
from mayoral.publish.transcripts.tables import WIDE, aligned, count_table, heads_table
from mayoral.publish.transcripts.weighing import exact_table, weights_lines
from mayoral.publish.wording import Names, count_name, number, outcome_words, rules_words, settled_words

Bundles: TypeAlias = Mapping[tuple[AreaId, int], Mapping[tuple[str, str], int]]
"""By area and count: how many papers passed from whom to whom; "" is nobody."""


def count_sheet(contest: Contest, outcome: Outcome, bundles: Bundles, columns: int = WIDE) -> str:
    """All counts as text: whose papers were taken up, to whom each bundle passed, what everyone then held."""
    return "\n".join(_lines(contest, outcome, bundles, columns)) + "\n"


def _lines(contest: Contest, outcome: Outcome, bundles: Bundles, columns: int) -> Iterator[str]:
    yield f"Count sheet: {contest.title}"
    yield "Figures are ballot papers; a bundle is the papers that passed from one candidate to another."
    if contest.rules is not None:
        yield from wrap(f"Rules: {rules_words(contest)}.", columns)
    yield from weights_lines(contest, columns)
    for count in outcome.counts:
        yield ""
        yield count_name(contest, count.number).capitalize()
        if count.number > 1:
            yield ""
            yield _bundle_table(contest, count, bundles, columns)
        yield ""
        yield count_table(contest, count, columns)
        if contest.weighted:
            yield ""
            yield exact_table(contest, count, outcome.counts[0], columns)
        heads = heads_table(contest, count, columns)
        yield from ("", heads) if heads else ()
        for one in count.settled:
            yield from wrap(settled_words(contest, one), columns)
        if count.eliminated:
            gone = Names(contest).all_of(count.eliminated)
            yield f"Out after this count: {gone}."
    yield from lot_lines(contest, outcome, columns)
    yield ""
    yield outcome_words(contest, outcome)


def _bundle_table(contest: Contest, count: Count, bundles: Bundles, columns: int) -> str:
    """A line for each bundle, a column for each area, and the total."""
    names = Names(contest)
    order = {one.id: at for at, one in enumerate(contest.candidates)}
    local = [bundles.get((area.id, count.number), {}) for area in contest.areas]
    routes = sorted(
        {route for one in local for route in one},
        key=lambda route: tuple(order.get(who, len(order)) for who in route),  # type: ignore[call-overload]
    )
    nobody = "nobody (no further preference)"
    if contest.counted_by is Method.SUPPLEMENTARY_VOTE:
        nobody = "nobody (no second preference for one who remains)"
    several = len(contest.areas) > 1
    head = ["bundle", *(area.name for area in contest.areas if several), "papers"]
    rows = [head]
    for giver, taker in routes:
        held = [one.get((giver, taker), 0) for one in local]
        label = f"{names.who(giver)} → {names.who(taker) if taker else nobody}"
        rows.append([label, *(number(one) for one in held if several), number(sum(held))])
    together = [sum(one.values()) for one in local]
    rows.append(["taken up", *(number(one) for one in together if several), number(sum(together))])
    return aligned(rows, columns=columns)
