"""A text file of ballot papers condensed by the standard library alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain, islice
from pathlib import Path

from mayoral.contest.papers import Condensed, Marks
from mayoral.files.condense.ahead import Ahead, read_lines, text_columns
from mayoral.files.condense.columns import Columns
from mayoral.files.condense.lines import (
    Blocks,
    Counted,
    Quoted,
    line_of,
    lines_of,
    nobody,
    open_lines,
)
from mayoral.files.condense.marks import NotUnderstood, Roll, Table
from mayoral.files.condense.table import roll_of
from mayoral.files.reading import Unreadable


def condense_text(
    path: Path, roll: Roll, advance: Callable[[int], None] = nobody, ahead: Ahead | None = None
) -> Condensed:
    """The papers of a CSV or TSV file, packed by gzip or not. Raises Unreadable, with the line.

    `ahead` is a process that counts its lines already.
    """
    lines = (ahead.lines(path) if ahead else None) or read_lines(Blocks(path, advance))
    opened, counted, digest = lines.opened, lines.counted, lines.digest
    columns, own = text_columns(path, opened), roll_of(path, opened.comments)
    roll = own.over(roll)
    try:
        if counted is None:
            raise Quoted  # noqa: TRY301 - found to be so by whoever counted the lines
        if roll.stated is not None and not counted.ended:
            raise Unreadable(path, opened.line + counted.read, "the last line is not ended: the file may be cut")
        table, read = understood(path, columns, roll, counted), counted.read
    except Quoted:
        blocks = Blocks(path, advance)
        table, read = _by_cells(blocks, columns, roll, opened.line)
        digest = blocks.digest
    return finished(path, table, read, digest)


def finished(path: Path, table: Table, read: int, digest: str) -> Condensed:
    """The table as a value, once it holds the papers of every line read, and as many as the file says it has."""
    stated, total = table.roll.stated, sum(table.papers.values())
    if table.columns.papers is None and total != read:
        raise Unreadable(path, 0, f"{read} lines of papers were read, but {total} papers are in the bundles")
    if stated is not None and stated != total:
        raise Unreadable(path, 0, f"it says it holds {stated} papers, but it holds {total}: it may be cut")
    return table.condensed(total, digest, path.name)


def understood(path: Path, columns: Columns, roll: Roll, counted: Counted) -> Table:
    """The table of a file's different lines. Raises Unreadable, or Quoted where a line is no whole row."""
    table, numbers = Table(columns.used, roll), counted.numbers
    try:
        lines = counted.text.decode().split("\n") if numbers else []
        if b'"' not in counted.text:
            table.add_lines(lines, numbers)
            return table
        if any(one.count('"') % 2 for one in lines):
            raise Quoted
        _add_quoted(table, lines, numbers)
    except UnicodeDecodeError:
        different = counted.text.split(b"\n")
        raise _refused(path, columns, next(filter(_not_utf8, different)), _NOT_UTF8) from None
    except NotUnderstood as problem:
        raise _refused(path, columns, counted.text.split(b"\n")[problem.place], problem.what) from None
    return table


def _refused(path: Path, columns: Columns, line: bytes, what: str) -> Unreadable:
    """The refusal of one of the different lines, at its first place in the file."""
    cells, delimiter, bare = columns.stripped, columns.delimiter.encode(), [line.rstrip(b"\r")]
    place = line_of(path, lambda one: one.rstrip(b"\r").split(delimiter, cells)[cells:] == bare)
    return Unreadable(path, place, what)


def _add_quoted(table: Table, lines: Sequence[str], numbers: Sequence[int]) -> None:
    """Add lines with quotation marks, each a whole row. Raises NotUnderstood."""
    import csv  # noqa: PLC0415 - most files have no quotation marks

    reader = csv.reader(lines, strict=True, delimiter=table.columns.delimiter)
    try:
        table.add_rows(reader, numbers)
    except csv.Error as problem:
        raise NotUnderstood(f"not a well-formed line: {problem}", reader.line_num - 1) from problem


NOT_CLOSED = "the quotation mark that opens a cell here is not closed"
_NOT_UTF8 = "the line is not UTF-8 (the file may be Windows-1252); save it as UTF-8"


