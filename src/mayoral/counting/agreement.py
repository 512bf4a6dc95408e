"""Checks between figures: area beside area, areas beside published totals, lots beside equalities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mayoral.contest.contest import WHOLE, Contest
from mayoral.contest.findings import Field, Finding
from mayoral.contest.outcomes import Count, Lot, Outcome, Purpose
from mayoral.contest.returns import Measure
from mayoral.counting.consolidation import Standing


def between_areas(contest: Contest, latest: Standing, counts: Sequence[Count]) -> Iterator[Finding]:
    """Findings over the areas together: the published totals, missing areas, one sheet twice."""
    areas = [area.id for area in contest.areas]
    for number in sorted(number for place, number in latest if place == WHOLE):
        for (measure, key), published in latest[WHOLE, number].figures.items():
            known = [latest[area, number].get(measure, key) for area in areas if (area, number) in latest]
            total = sum(figure for figure in known if figure is not None)
            whole_known = len(known) == len(areas) and None not in known
            if total > published or (whole_known and total != published):
                code = "E401" if whole_known else "E402"
                fields = {"measure": measure.value, "key": key, "areas": total, "published": published}
                yield Finding(code, None, number, {**fields, "residual": published - total})
    for count in counts:
        absent = tuple(area for area in areas if (area, count.number) not in latest)
        if absent:
            yield Finding("W404", None, count.number, {"areas": absent})
    yield from _one_sheet_twice(contest, latest)


def _one_sheet_twice(contest: Contest, latest: Standing) -> Iterator[Finding]:
    seen: dict[frozenset[tuple[str, int]], str] = {}
    for area in contest.areas:
        local = latest.get((area.id, 1))
        votes = {} if local is None else local.by_key(Measure.VOTES)
        if not any(votes.values()):
            continue
        figures = frozenset(votes.items())
        if figures in seen:
            yield Finding("W403", area.id, 1, {"other": seen[figures]})
        seen.setdefault(figures, area.id)


def over_lots(outcome: Outcome, lots: Sequence[Lot]) -> Iterator[Finding]:
    """Lots that contradict each other, and lots that settle nothing now; orders drawn beforehand are one kind."""
    used = getattr(outcome, "lots", ())
    drawn: dict[tuple[int, Purpose, frozenset[str]], list[Lot]] = {}
    for lot in lots:
        among = frozenset() if lot.purpose is Purpose.ORDER else frozenset(lot.among)
        drawn.setdefault((lot.count, lot.purpose, among), []).append(lot)
    for (number, purpose, _), (first, *others) in drawn.items():
        fields: dict[str, Field] = {"among": first.among, "drawn": _fell(first)}
        other = next((_fell(lot) for lot in others if _fell(lot) != _fell(first)), None)
        if other is not None:
            yield Finding("E502", None, number, {**fields, "other": other})
        elif purpose is not Purpose.ORDER and first not in used:
            yield Finding("W501", None, number, fields)


def _fell(lot: Lot) -> Field:
    """On whom a lot fell, or the order that was drawn."""
    return lot.among if lot.purpose is Purpose.ORDER else lot.drawn
