"""Papers condensed by an engine: one expression, the same on polars, duckdb, Spark and Dask.

The expression is: take the key of each paper, group by it, count. The key of a text file is the whole
line; that of a Parquet file its codes packed into one number where they are small, else its columns.
"""

# ruff: noqa: PLC0415 - an engine is imported when it is chosen
from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple, TypeAlias

from mayoral.contest.papers import Condensed
from mayoral.files.condense.ahead import text_columns
from mayoral.files.condense.columns import columns_of
from mayoral.files.condense.engines import Engine, engine
from mayoral.files.condense.lines import LARGE, MARK, Blocks, Counted, Opened, Quoted, nobody, open_lines
from mayoral.files.condense.marks import NotUnderstood, Roll, Table
from mayoral.files.condense.packing import Unpacked, packings
from mayoral.files.condense.table import roll_of
from mayoral.files.condense.text import condense_text, finished, understood
from mayoral.files.reading import Unreadable

NUMBER = "papers of this key"
_Key: TypeAlias = tuple[int, int]


class How(NamedTuple):
    """By which engine a file is read, who is told how far it is, and `only` which row where one is asked for."""

    engine: str
    advance: Callable[[int], None] = nobody
    only: int | None = None


class _Alongside(Thread):
    """A file hashed and measured, and its lines counted where that is asked for, while an engine reads it."""

    def __init__(self, path: Path, advance: Callable[[int], None], *, counting: bool = False) -> None:
        super().__init__(daemon=True)
        self.blocks, self.size, self.lines, self.ended = Blocks(path, advance, LARGE), 0, 0, True
        self._counting = counting
        self.problem: Unreadable | None = None
        self.start()

    def run(self) -> None:
        """Read the whole file."""
        last = b""
        try:
            for block in self.blocks:
                self.size += len(block)
                self.lines += block.count(b"\n") if self._counting else 0
                last = block or last
        except Unreadable as problem:
            self.problem = problem
        self.ended = last.endswith(b"\n")
        self.lines += not self.ended

    def done(self) -> None:
        """Wait for the end. Raises Unreadable where the file could not be read."""
        self.join()
        if self.problem:
            raise self.problem