def open_mark(row: str, delimiter: str) -> int | None:
    """Where the quotation mark stands that is not closed, in a text that begins with a row; or None."""
    end = rf"(?:{delimiter}|\r?\n|\Z)"
    quoted = r'"[^"]*(?:""[^"]*)*"'
    cell = re.compile(rf'(?:{quoted}|(?!")[^{delimiter}\n]*){end}')
    at = 0
    while at < len(row) and (found := cell.match(row, at)) and found.end() > at:
        at = found.end()
    return at if row.startswith('"', at) and not re.match(quoted, row[at:]) else None


def _not_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return True
    return False


def _by_cells(blocks: Blocks, columns: Columns, roll: Roll, head: int) -> tuple[Table, int]:
    """The table of a file whose rows are read one by one, as one may go over several lines; and their number."""
    import csv  # noqa: PLC0415 - most files are read by lines

    path, counted = blocks.path, dict[tuple[str, ...], int]()
    begins: list[int] = []
    wanted = [at for at in range(len(columns.names)) if at not in columns.unused]
    read, line = 0, head + 1
    lines = (one.decode() + "\n" for one in islice(lines_of(blocks), head, None))
    reader = csv.reader(lines, strict=True, delimiter=columns.delimiter)
    try:
        for row in reader:
            if len(row or ("",)) != len(columns.names):
                raise Unreadable(path, line, f"expected {len(columns.names)} cells, found {len(row)}")
            cells = tuple([row[at] for at in wanted]) if row else ("",)
            if cells not in counted:
                begins.append(line)
            counted[cells] = counted.get(cells, 0) + 1
            read += 1
            line = head + reader.line_num + 1
    except UnicodeDecodeError:
        raise Unreadable(path, head + reader.line_num + 1, _NOT_UTF8) from None
    except csv.Error as problem:
        text = "\n".join(one.decode() for one in islice(lines_of(Blocks(path)), line - 1, head + reader.line_num))
        opens = open_mark(text, columns.delimiter)
        if opens is None:
            raise Unreadable(path, line, f"not a well-formed line: {problem}") from problem
        raise Unreadable(path, line + text.count("\n", 0, opens), NOT_CLOSED) from problem
    table = Table(columns.used, roll)
    try:
        table.add_rows(counted, counted.values())
    except NotUnderstood as problem:
        raise Unreadable(path, begins[problem.place], problem.what) from None
    return table, read


def paper_on(path: Path, line: int, roll: Roll) -> tuple[str, Marks]:
    """The area and the marks of the paper that begins on a line of a text file. Raises Unreadable."""
    opened = open_lines(path, iter(Blocks(path)))
    columns, own = text_columns(path, opened), roll_of(path, opened.comments)
    if line <= opened.line:
        raise Unreadable(path, line, f"no paper stands on this line; the first is on line {opened.line + 1}")
    row = _row_on(path, line, opened.line, columns.delimiter)
    table = Table(columns, own.over(roll))
    try:
        table.add_rows([row], [1])
    except NotUnderstood as problem:
        raise Unreadable(path, line, problem.what) from None
    (paper,) = table.papers
    return paper


def _row_on(path: Path, line: int, head: int, delimiter: str) -> list[str]:
    """The cells of the row that begins on a line."""
    import csv  # noqa: PLC0415 - only one paper is read by it

    numbered = enumerate(islice(lines_of(Blocks(path)), head, None), head + 1)
    begins, first = next(((at, one) for at, one in numbered if at == line or b'"' in one), (line, None))
    if first is not None:  # until here every line is a row
        rest = (one.decode(errors="replace") + "\n" for one in chain([first], (one for _, one in numbered)))
        reader = csv.reader(rest, delimiter=delimiter)
        before = begins - 1
        for row in reader:
            ends = before + reader.line_num
            if begins == line:
                return row or [""]
            if ends >= line:
                raise Unreadable(path, line, f"this line belongs to the paper that begins on line {begins}")
            begins = ends + 1
    raise Unreadable(path, line, "the file has no such line")
