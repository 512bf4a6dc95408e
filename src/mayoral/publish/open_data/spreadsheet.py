"""CSV that neither a program nor a spreadsheet can misread.

UTF-8 without a mark, commas, lines ended by LF; an empty cell is *not known*, `0` is counted and none.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = str | int | bool | Decimal | date | None

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
# A formula or a command; or what a spreadsheet turns into a number, a date or a truth value.
_TAKEN_OVER = re.compile(
    rf"'*(?:\s|[=+\-@|%\uff1d\uff0b\uff0d\uff20£$€]|[\d.,][\w\s.,:/%-]{{0,20}}$|(?:{_MONTHS})[\s./-]*\d|(?:true|false)\s*$)",
    re.IGNORECASE,
)


def guarded(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet would run or change it.

    >>> [guarded("=SUM(A1)"), guarded("3-5"), guarded("E07000008")]
    ["'=SUM(A1)", "'3-5", 'E07000008']
    """
    return f"'{text}" if _TAKEN_OVER.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _TAKEN_OVER.match(cell) else cell


def cell_text(value: Cell) -> str:
    """One cell as it is written."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case str():
            return guarded(value)
    return str(value)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as CSV."""
    return f"{','.join(columns)}\n".encode() + csv_rows(rows)


def csv_rows(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows of a table as CSV, without its header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([cell_text(value) for value in row] for row in rows)
    return out.getvalue().encode()
