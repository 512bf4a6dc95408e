"""Printed percentages held against the figures: what each follows from, and shares above 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from mayoral.contest.contest import WHOLE, AreaId
from mayoral.contest.findings import Finding
from mayoral.contest.outcomes import Count, Figures, Number
from mayoral.contest.record import Printed, PrintedBase
from mayoral.contest.returns import Measure
from mayoral.counting.consolidation import Standing


def against_printed(latest: Standing, counts: Sequence[Count], printed: Sequence[Printed]) -> Iterator[Finding]:
    """Findings over printed shares and turnouts. One printed without its base may follow from any."""
    for one in printed:
        value = one.number
        if value is None:
            continue
        meanings = [share for share in _meanings(latest, counts, one) if share is not None]
        if not meanings or any(rounds_to(share, value) for share in meanings):
            continue
        nearest = min(meanings, key=lambda share: abs(100 * share - Fraction(value)))
        fields = {"what": one.what, "key": one.key, "printed": one.value, "source": one.source}
        yield Finding("W701", one.area, one.count, {**fields, "worked_out": f"{float(100 * nearest):.2f}"})
    tables: dict[tuple[object, ...], list[Printed]] = {}
    for one in printed:
        if one.what == "share" and one.number is not None:
            tables.setdefault((one.area, one.count, one.base, one.source), []).append(one)
    for table in tables.values():
        yield from _above_a_hundred(table)


def rounds_to(share: Fraction, printed: Decimal) -> bool:
    """Whether a share is printed so when rounded half up to as many places."""
    half, off = Fraction(_unit(printed)) / 2, 100 * share - Fraction(printed)
    return -half <= off < half


def _unit(printed: Decimal) -> Decimal:
    return Decimal((0, (1,), int(printed.as_tuple().exponent)))


def _above_a_hundred(table: Sequence[Printed]) -> Iterator[Finding]:
    """Shares of one base that add up to more than 100, by rounding or beyond what rounding explains."""
    values = [one.number for one in table if one.number is not None]
    total = sum(values)
    if total > 100:
        slack = sum(_unit(value) / 2 for value in values)
        fields = {
            "sum": str(total),
            "base": table[0].base.value if table[0].base else "",
            "source": table[0].source,
        }
        yield Finding("W702" if total > 100 + slack else "W703", table[0].area, table[0].count, fields)


def _meanings(latest: Standing, counts: Sequence[Count], one: Printed) -> Iterator[Fraction | None]:
    """The fractions a printed percentage may stand for; None where a part is not known."""
    if one.what == "turnout":
        yield from _turnouts(latest, counts, one)
    elif one.what in ("share", "share-of-transfers") and 0 < one.count <= len(counts):
        first, now = _figures(counts[0], one.area), _figures(counts[one.count - 1], one.area)
        if first is None or now is None:
            return
        held = {str(who): votes for who, votes in now.votes.items()}
        if one.what == "share-of-transfers":
            added = {str(who): votes for who, votes in now.added.items()}
            yield _share(added.get(one.key), _sum(list(added.values())))
            return
        bases = {
            PrintedBase.VALID: first.valid,
            PrintedBase.CAST: _cast(first),
            PrintedBase.PAPERS: _cast(first),
            PrintedBase.CONTINUING: now.valid,
        }
        for base, whole in bases.items():
            if one.base in (None, base):
                yield _share(held.get(one.key), whole)


def _turnouts(latest: Standing, counts: Sequence[Count], one: Printed) -> Iterator[Fraction | None]:
    """Papers, verified papers or valid votes, each of the electorate."""
    stated = latest.get((one.area, 0))
    figures = _figures(counts[0], one.area) if counts else None
    if stated is None:
        return
    electorate = stated.get(Measure.ELECTORATE)
    if figures is not None and one.base in (None, PrintedBase.VALID, PrintedBase.ELECTORATE):
        yield _share(figures.valid, electorate)
    if one.base is not PrintedBase.VALID:
        yield _share(stated.get(Measure.VERIFIED), electorate)
        yield _share(None if figures is None else _cast(figures), electorate)


def _figures(count: Count, area: AreaId) -> Figures | None:
    return count.totals if area == WHOLE else count.areas.get(area)


def _cast(figures: Figures) -> Number | None:
    """The papers in the count: as stated, else valid and rejected together."""
    return _sum([figures.valid, figures.rejected]) if figures.papers is None else figures.papers


def _sum(parts: Sequence[Number | None]) -> Number | None:
    known = [part for part in parts if part is not None]
    return sum(known) if known and len(known) == len(parts) else None


def _share(part: Number | None, whole: Number | None) -> Fraction | None:
    return Fraction(part) / whole if part is not None and whole else None
