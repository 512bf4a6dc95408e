"""Station lists as councils' register software exports them, read row by row with a report on each.

Column names are those of Xpress (both of its exports), of Halarose (now Idox) and of Democracy Counts.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mayoral.files.reading import Unreadable

LARGEST = 50_000_000
_NOTHING = frozenset({"", "n/a", "na", "none", "-"})


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
    """The boxes of a station list, one a station, and what became of every row. Raises Unreadable."""
    text, encoding = _text(raw, name)
    if not text.strip():
        raise Unreadable(name, 1, "the file is empty")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    header = [_column(one) for one in rows[0]]
    layout = next((one for one in LAYOUTS if {_column(one.number), _column(one.venue)} <= set(header)), None)
    if layout is None:
        known = "; ".join(f"{one.program}: {one.number} and {one.venue}" for one in LAYOUTS)
        raise Unreadable(name, 1, f"these are not the columns of a station list; expected {known}")
    boxes: dict[str, dict[str, Any]] = {}
    told = [f"{name}: {layout.program}, {encoding}, {len(rows) - 1} rows"]
    told += _in_runs(_each(rows, header, layout, boxes))
    if not boxes:
        raise Unreadable(name, 2, "not one row gives a station number")
    return list(boxes.values()), tuple(told)


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
    rows: list[list[str]], header: list[str], layout: Layout, boxes: dict[str, dict[str, Any]]
) -> Iterator[tuple[int, str]]:
    """What becomes of each row, by its line in the table; stations found are added to `boxes`."""
    venues: dict[str, str] = {}
    place = header.index(_column(layout.number))
    parts = [header.index(one) for one in map(_column, (layout.venue, *layout.address)) if one in header]
    for line, cells in enumerate(rows[1:], 2):
        number = cells[place].strip() if len(cells) > place else ""
        if not any(cells):
            yield line, "empty, left out"
        elif len(cells) < len(header):
            yield line, f"left out: {len(cells)} cells where the header has {len(header)}"
        elif number.lower() in _NOTHING:
            yield line, "left out: no station number (an address without a station)"
        else:
            yield line, _taken(number, _venue([cells[one].strip() for one in parts]), boxes, venues)


def _venue(parts: list[str]) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part.lower() not in _NOTHING))


def _taken(number: str, venue: str, boxes: dict[str, dict[str, Any]], venues: dict[str, str]) -> str:
    if number in boxes:
        same = boxes[number]["station"].casefold() == venue.casefold()
        return (
            f"station {number} again" if same else f"station {number} again, at another venue: {venue}; look at it"
        )
    boxes[number] = {"box": number, "station": venue, "postal": False}
    other = venues.setdefault(venue.casefold(), number)
    return f"station {number}, {venue or 'no venue given'}" + (
        f" (shares its venue with station {other})" if other != number else ""
    )


def _in_runs(told: Iterator[tuple[int, str]]) -> Iterator[str]:
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
