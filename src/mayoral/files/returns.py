"""The tables of an election folder: returns, lots, accounts, and what was printed or contradicted."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import WHOLE, AreaId, Contest
from mayoral.contest.law import Method
from mayoral.contest.outcomes import Lot, Purpose
from mayoral.contest.papers import BallotPaperAccount, Head
from mayoral.contest.record import Conflict, Printed, PrintedBase
from mayoral.contest.returns import Entry, Measure, Return, Status
from mayoral.files.reading import DECIMAL, Row, rows_of

T = TypeVar("T")
RETURNS = ("area", "count", "measure", "key", "figure", "source")
VERSIONED = ("version", "status")
LOTS = ("count", "for", "among", "drawn", "on", "witness", "source")
ACCOUNTS = ("area", "box", "entrusted", "issued", "unused", "spoilt", "tendered", "found")
PUBLISHED = ("area", "count", "what", "key", "value", "base", "source")
CONFLICTS = ("area", "count", "measure", "key", "figure", "source", "why")

_BEFORE = (Measure.ELECTORATE, Measure.VERIFIED)
_FIRST = (Measure.PAPERS, Measure.VALID, Measure.VOTES, Measure.REJECTED)
_SECOND = (
    Measure.SECOND_COUNT_PAPERS,
    Measure.SECOND_PREFERENCES,
    Measure.SECOND_PREFERENCES_FOR_ELIMINATED,
    Measure.REJECTED,
    Measure.TOTALS,
)
_TRANSFERRED = (Measure.VOTES, Measure.TRANSFERS, Measure.NON_TRANSFERABLE)
_PUBLISHED_ONLY = ("turnout", "majority")
_BY_CANDIDATE = frozenset({Measure.VOTES, Measure.SECOND_PREFERENCES, Measure.TOTALS})


def measures_at(method: Method, number: int) -> tuple[Measure, ...]:
    """The measures a return of this count may hold, in the order of the form; `method` as votes are counted."""
    if number == 0:
        return _BEFORE
    if number == 1:
        return _FIRST
    if method is Method.SUPPLEMENTARY_VOTE and number == 2:
        return _SECOND
    return _TRANSFERRED if method is Method.ALTERNATIVE_VOTE else ()


def read_returns(path: Path, contest: Contest, sources: frozenset[str]) -> tuple[Return, ...]:
    """The returns of a `returns.csv`, in the order in which they first appear. Raises Unreadable."""
    grouped: dict[tuple[AreaId, int, int], tuple[Status, dict[Entry, int], dict[Entry, str]]] = {}
    for row in rows_of(path, RETURNS, VERSIONED):
        area = _area(row, contest)
        if area == WHOLE and not contest.declared:
            raise row.refuse(f"`{WHOLE}` figures are allowed only beside declared.toml")
        number = row.figure("count")
        measure = row.choice("measure", Measure)
        if measure not in measures_at(contest.counted_by, number):
            allowed = ", ".join(one.value for one in measures_at(contest.counted_by, number)) or "nothing"
            raise row.refuse(f"`{measure.value}` is not measured at count {number}; expected {allowed}")
        entry = (measure, _key(row, measure, contest))
        version = row.figure("version") if row.cells.get("version") else 1
        status = row.choice("status", Status) if row.cells.get("status") else Status.FINAL
        place = (area, number, version)
        stated, figures, cited = grouped.setdefault(place, (status, {}, {}))
        if entry in figures:
            raise row.refuse(
                f"this figure stands twice: {area}, count {number}, {measure.value} {entry[1]}".rstrip()
            )
        if stated is not status:
            raise row.refuse(f"one return is {stated.value} or {status.value}, not both")
        figures[entry] = row.figure("figure")
        cited[entry] = _source(row, sources)
    return tuple(
        Return(area, number, figures, version, status, cited)
        for (area, number, version), (status, figures, cited) in grouped.items()
    )


def _area(row: Row, contest: Contest) -> AreaId:
    name = AreaId(row.filled("area"))
    known = [area.id for area in contest.areas]
    if name != WHOLE and name not in known:
        raise row.refuse(f"`{name}` is not an area of this contest; expected {', '.join(known)} or {WHOLE}")
    return name


def _candidate(row: Row, contest: Contest, name: str) -> CandidateId:
    if CandidateId(name) not in contest.standing:
        known = ", ".join(one.id for one in contest.candidates)
        raise row.refuse(f"`{name}` is not a candidate of this contest; expected {known}")
    return CandidateId(name)


def _key(row: Row, measure: Measure, contest: Contest) -> str:
    key = row.cells["key"]
    if measure in _BY_CANDIDATE:
        return _candidate(row, contest, row.filled("key"))
    if measure is Measure.REJECTED and key:
        return row.choice("key", Head).value
    if measure is Measure.TRANSFERS:
        giver, arrow, taker = key.partition(">")
        if not arrow:
            raise row.refuse(f"`key` is `{key}`; a transfer is written from>to")
        for who in (giver, *([taker] if taker else [])):
            _candidate(row, contest, who)
        return key
    if key:
        raise row.refuse(f"`key` is `{key}`; `{measure.value}` has none")
    return ""


def _source(row: Row, sources: frozenset[str]) -> str:
    source = row.cells["source"]
    if source and sources and source not in sources:
        raise row.refuse(f"`{source}` is not one of [[sources]] of election.toml")
    return source


def read_lots(path: Path, contest: Contest, sources: frozenset[str]) -> tuple[Lot, ...]:
    """The lots of a `lots.csv`. Raises Unreadable."""

    def lot(row: Row) -> Lot:
        among = [one.strip() for one in row.filled("among").replace(" ", ";").split(";") if one.strip()]
        tied = tuple(_candidate(row, contest, who) for who in among)
        drawn = _candidate(row, contest, row.filled("drawn"))
        if len(tied) < 2 or len(set(tied)) < len(tied) or drawn not in tied:
            raise row.refuse("`among` should name two or more different candidates, and `drawn` one of them")
        purpose = row.choice("for", Purpose)
        number, on = row.figure("count"), row.day("on")
        return Lot(number, purpose, tied, drawn, on, row.cells["witness"], _source(row, sources))

    return _each(path, LOTS, lot)


def read_accounts(path: Path, contest: Contest) -> tuple[BallotPaperAccount, ...]:
    """The ballot paper accounts of an `accounts.csv`; an empty cell is not known. Raises Unreadable."""

    def account(row: Row) -> BallotPaperAccount:
        figures = {name: row.figure(name) if row.cells[name] else None for name in ACCOUNTS[2:]}
        return BallotPaperAccount(_area(row, contest), row.filled("box"), **figures)

    return _each(path, ACCOUNTS, account)


def read_published(path: Path, contest: Contest, sources: frozenset[str]) -> tuple[Printed, ...]:
    """Percentages and statements as printed. Raises Unreadable."""

    def printed(row: Row) -> Printed:
        base = row.choice("base", PrintedBase) if row.cells["base"] else None
        place = (_area(row, contest), row.figure("count"), row.filled("what"), row.cells["key"])
        return Printed(*place, row.filled("value"), base, _source(row, sources))

    return _each(path, PUBLISHED, printed)


def read_conflicts(path: Path, contest: Contest, sources: frozenset[str]) -> tuple[Conflict, ...]:
    """Figures of other sources that are not used. Raises Unreadable."""

    def conflict(row: Row) -> Conflict:
        other = row.filled("measure") in _PUBLISHED_ONLY
        measure = row.cells["measure"] if other else row.choice("measure", Measure)
        key = row.cells["key"] if isinstance(measure, str) else _key(row, measure, contest)
        if not other or DECIMAL.fullmatch(row.filled("figure")) is None:
            row.figure("figure")
        place = (_area(row, contest), row.figure("count"), measure, key)
        return Conflict(*place, row.cells["figure"], _source(row, sources), row.cells["why"])

    return _each(path, CONFLICTS, conflict)


def _each(path: Path, columns: Sequence[str], make: Callable[[Row], T]) -> tuple[T, ...]:
    return tuple(make(row) for row in rows_of(path, columns))


def table_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A table as CSV text: UTF-8 without a mark, lines ended by LF, None as an empty cell."""
    lines = [_line(columns)]
    lines += [_line("" if row[name] is None else str(row[name]) for name in columns) for row in rows]
    return "".join(lines)