def counted(frame: Any, keys: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any engine's lazy frame
    """The expression: every key and how many papers have it, as a frame of the engine."""
    import narwhals

    lazy = narwhals.from_native(frame).lazy()
    named = [expression.alias(name) for name, expression in keys.items()]
    return lazy.select(named).group_by(list(keys)).agg(narwhals.len().alias(NUMBER)).to_native()


def condense_lines(path: Path, roll: Roll, how: How) -> Condensed:
    """The papers of a text file, its equal lines counted by an engine. Raises Unreadable."""
    opened = open_lines(path, iter(Blocks(path)))
    columns, own = text_columns(path, opened), roll_of(path, opened.comments)
    if columns.scattered or len(columns.used.names) <= columns.stripped:
        return condense_text(path, roll, how.advance)
    alongside = _Alongside(path, how.advance, counting=bool(columns.stripped))  # hashes while the engine starts
    by = engine(how.engine)
    import narwhals

    cell = f"[^{re.escape(columns.delimiter)}]*{re.escape(columns.delimiter)}"
    front = f"^(?:{cell}){{{columns.stripped}}}"
    line = narwhals.col("line")
    line = line.str.replace_all(front, "") if columns.stripped else line
    lines: dict[bytes, int] = {}
    try:
        for text, number in by.rows(counted(by.lines(str(path)), {"line": line})):
            one = (text or "").encode()
            lines[one] = lines.get(one, 0) + number
    except by.errors:
        lines = {}
    alongside.done()
    if not _all_there(lines, alongside, opened, columns.stripped):
        return condense_text(path, roll, how.advance)  # the engine's idea of a line is not ours
    lines = _without_cr(lines)
    for head in opened.head:
        _take_out(lines, re.sub(front, "", head.decode()).rstrip("\r"))
    if own.stated is not None and not alongside.ended:
        raise Unreadable(
            path, sum(lines.values()) + opened.line, "the last line is not ended: the file may be cut"
        )
    whole = Counted(b"\n".join(lines), list(lines.values()), sum(lines.values()), alongside.ended)
    try:
        table = understood(path, columns, own if own.candidates else roll, whole)
    except (Quoted, Unreadable):
        return condense_text(path, roll, how.advance)  # which reads it cell by cell, or says what is wrong
    return finished(path, table, whole.read, alongside.blocks.digest)


def _all_there(lines: Mapping[bytes, int], file: _Alongside, opened: Opened, stripped: int) -> bool:
    """Whether the lines an engine counted are every byte of the file; it may take CR off the end of each.

    Where cells were taken off their front, whether they are as many as the file has.
    """
    number = sum(lines.values())
    if stripped:
        return number == file.lines
    mark = MARK if any(line.startswith(MARK) for line in lines) else b""  # the file is measured without
    held = sum((len(line) + 1) * times for line, times in lines.items()) - len(mark) - (not file.ended)
    return file.size - held in ({0, number} if opened.head[0].endswith(b"\r") else {0})


def _without_cr(lines: Mapping[bytes, int]) -> dict[bytes, int]:
    """The lines without CR at their ends, equal ones together."""
    if not any(line.endswith(b"\r") for line in lines):
        return dict(lines)
    bare: dict[bytes, int] = {}
    for line, times in lines.items():
        one = line.removesuffix(b"\r")
        bare[one] = bare.get(one, 0) + times
    return bare


def condense_parquet(path: str, roll: Roll, how: How) -> Condensed:
    """The papers of a Parquet file, or of what else an engine finds under this path. Raises Unreadable."""
    local = Path(path) if Path(path).is_file() else None
    alongside = _Alongside(local, how.advance) if local else None  # hashes while the engine starts
    by = engine(how.engine)
    import narwhals

    try:
        frame = by.parquet(path)
        if how.only is not None:
            frame = _nth(path, by, frame, how.only)
        schema = narwhals.from_native(frame).collect_schema()
    except by.errors as problem:
        raise _unreadable(path, by, problem) from problem
    columns = columns_of(schema.names(), path).used
    table = Table(columns, roll)
    kinds = {name: schema[name] for name in columns.names}
    signed = [name for name, kind in kinds.items() if not kind.is_unsigned_integer()]
    integers = all(kind.is_integer() for kind in kinds.values())
    packed = _packed(by, frame, columns.names, (signed, roll)) if integers else None
    rows: Sequence[object]
    try:
        if packed is None:
            plain = {name: narwhals.col(name) for name in columns.names}
            found = _rows(path, by, lambda: counted(frame, plain))
            rows = cells = [tuple(map(_cell, row[:-1])) for row in found]
            table.add_rows(cells, [row[-1] for row in found])
        else:
            unpacked, keys = packed
            rows = lines = [unpacked[key] for key, _ in keys]
            table.add_lines(lines, [number for _, number in keys])
    except NotUnderstood as problem:
        raise Unreadable(path, 1, f"the row {rows[problem.place]}: {problem.what}") from None
    if alongside:
        alongside.done()
    digest = alongside.blocks.digest if alongside else ""
    return finished(Path(path), table, _length(path, by, frame), digest)


def _packed(
    by: Engine,
    frame: Any,  # noqa: ANN401 - any engine's frame
    names: Sequence[str],
    of: tuple[Sequence[str], Roll],
) -> tuple[Unpacked, list[_Key]] | None:
    """The different rows as packed keys, and their numbers; None where a code does not fit.

    `of` is the columns whose codes could be below 0, and who and what the codes stand for.
    """
    signed, roll = of
    for packing in packings(len(names), signed, max(len(roll.candidates), len(roll.areas))):
        try:
            keys: list[_Key] = list(by.rows(counted(frame, {"key": packing.key(names, signed)})))
        except by.errors:  # such as a number too large to be moved to its place in the key
            continue
        if all(key != packing.outside for key, _ in keys):
            return Unpacked(packing), keys
    return None


def _nth(path: str, by: Engine, frame: Any, row: int) -> Any:  # noqa: ANN401 - any engine's frame
    if by.nth is None:
        raise Unreadable(path, 1, f"the rows of {by.name} have no order, so that none is the {row}th")
    return by.nth(frame, row)


def _cell(value: object) -> str:
    """A value of a column as a cell of a text file; a number that an absent one made a decimal is whole."""
    if value is None or value != value:  # noqa: PLR0124 - only what is no number differs from itself
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _rows(path: Path | str, by: Engine, ask: Callable[[], Any]) -> list[tuple[Any, ...]]:
    try:
        return list(by.rows(ask()))
    except by.errors as problem:
        raise _unreadable(path, by, problem) from problem


def _length(path: str, by: Engine, frame: Any) -> int:  # noqa: ANN401 - any engine's lazy frame
    """How many rows there are, asked apart from the keys."""
    import narwhals

    rows = _rows(path, by, lambda: narwhals.from_native(frame).lazy().select(narwhals.len()).to_native())
    return int(rows[0][0])


def _unreadable(path: Path | str, by: Engine, problem: Exception) -> Unreadable:
    first = str(problem).strip().partition("\n")[0]
    return Unreadable(path, 1, f"{by.name} cannot read it: {first}")


def _take_out(lines: dict[bytes, int], head: str) -> None:
    """Take one line of the head out of the lines counted; the first may still bear a byte-order mark."""
    key = next(one for one in (head.encode(), f"\ufeff{head}".encode()) if lines.get(one))
    lines[key] -= 1
    if not lines[key]:
        del lines[key]
