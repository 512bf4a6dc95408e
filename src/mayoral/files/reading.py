"""Text, tables and TOML, read strictly: whatever is not as expected is `Unreadable`, never repaired."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from mayoral.contest.dates import KnownDate
from mayoral.files.text import Unreadable, bytes_of, line_of, text_of

__all__ = [
    "DECIMAL",
    "FIGURE",
    "IDENTITY",
    "Row",
    "Table",
    "Unreadable",
    "bytes_of",
    "chosen",
    "rows_of",
    "text_of",
]

E = TypeVar("E", bound=Enum)
FIGURE = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,9})?", re.ASCII)
IDENTITY = re.compile(r"[\w.\-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with its cells by column."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def refuse(self, what: str) -> Unreadable:
        """The refusal of this line."""
        return Unreadable(self.path, self.line, what)

    def filled(self, column: str) -> str:
        """A cell that may not be empty."""
        if not self.cells[column]:
            raise self.refuse(f"the cell `{column}` is empty; a figure that is not known has no row")
        return self.cells[column]

    def figure(self, column: str) -> int:
        """A whole number: digits only, no leading zero, at most nine."""
        cell = self.filled(column)
        if FIGURE.fullmatch(cell) is None:
            hint = ""
            bare = re.sub(r"[,.\s'’]", "", cell)
            if bare != cell and FIGURE.fullmatch(bare):
                hint = f"; if {bare} is meant, write it without a separator"
            raise self.refuse(
                f"`{column}` is `{cell}`; expected 0 or up to nine digits without a leading zero{hint}"
            )
        return int(cell)

    def day(self, column: str) -> date | None:
        """A date known to the day, or None where the cell is empty."""
        cell = self.cells[column]
        try:
            known = KnownDate.read(cell).exact if cell else None
        except ValueError:
            known = None
        if cell and known is None:
            raise self.refuse(f"`{column}` is `{cell}`; expected a date such as 2017-05-05")
        return known

    def choice(self, column: str, kind: type[E]) -> E:
        """A cell that is one word of a closed list."""
        return chosen(self.cells[column], kind, lambda what: self.refuse(f"`{column}`: {what}"))


def rows_of(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """The lines of a CSV file whose columns are named in its header, in any order. Raises Unreadable."""
    import csv  # noqa: PLC0415 - a bare file of papers is read without

    reader = csv.reader(io.StringIO(text_of(path), newline=""), strict=True)
    columns: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not columns:
                columns = _columns(path, cells, required, optional)
            elif cells:
                if len(cells) != len(columns):
                    raise Unreadable(path, line, f"expected {len(columns)} cells, found {len(cells)}")
                yield Row(path, line, dict(zip(columns, cells, strict=True)))
            line = reader.line_num + 1
        if not columns:
            _columns(path, [], required, optional)
    except csv.Error as problem:
        raise Unreadable(path, reader.line_num, f"not a well-formed CSV line: {problem}") from problem


def _columns(path: Path, cells: list[str], required: Sequence[str], optional: Sequence[str]) -> list[str]:
    expected = ",".join(required) + "".join(f"[,{one}]" for one in optional)
    missing = [one for one in required if one not in cells]
    odd = [one for one in cells if one not in required and one not in optional]
    if missing or odd or len(set(cells)) < len(cells):
        told = [f"expected the columns {expected}"]
        told += [f"missing: {', '.join(missing)}"] if missing else []
        told += [f"not expected: {', '.join(odd)}"] if odd else []
        told += ["a column stands twice"] if len(set(cells)) < len(cells) else []
        raise Unreadable(path, 1, "; ".join(told))
    return cells


def chosen(word: object, kind: type[E], refuse: Any) -> E:  # noqa: ANN401 - a callable that makes the refusal
    """The member of a closed list that a word names; `refuse` makes the error of one that is not in it."""
    try:
        return kind(word)
    except ValueError:
        known = ", ".join(str(one.value) for one in kind)
        raise refuse(f"`{word}` is not one of {known}") from None


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table that knows its file, so that every mistake in it is told with its line."""

    path: Path
    text: str
    values: Mapping[str, Any]
    name: str = ""
    index: int = 0

    @classmethod
    def of(cls, path: Path) -> Table:
        """The top table of a TOML file. Raises Unreadable."""
        import tomllib  # noqa: PLC0415 - files of papers are read without

        text = text_of(path)
        try:
            return cls(path, text, tomllib.loads(text))
        except (ValueError, RecursionError) as problem:  # a number of thousands of digits, brackets without end
            told = re.search(r"at line (\d+)", str(problem))
            line = int(told[1]) if told else text.count("\n") + 1
            raise Unreadable(path, line, f"not well-formed TOML: {problem}") from problem

    def line(self, key: str = "") -> int:
        """The line of a key of this table, or of the table itself."""
        return line_of(self.text, self.name, self.index, key)

    def refuse(self, what: str, key: str = "") -> Unreadable:
        """The refusal of this table, or of one key of it."""
        place = f"[{self.name}] " if self.name else ""
        return Unreadable(self.path, self.line(key), f"{place}{what}")

    def only(self, *keys: str) -> None:
        """Refuse any key that is not one of these."""
        for key in self.values:
            if key not in keys:
                raise self.refuse(f"unknown key `{key}`; expected one of {', '.join(keys)}", key)

    def text_at(self, key: str, default: str | None = None) -> str:
        """A string; required where no default is given."""
        value = self.values.get(key, default)
        if value is None:
            raise self.refuse(f"`{key}` is missing")
        if not isinstance(value, str):
            raise self.refuse(f"`{key}` should be a string", key)
        return value

    def maybe(self, key: str) -> str | None:
        """A string, or None where the key is absent."""
        return self.text_at(key) if key in self.values else None

    def identity(self, key: str = "id") -> str:
        """A string that may serve as an id."""
        value = self.text_at(key)
        if IDENTITY.fullmatch(value) is None:
            raise self.refuse(f"`{key}` is `{value}`; an id is letters, digits, full stops and hyphens", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; a single string is a list of one; empty where absent."""
        value = self.values.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise self.refuse(f"`{key}` should be a list of strings", key)
        return tuple(listed)

    def whole(self, key: str) -> int | None:
        """A whole number of 0 or more, or None where absent."""
        value = self.values.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self.refuse(f"`{key}` should be a whole number of 0 or more", key)
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.refuse(f"`{key}` should be true or false", key)
        return value

    def known_date(self, key: str) -> KnownDate | None:
        """A date as far as it is known, or None where absent."""
        value = self.values.get(key)
        if value is None:
            return None
        try:
            return KnownDate.day(value) if type(value) is date else KnownDate.read(value)
        except (TypeError, ValueError):
            what = f"`{key}` should be a date, or `2016-08` or `2016` where only month or year is known"
            raise self.refuse(what, key) from None

    def choice(self, key: str, kind: type[E]) -> E:
        """One word of a closed list."""
        return chosen(self.text_at(key), kind, lambda what: self.refuse(f"`{key}`: {what}", key))

    def table(self, key: str) -> Table | None:
        """A table below this one, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.refuse(f"`{key}` should be a table", key)
        return Table(self.path, self.text, value, f"{self.name}.{key}" if self.name else key, self.index)

    def tables(self, key: str) -> list[Table]:
        """The tables of an array of tables; empty where absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.refuse(f"`{key}` should be an array of tables, [[{key}]]", key)
        return [Table(self.path, self.text, one, key, index) for index, one in enumerate(value)]