def _line(cells: Iterable[str]) -> str:
    """One line; written as if it ended in CR and LF, for only then is a bare CR in a cell put in quotes."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n") + "\n"


def returns_text(contest: Contest, returns: Sequence[Return]) -> str:
    """Returns as the text of a `returns.csv`, in the canonical order: area, count, version, form."""
    areas = {area: place for place, area in enumerate((*(one.id for one in contest.areas), WHOLE))}
    candidates: dict[str, int] = {one.id: place for place, one in enumerate(contest.candidates)}
    heads = {head.value: place for place, head in enumerate(Head)}

    def line(entry: Entry, number: int) -> tuple[int, list[int], str]:
        measure, key = entry
        orders: Mapping[str, int] = heads if measure is Measure.REJECTED else candidates
        totals_first = -1 if measure is Measure.REJECTED else len(orders)
        places = [orders.get(part, totals_first) for part in key.split(">")]
        return (measures_at(contest.counted_by, number).index(measure), places, key)

    versioned = any(one.version != 1 or one.status is not Status.FINAL for one in returns)
    return table_text(
        (*RETURNS, *(VERSIONED if versioned else ())),
        (
            {
                "area": one.area,
                "count": one.count,
                "measure": entry[0].value,
                "key": entry[1],
                "figure": one.figures[entry],
                "source": one.sources.get(entry, ""),
                "version": one.version,
                "status": one.status.value,
            }
            for one in sorted(returns, key=lambda one: (areas[one.area], one.count, one.version))
            for entry in sorted(one.figures, key=lambda entry: line(entry, one.count))
        ),
    )
