"""The lines of a file counted, by this process alone or by two that share them.

The second one begins while this one still gets ready, which takes as long as half a million papers do, and
leaves the last lines to it. A file so large that a start does not matter is left to the first process,
which shows how far it is.
"""

from __future__ import annotations

import marshal
import os
from pathlib import Path
from typing import NamedTuple

from mayoral.files.condense.columns import Columns, columns_of
from mayoral.files.condense.lines import (
    BLOCK,
    Blocks,
    Counted,
    First,
    Last,
    Opened,
    Quoted,
    count_lines,
    joined,
    open_lines,
)
from mayoral.files.condense.refusal import refused
from mayoral.files.text import Unreadable

SMALLEST, LARGEST = 1 << 20, 1 << 26
START = 3 << 20
"""How many bytes are counted while the first process gets ready."""


class Lines(NamedTuple):
    """A file's head, its lines counted (None where they are not its papers), and its digest."""

    opened: Opened
    counted: Counted | None
    digest: str


def read_lines(blocks: Blocks) -> Lines:
    """The lines of a text file of papers. Raises Unreadable."""
    path, walk = blocks.path, iter(blocks)
    opened = open_lines(path, walk)
    columns = text_columns(path, opened)
    if columns.scattered:
        return Lines(opened, None, "")
    try:
        counted = count_lines(path, opened.beyond, walk, (columns.delimiter.encode(), columns.stripped))
    except Quoted:
        return Lines(opened, None, "")
    return Lines(opened, counted, blocks.digest)


def text_columns(path: Path, opened: Opened) -> Columns:
    """The columns that the header of a text file names, parted by commas or tabs."""
    delimiter = "\t" if "\t" in opened.header else ","
    if "," not in opened.header and path.name.removesuffix(".gz").lower().endswith((".tsv", ".tab")):
        delimiter = "\t"  # of a single column, in whose cells a comma is a comma
    if opened.header.count('"') % 2:
        raise refused(path, opened.line, "a quotation mark in the header is not closed")
    names = opened.header.split(delimiter)
    if '"' in opened.header:
        import csv  # noqa: PLC0415 - most files have no quotation marks

        names = next(csv.reader([opened.header], delimiter=delimiter))
    return columns_of(names, path, opened.line, delimiter)


class Ahead(NamedTuple):
    """A process that counts the first lines of a file, where it leaves off, and where it will tell them."""

    name: str
    process: int
    pipe: int
    share: int

    def lines(self, path: Path) -> Lines | None:
        """The lines of the whole file, the last of them counted here; None where something is wrong with any.

        None too for another file, and for one that did not read the same for both.
        """
        last = _last_lines(path, self.share) if path == Path(self.name) else None
        with os.fdopen(self.pipe, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(self.process, 0)
        if status or last is None:
            return None
        head, first, digest, digest_of_last = marshal.loads(told)  # noqa: S302 - our own words
        if first is None or digest_of_last != last[1]:
            return None
        return Lines(Opened(*head), joined(Counted(*first), last[0]), digest)


def _last_lines(path: Path, share: int) -> tuple[Counted, str] | None:
    """The lines that the other process leaves, and the digest of their bytes."""
    try:
        opened = open_lines(path, iter(Blocks(path)))
        columns = text_columns(path, opened)
        last = Last(path, share)
        lines = count_lines(path, b"", iter(last), (columns.delimiter.encode(), columns.stripped))
    except (Quoted, Unreadable, OSError):
        return None  # met again by whoever reads the file as a whole
    return lines, last.digest


def begin(name: str) -> Ahead | None:
    """A process that counts a plain text file of papers, where there can be one and it is worth its while."""
    path = Path(name)
    if path.suffix not in {".csv", ".tsv"} or not path.is_file() or not hasattr(os, "fork"):
        return None
    size = path.stat().st_size
    if not SMALLEST < size < LARGEST or (os.cpu_count() or 1) < 2:
        return None
    share = (size + START) // 2 // BLOCK
    ours, theirs = os.pipe()
    process = os.fork()
    if process:
        os.close(theirs)
        return Ahead(name, process, ours, share)
    status = 1
    try:
        blocks = First(path, share)
        opened, counted, digest = read_lines(blocks)
        lines = (counted.text, list(counted.numbers), counted.read, counted.ended) if counted else None
        head = (opened.head, opened.comments, opened.header, b"")
        with os.fdopen(theirs, "wb") as pipe:
            pipe.write(marshal.dumps((head, lines, digest, blocks.digest_of_last)))
        status = 0
    finally:
        os._exit(status)  # whatever went wrong is met again by the first process, and told
