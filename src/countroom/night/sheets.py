"""Sheets: what two people typed on one, how its number is written, and how several are read from a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mayoral.contest.findings import Refused
from mayoral.files.acts import Act

MOST_AT_ONCE = 500
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,19}", re.ASCII)
_RANGE = re.compile(r"([A-Za-z./]*)([0-9]{1,9})\s*-\s*\1([0-9]{1,9})", re.ASCII)
_SEVERAL = re.compile(r"[0-9][A-Za-z./]*\s*-\s*[A-Za-z./]*[0-9]", re.ASCII)
"""A hyphen between figures: a range, or one that was mistyped, such as A1-4."""
_DASHES = str.maketrans("\u2010\u2011\u2013\u2212", "----")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One numbered sheet: the acts by which it was typed, settled or voided.

    `part` is the mini-count area or team whose papers it is of, empty where none is kept apart. `figures`
    are None until two people agree or a third reading settled what they read differently.
    """

    number: str
    entries: tuple[Act, ...] = ()
    settled: Act | None = None
    void: str | None = None
    part: str = ""

    @property
    def different(self) -> tuple[str, ...]:
        """The lines that two people read differently, still to be settled."""
        if len(self.entries) < 2 or self.settled is not None:
            return ()
        first, second = (one.payload["figures"] for one in self.entries)
        return tuple(line for line in first if first[line] != second[line])

    @property
    def figures(self) -> Mapping[str, int] | None:
        """The figures both typists read, with the third reading where they differed."""
        if len(self.entries) < 2 or self.different or self.void is not None:
            return None
        third = {} if self.settled is None else self.settled.payload["readings"]
        return {**self.entries[0].payload["figures"], **third}


def voided(sheet: Sheet, reason: str) -> Sheet:
    """A sheet taken out of the total, for the reason first given."""
    return replace(sheet, void=sheet.void or reason)


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
