"""A text file of ballot papers condensed by the standard library alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path

from mayoral.contest.papers import Condensed, Marks
from mayoral.files.condense.columns import Columns, columns_of
from mayoral.files.condense.lines import (
    Blocks,
    Opened,
    Quoted,
    count_lines,
    line_of,
    lines_of,
    nobody,
    open_lines,
)
from mayoral.files.condense.marks import NotUnderstood, Roll, Table
from mayoral.files.condense.table import roll_of
from mayoral.files.reading import Unreadable


def condense_text(path: Path, roll: Roll, advance: Callable[[int], None] = nobody) -> Condensed:
    """The papers of a CSV or TSV file, packed by gzip or not. Raises Unreadable, with the line."""
    blocks = Blocks(path, advance)
    walk = iter(blocks)
    opened = open_lines(path, walk)
    columns = text_columns(path, opened)
    own = roll_of(path, opened.comments)
    roll = own if own.candidates else roll
    try:
        if columns.scattered:
            raise Quoted  # noqa: TRY301 - such a file is read as one with line breaks in its cells is
        counted = count_lines(path, opened.beyond, walk, (columns.delimiter.encode(), columns.stripped))
        if roll.stated is not None and not counted.ended:
            raise Unreadable(path, opened.line + counted.read, "the last line is not ended: the file may be cut")
        table, read = understood(path, columns, roll, counted.lines), counted.read
    except Quoted:
        blocks = Blocks(path, advance)
        table, read = _by_cells(blocks, columns, roll, opened.line)
    return finished(path, table, read, blocks.digest)


def finished(path: Path, table: Table, read: int, digest: str) -> Condensed:
    """The table as a value, once it holds the papers of every line read, and as many as the file says it has."""
    stated, total = table.roll.stated, sum(table.papers.values())
    if table.columns.papers is None and total != read:
        raise Unreadable(path, read, f"{read} lines of papers were read, but {total} papers are in the bundles")
    if stated is not None and stated != total:
        raise Unreadable(path, read, f"it says it holds {stated} papers, but it holds {total}: it may be cut")
    return table.condensed(total, digest, path.name)


def text_columns(path: Path, opened: Opened) -> Columns:
    """The columns that the header of a text file names, parted by commas or tabs."""
    delimiter = "\t" if "\t" in opened.header else ","
    if opened.header.count('"') % 2:
        raise Unreadable(path, opened.line, "a quotation mark in the header is not closed")
    names = opened.header.split(delimiter)
    if '"' in opened.header:
        import csv  # noqa: PLC0415 - most files have no quotation marks

        names = next(csv.reader([opened.header], delimiter=delimiter))
    return columns_of(names, path, opened.line, delimiter)


def understood(path: Path, columns: Columns, roll: Roll, counted: Mapping[bytes, int]) -> Table:
    """The table of a file's different lines. Raises Unreadable, or Quoted where a line is no whole row."""
    table = Table(columns.used, roll)
    different = list(counted)

    def refused(line: bytes, what: str) -> Unreadable:
        cells, delimiter, bare = columns.stripped, columns.delimiter.encode(), [line.rstrip(b"\r")]
        place = line_of(path, lambda one: one.rstrip(b"\r").split(delimiter, cells)[cells:] == bare)
        return Unreadable(path, place, what)

    try:
        lines = b"\n".join(different).decode().split("\n") if different else []
        if not any(b'"' in line for line in different):
            table.add_lines(lines, counted.values())
            return table
        if any(one.count('"') % 2 for one in lines):
            raise Quoted
        _add_quoted(table, lines, counted)
    except UnicodeDecodeError:
        raise refused(next(filter(_not_utf8, different)), _NOT_UTF8) from None
    except NotUnderstood as problem:
        raise refused(different[problem.place], problem.what) from None
    return table


def _add_quoted(table: Table, lines: Sequence[str], counted: Mapping[bytes, int]) -> None:
    """Add lines with quotation marks, each a whole row. Raises NotUnderstood."""
    import csv  # noqa: PLC0415 - most files have no quotation marks

    reader = csv.reader(lines, strict=True, delimiter=table.columns.delimiter)
    try:
        table.add_rows(reader, counted.values())
    except csv.Error as problem:
        raise NotUnderstood(f"not a well-formed line: {problem}", reader.line_num - 1) from problem


_NOT_UTF8 = "the line is not UTF-8 (the file may be Windows-1252); save it as UTF-8"


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
        raise Unreadable(path, line, f"not a well-formed line: {problem}") from problem
    table = Table(columns.used, roll)
    try:
        table.add_rows(counted, counted.values())
    except NotUnderstood as problem:
        raise Unreadable(path, begins[problem.place], problem.what) from None
    return table, read


def paper_on(path: Path, line: int, roll: Roll) -> tuple[str, Marks]:
    """The area and the marks of the paper on one line of a text file. Raises Unreadable."""
    opened = open_lines(path, iter(Blocks(path)))
    columns, own = text_columns(path, opened), roll_of(path, opened.comments)
    if line <= opened.line:
        raise Unreadable(path, line, f"no paper stands on this line; the first is on line {opened.line + 1}")
    found = next(islice(lines_of(Blocks(path)), line - 1, None), None)
    if found is None:
        raise Unreadable(path, line, "the file has no such line")
    import csv  # noqa: PLC0415 - only one paper is read by it

    row = next(csv.reader([found.decode(errors="replace")], delimiter=columns.delimiter), [""])
    table = Table(columns, own if own.candidates else roll)
    try:
        table.add_rows([row], [1])
    except NotUnderstood as problem:
        raise Unreadable(path, line, problem.what) from None
    (paper,) = table.papers
    return paper
