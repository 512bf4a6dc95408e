"""Station lists as councils' register software exports them, read row by row with a report on each.

Column names are those of Xpress (both of its exports), of Halarose (now Idox) and of Democracy Counts.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mayoral.files.reading import Unreadable

LARGEST, LONGEST_CELL = 50_000_000, 131_072
_NOTHING = frozenset({"", "n/a", "na", "none", "-"})
_LEFT, _LOOK = "left out", "look at it"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its cells, and the lines of the file it stands on."""

    cells: list[str]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns in which one program exports a station: its number, its venue, the venue's address."""

    program: str
    number: str
    venue: str
    address: tuple[str, ...]


LAYOUTS = (
    Layout(
        "Xpress", "polling_place_id", "polling_place_name", ("polling_place_address_1", "polling_place_postcode")
    ),
    Layout(
        "Xpress WebLookup",
        "pollingplaceid",
        "pollingplaceaddress1",
        ("pollingplaceaddress2", "pollingplaceaddress7"),
    ),
    Layout(
        "Halarose or Idox",
        "pollingstationnumber",
        "pollingstationname",
        ("pollingstationaddress1", "pollingstationpostcode"),
    ),
    Layout("Democracy Counts", "stationcode", "placename", ("add1", "postcode")),
)


def read_stations(raw: bytes, name: str) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """The boxes of a station list, one a station, and what became of every row.

    A row that has not as many cells as the header is left out and told, for which cell is which is not
    certain. Raises Unreadable, with the line, also where quotation marks do not part the cells cleanly.
    """
    text, encoding = _text(raw, name)
    if not text.strip():
        raise Unreadable(name, 1, "the file is empty")
    rows = list(_rows(text, name))
    header = [_column(one) for one in rows[0].cells]
    layout = next((one for one in LAYOUTS if {_column(one.number), _column(one.venue)} <= set(header)), None)
    if layout is None:
        known = "; ".join(f"{one.program}: {one.number} and {one.venue}" for one in LAYOUTS)
        raise Unreadable(name, 1, f"these are not the columns of a station list; expected {known}")
    boxes: dict[str, dict[str, Any]] = {}
    fates = list(_each(rows[1:], header, layout, boxes))
    told = tuple(_in_runs(fates))
    if not boxes:
        raise Unreadable(name, 2, f"not one row gives a station: {told[0] if told else 'there is no row'}")
    return list(boxes.values()), (f"{name}: {layout.program}, {encoding}, {_summed_up(fates, rows)}", *told)


def _rows(text: str, name: str) -> Iterator[Row]:
    """The rows of a table. Raises Unreadable where it cannot be told for certain which cells it has."""
    mark, first = _delimiter(text), 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error("a cell is too long")  # noqa: TRY301 - told like the reader's own
            yield Row(cells, first, reader.line_num)
            first = reader.line_num + 1
    except csv.Error as problem:
        told = f"lines {first} to {reader.line_num}" if reader.line_num > first else f"line {first}"
        after = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}[mark]
        raise Unreadable(
            name, first, f"where a cell of {told} ends is not certain ({problem}); expected a quotation mark that "
            f"begins a cell to be followed by one that ends it, with {after} or the end of the line behind, and "
            f"no cell of more than {LONGEST_CELL:,} characters",
        ) from problem  # fmt: skip


def _summed_up(fates: Iterable[tuple[int, str]], rows: list[Row]) -> str:
    """How many rows, lines and stations there are, and what is to be looked at."""
    words = [fate for _, fate in fates]
    sums = {
        "to be looked at": sum(_LOOK in one for one in words),
        "left out": sum(one.startswith(_LEFT) for one in words),
    }
    lines = rows[-1].last - rows[0].last
    more = "" if lines == len(words) else f" on {lines} lines"
    return ", ".join([f"{len(words)} rows{more}", *(f"{many} {one}" for one, many in sums.items() if many)])


def _text(raw: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the encoding it was written in; Windows-1252 only where it is not UTF-8."""
    if not raw.strip():
        raise Unreadable(name, 1, "the file is empty")
    if len(raw) > LARGEST:
        raise Unreadable(name, 1, f"the file is larger than {LARGEST:,} bytes")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried: tuple[str, ...] = ("utf-16",)
    else:
        tried = ("utf-8-sig", "windows-1252")
    for encoding in tried:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, encoding
    raise Unreadable(name, 1, "this is not text in UTF-8, UTF-16 or Windows-1252")


def _delimiter(text: str) -> str:
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t|", key=first.count)


def _column(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _each(
    rows: list[Row], header: list[str], layout: Layout, boxes: dict[str, dict[str, Any]]
) -> Iterator[tuple[int, str]]:
    """What becomes of each row, by its place in the table; stations found are added to `boxes`."""
    venues: dict[str, str] = {}
    place = header.index(_column(layout.number))
    parts = [header.index(one) for one in map(_column, (layout.venue, *layout.address)) if one in header]
    for number, row in enumerate(rows, 2):
        cells = [" ".join(one.split()) for one in row.cells]
        if not any(cells):
            words = "empty, left out"
        elif len(cells) != len(header):
            comma = "; a cell that holds a comma stands in quotation marks" if len(cells) > len(header) else ""
            words = f"{_LEFT}: {len(cells)} cells where the header has {len(header)}{comma}"
        elif cells[place].lower() in _NOTHING:
            words = f"{_LEFT}: no station number (an address without a station)"
        else:
            words = _taken(cells[place], _venue([cells[one] for one in parts]), boxes, venues)
        if row.last > row.first:
            words += f"; one row on lines {row.first} to {row.last} of the file, a cell holds their ends; {_LOOK}"
        yield number, words


def _venue(parts: list[str]) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part.lower() not in _NOTHING))


def _taken(number: str, venue: str, boxes: dict[str, dict[str, Any]], venues: dict[str, str]) -> str:
    if number in boxes:
        same = boxes[number]["station"].casefold() == venue.casefold()
        return f"station {number} again" if same else f"station {number} again, at another venue: {venue}; {_LOOK}"
    boxes[number] = {"box": number, "station": venue, "postal": False}
    other = venues.setdefault(venue.casefold(), number)
    return f"station {number}, {venue or 'no venue given'}" + (
        f" (shares its venue with station {other})" if other != number else ""
    )


def _in_runs(told: Iterable[tuple[int, str]]) -> Iterator[str]:
    """The report with rows of the same fate, one after another, told as one run."""
    first = last = 0
    words = ""
    for line, now in told:
        if now == words and line == last + 1:
            last = line
            continue
        if words:
            yield _run(first, last, words)
        first = last = line
        words = now
    if words:
        yield _run(first, last, words)


def _run(first: int, last: int, words: str) -> str:
    return f"row {first}: {words}" if first == last else f"rows {first} to {last}: {words}"
