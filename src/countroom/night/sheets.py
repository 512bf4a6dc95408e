"""The numbers of sheets: how one is written, and how several are read from a list with ranges."""

from __future__ import annotations

import re

from mayoral.contest.findings import Refused

MOST_AT_ONCE = 500
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,19}", re.ASCII)
_RANGE = re.compile(r"([A-Za-z./]*)([0-9]{1,9})\s*-\s*\1([0-9]{1,9})", re.ASCII)
_SEVERAL = re.compile(r"[0-9][A-Za-z./]*\s*-\s*[A-Za-z./]*[0-9]", re.ASCII)
"""A hyphen between figures: a range, or one that was mistyped, such as A1-4."""
_DASHES = str.maketrans("\u2010\u2011\u2013\u2212", "----")


def sheet_number(one: str) -> str:
    """The number of one sheet. Raises Refused where it is none, or where it reads as several."""
    if _SEVERAL.search(one):
        raise Refused(f"“{one}” reads as several sheets: a number is of one sheet, such as 12 or A12")
    if not _NUMBER.fullmatch(one):
        raise Refused(
            f"“{one}” is no sheet's number: that is up to twenty letters and digits of plain English, full stops, "
            "strokes and hyphens"
        )
    return one


def numbers(text: str) -> list[str]:
    """Sheet numbers from a list such as `1-4, A1-A3, 7A`. Raises Refused where a range cannot be meant."""
    found: list[str] = []
    for part in re.split("[,;]", text.translate(_DASHES)):
        several = _RANGE.fullmatch(part.strip())
        found += [part.strip()] if several is None else _each(several)
    return [one for one in found if one]


def _each(several: re.Match[str]) -> list[str]:
    """Every number of a range; noughts at the front are kept, as in 001-012."""
    before, first, last = several.groups()
    if not 1 <= int(last) - int(first) + 1 <= MOST_AT_ONCE:
        expected = f"expected such as 1-{MOST_AT_ONCE} or A1-A4"
        raise Refused(f"“{several[0]}” is not a range of 1 to {MOST_AT_ONCE} sheets; {expected}")
    width = len(first) if first.startswith("0") else 0
    return [f"{before}{one:0{width}}" for one in range(int(first), int(last) + 1)]
