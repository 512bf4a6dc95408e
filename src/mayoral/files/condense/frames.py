"""Papers condensed by an engine: one expression, the same on polars, duckdb, Spark and Dask.

The expression is: take the key of each paper, group by it, count. The key of a text file is the whole
line; that of a Parquet file, which `rows` reads, its columns.
"""

# ruff: noqa: PLC0415 - an engine is imported when it is chosen
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from mayoral.contest.papers import Condensed
from mayoral.files.condense.ahead import text_columns
from mayoral.files.condense.engines import engine
from mayoral.files.condense.lines import LARGE, MARK, Blocks, Counted, Opened, Quoted, nobody, open_lines
from mayoral.files.condense.marks import Roll
from mayoral.files.condense.table import roll_of
from mayoral.files.condense.text import condense_text, finished, understood
from mayoral.files.reading import Unreadable

NUMBER = "papers of this key"


class How(NamedTuple):
    """By which engine a file is read, who is told how far it is, and `only` which row where one is asked for."""

    engine: str
    advance: Callable[[int], None] = nobody
    only: int | None = None


class Alongside(Thread):
    """A file hashed and measured while an engine reads it; where asked, its lines and quotation marks counted."""

    def __init__(self, path: Path, advance: Callable[[int], None], *, counting: bool = False) -> None:
        super().__init__(daemon=True)
        self.blocks, self.size, self.lines, self.ended = Blocks(path, advance, LARGE), 0, 0, True
        self.quoted, self._counting = 0, counting
        self.problem: Unreadable | None = None
        self.start()

    def run(self) -> None:
        """Read the whole file."""
        last = b""
        try:
            for block in self.blocks:
                self.size += len(block)
                if self._counting:
                    self.lines += block.count(b"\n")
                    self.quoted += block.count(b'"')
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
    alongside = Alongside(path, how.advance, counting=bool(columns.stripped))  # hashes while the engine starts
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
    if columns.stripped and _quoted(lines) + sum(map(_quotes, opened.head)) != alongside.quoted:
        return condense_text(path, roll, how.advance)  # what was taken off a line may have gone on in the next
    if own.stated is not None and not alongside.ended:
        raise Unreadable(
            path, sum(lines.values()) + opened.line, "the last line is not ended: the file may be cut"
        )
    whole = Counted(b"\n".join(lines), list(lines.values()), sum(lines.values()), alongside.ended)
    try:
        table = understood(path, columns, own.over(roll), whole)
    except (Quoted, Unreadable):
        return condense_text(path, roll, how.advance)  # which reads it cell by cell, or says what is wrong
    return finished(path, table, whole.read, alongside.blocks.digest)


def _all_there(lines: Mapping[bytes, int], file: Alongside, opened: Opened, stripped: int) -> bool:
    """Whether the lines an engine counted are every byte of the file; it may take CR off the end of each.

    Where cells were taken off their front, whether they are as many as the file has.
    """
    number = sum(lines.values())
    if stripped:
        return number == file.lines
    mark = MARK if any(line.startswith(MARK) for line in lines) else b""  # the file is measured without
    held = sum((len(line) + 1) * times for line, times in lines.items()) - len(mark) - (not file.ended)
    return file.size - held in ({0, number} if opened.head[0].endswith(b"\r") else {0})


def _quoted(lines: Mapping[bytes, int]) -> int:
    """How many quotation marks stand in so many lines."""
    return sum(_quotes(line) * times for line, times in lines.items())


def _quotes(line: bytes) -> int:
    return line.count(b'"')


def _without_cr(lines: Mapping[bytes, int]) -> dict[bytes, int]:
    """The lines without CR at their ends, equal ones together."""
    if not any(line.endswith(b"\r") for line in lines):
        return dict(lines)
    bare: dict[bytes, int] = {}
    for line, times in lines.items():
        one = line.removesuffix(b"\r")
        bare[one] = bare.get(one, 0) + times
    return bare


def _take_out(lines: dict[bytes, int], head: str) -> None:
    """Take one line of the head out of the lines counted; the first may still bear a byte-order mark."""
    key = next(one for one in (head.encode(), f"\ufeff{head}".encode()) if lines.get(one))
    lines[key] -= 1
    if not lines[key]:
        del lines[key]
