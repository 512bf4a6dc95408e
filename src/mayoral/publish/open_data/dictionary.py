"""The tables of the open data, column by column: the data dictionary that everything tidy is made from.

It stands in `dictionary.txt`. A table is a line `@name words`; a line `> tables` names those whose rows
it refers to; then a line for each column: name, type, words. A star marks the columns that name a row.
The type `days` stands for two columns: the first and the last day on which something may have been.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type as Table Schema names it, and what it holds."""

    name: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `key` are the columns that together name a row, none where rows have no name."""

    name: str
    words: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(one.name for one in self.columns)


def _columns(lines: Sequence[str]) -> Iterator[Column]:
    for line in lines:
        name, kind, words = line.lstrip("*").split(None, 2)
        if kind == "days":
            yield Column(f"{name}_earliest", "date", f"{words}: the first day it may have been")
            yield Column(f"{name}_latest", "date", f"{words}: the last; equal to the first where known")
        else:
            yield Column(name, kind, words)


def _tables(text: str) -> Iterator[Table]:
    for block in text.strip().split("\n\n"):
        first, *lines = block.splitlines()
        name, words = first.lstrip("@").split(None, 1)
        refers = lines.pop(0).split()[1:] if lines[0].startswith(">") else []
        key = tuple(line.split()[0].lstrip("*") for line in lines if line.startswith("*"))
        yield Table(name, words, tuple(_columns(lines)), key, tuple(refers))


TABLES = tuple(_tables(files(__package__).joinpath("dictionary.txt").read_text(encoding="utf-8")))
BY_NAME: Mapping[str, Table] = {one.name: one for one in TABLES}


def dictionary_text() -> str:
    """The data dictionary as a page of Markdown."""
    lines = []
    for table in TABLES:
        lines += [f"### `{table.name}`", "", table.words, "", "| column | type | holds |", "|---|---|---|"]
        lines += [f"| `{one.name}` | {one.kind} | {one.words} |" for one in table.columns]
        named = f"A row is named by {', '.join(f'`{one}`' for one in table.key)}."
        lines += ["", named, ""] if table.key else [""]
    return "\n".join(lines)
