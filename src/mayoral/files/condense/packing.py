"""The codes of a row of small numbers packed into one number, which an engine groups faster than columns."""

# ruff: noqa: PLC0415 - narwhals is imported where an engine is used
from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

MOST = 15
"""How many columns one number has room for."""


def _bits(columns: int) -> int:
    """How many bits of a whole number of 62 each column has, at most as many as the smallest numbers."""
    return min(7, 62 // columns)


def packed(names: Sequence[str], signed: Collection[str]) -> Any:  # noqa: ANN401 - an expression of narwhals
    """The expression of a paper's codes in one number; below 0 where a code does not fit in its bits.

    `signed` are the columns whose codes could be below 0. Codes are put together two by two, then these,
    since adding up small numbers takes less time than adding up large ones.
    """
    from narwhals import Int16, Int32, Int64, any_horizontal, col, lit, when

    bits = _bits(len(names))
    none = (1 << bits) - 1  # where nothing is marked
    outside = [col(name) >= none for name in names] + [col(name) < 0 for name in signed]
    keys = [col(name).fill_null(none) for name in names]
    for kind in (Int16, Int32, Int64, Int64):
        pairs = list(zip(keys[::2], keys[1::2], strict=False))
        odd_one = [keys[-1].cast(kind)] if len(keys) % 2 else []
        keys = [low.cast(kind) + high.cast(kind) * (1 << bits) for low, high in pairs] + odd_one
        bits *= 2
    # An absent code is neither outside nor not, and what is not certainly outside is taken as it stands.
    odd = any_horizontal(*outside, ignore_nulls=False)
    return when(odd).then(lit(-1)).otherwise(keys[0].cast(Int64))


class Unpacked:
    """The rows of packed keys as lines, their cells parted by commas.

    Each half of a key is read once: much the same halves are in very many.
    """

    def __init__(self, columns: int) -> None:
        self._bits, first = _bits(columns), columns // 2
        self._low, self._sizes = self._bits * first, (first, columns - first)
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
