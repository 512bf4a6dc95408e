"""The codes of a row of small numbers packed into one number, which an engine groups faster than columns."""

# ruff: noqa: PLC0415 - narwhals is imported where an engine is used
from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

_MOST, _MOST_NARROW = 15, 8
"""How many columns a number of 62 bits, and one of 32, has room for."""


class Packing(NamedTuple):
    """So many columns in one number, each with so many bits; `narrow` is in 32 bits, of numbers not below 0."""

    columns: int
    bits: int
    narrow: bool

    @property
    def outside(self) -> int:
        """The key where a code does not fit in its bits; a narrow one may also be a row of eight absent codes."""
        return (1 << 32) - 1 if self.narrow else -1

    def key(self, names: Sequence[str], signed: Collection[str]) -> Any:  # noqa: ANN401 - an expression of narwhals
        """The expression of a paper's codes in one number.

        `signed` are the columns whose codes could be below 0. Codes are put together two by two, then these,
        since adding up small numbers takes less time than adding up large ones.
        """
        import narwhals
        from narwhals import col, lit, when

        bits, none = self.bits, (1 << self.bits) - 1  # where nothing is marked
        outside = [col(name) >= none for name in names] + [col(name) < 0 for name in signed]
        keys = [col(name).fill_null(none) for name in names]
        kinds = ("UInt8", "UInt16", "UInt32") if self.narrow else ("Int16", "Int32", "Int64", "Int64")
        for kind in (getattr(narwhals, name) for name in kinds):
            pairs = list(zip(keys[::2], keys[1::2], strict=False))
            odd_one = [keys[-1].cast(kind)] if len(keys) % 2 else []
            keys = [low.cast(kind) + high.cast(kind) * (1 << bits) for low, high in pairs] + odd_one
            bits *= 2
        # An absent code is neither outside nor not, and what is not certainly outside is taken as it stands.
        odd = narwhals.any_horizontal(*outside, ignore_nulls=False)
        return when(odd).then(lit(self.outside, kind)).otherwise(keys[0].cast(kind))


def packings(columns: int, signed: Collection[str], largest: int) -> Iterator[Packing]:
    """The packings worth trying for so many columns, the fastest first; `largest` is the largest code known of."""
    narrow = 4
    if columns <= _MOST_NARROW and not signed and largest < (1 << narrow) - 1:
        yield Packing(columns, narrow, narrow=True)
    if columns <= _MOST:
        yield Packing(columns, min(7, 62 // columns), narrow=False)


class Unpacked:
    """The rows of packed keys as lines, their cells parted by commas.

    Each half of a key is read once: much the same halves are in very many.
    """

    def __init__(self, packing: Packing) -> None:
        self._bits, first = packing.bits, packing.columns // 2
        self._low, self._sizes = self._bits * first, (first, packing.columns - first)
        self._halves: tuple[dict[int, str], ...] = ({}, {})

    def __getitem__(self, key: int) -> str:
        low, high = key & (1 << self._low) - 1, key >> self._low
        first, last = self._halves
        return (first.get(low) or self._read(0, low)) + (last.get(high) or self._read(1, high))

    def _read(self, at: int, half: int) -> str:
        none = (1 << self._bits) - 1
        codes = [half >> (self._bits * place) & none for place in range(self._sizes[at])]
        cells = ["" if code == none else str(code) for code in codes]
        text = self._halves[at][half] = "".join(f"{cell}," for cell in cells) if at == 0 else ",".join(cells)
        return text
