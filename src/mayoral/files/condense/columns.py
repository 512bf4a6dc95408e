"""The columns of a file of ballot papers: which cell is the area, which are the ranks, in any order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mayoral.files.condense.refusal import refused

AREA, PAPERS = "area", "papers"
_ORDINALS = {
    word: place
    for place, words in enumerate(
        (
            ("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"), ("fifth", "5th"),
            ("sixth", "6th"), ("seventh", "7th"), ("eighth", "8th"), ("ninth", "9th"), ("tenth", "10th"),
        ),
        1,
    )
    for word in words
}  # fmt: skip
_WORD = "(?:rank|choice|preference|pref)"
_NUMBERED = re.compile(rf"(?:r|{_WORD})?[ _\-]?([1-9][0-9]?)", re.ASCII)
_ORDINAL = re.compile(rf"({'|'.join(_ORDINALS)})(?:[ _\-]{_WORD})?(?: vote)?", re.ASCII)


class Columns(NamedTuple):
    """Where the cells of a paper stand; `papers` is a column that says how many papers a line stands for."""

    names: tuple[str, ...]
    ranks: tuple[int, ...]
    area: int | None = None
    papers: int | None = None
    delimiter: str = ","

    @property
    def unused(self) -> tuple[int, ...]:
        """Columns that say nothing of the marks: a paper's number, a time."""
        used = {*self.ranks, self.area, self.papers}
        return tuple(at for at in range(len(self.names)) if at not in used)

    @property
    def stripped(self) -> int:
        """How many columns there are before the first that is used, where all unused columns stand there."""
        return len(self.unused) if self.unused == tuple(range(len(self.unused))) else 0

    @property
    def scattered(self) -> bool:
        """Whether an unused column stands anywhere but in front, so that lines cannot be counted as they are."""
        return len(self.unused) != self.stripped

    @property
    def used(self) -> Columns:
        """The same columns, those not used left out."""
        kept = [at for at in range(len(self.names)) if at not in self.unused]
        area = None if self.area is None else kept.index(self.area)
        papers = None if self.papers is None else kept.index(self.papers)
        ranks = tuple(kept.index(at) for at in self.ranks)
        return Columns(tuple(self.names[at] for at in kept), ranks, area, papers, self.delimiter)

    @property
    def lead(self) -> int | None:
        """How many columns stand before the ranks, or None where the ranks are not all, in order, at the end."""
        first = self.ranks[0]
        return first if self.ranks == tuple(range(first, len(self.names))) else None


def columns_of(names: Sequence[str], path: Path | str, line: int = 1, delimiter: str = ",") -> Columns:
    """The columns a header names. Raises Unreadable where there are no ranks, or one is missing or twice."""
    places: dict[str | int, int] = {}
    for at, name in enumerate(names):
        meant = _meaning(name)
        if meant is None:
            continue
        if meant in places:
            both = f"`{names[places[meant]]}` and `{name}`"
            raise refused(path, line, f"two columns mean the same: {both}")
        places[meant] = at
    ranks = _ranks(places)
    if not ranks or len(ranks) + len([one for one in (AREA, PAPERS) if one in places]) < len(places):
        seen = ", ".join(f"`{name}`" for name in names)
        expected = "expected a header with the ranks r1, r2, … (or 1, 2, …; first, second, …) without a gap"
        raise refused(path, line, f"{expected}, and `area` where there are areas; found {seen}")
    return Columns(tuple(names), ranks, places.get(AREA), places.get(PAPERS), delimiter)


def _meaning(name: str) -> str | int | None:
    """What a column is, from its name: the area, the number of papers, or a rank; None for anything else."""
    word = name.strip().casefold()
    if word in (AREA, PAPERS):
        return word
    numbered, ordinal = _NUMBERED.fullmatch(word), _ORDINAL.fullmatch(word)
    if numbered:
        return int(numbered[1])
    return _ORDINALS[ordinal[1]] if ordinal else None


def _ranks(places: Mapping[str | int, int]) -> tuple[int, ...]:
    """The columns of rank 1, 2, … as far as there is no gap."""
    ranks: list[int] = []
    while len(ranks) + 1 in places:
        ranks.append(places[len(ranks) + 1])
    return tuple(ranks)
