"""The lines of a file counted, by this process or ahead of it: by a second one while this one gets ready.

A start takes about as long as half a million papers do. A file so large that a start does not matter is
left to the first process, which shows how far it is.
"""

from __future__ import annotations

import marshal
import os
from pathlib import Path
from typing import NamedTuple

from mayoral.files.condense.columns import Columns, columns_of
from mayoral.files.condense.lines import Blocks, Counted, Opened, Quoted, count_lines, open_lines
from mayoral.files.condense.refusal import refused

SMALLEST, LARGEST = 1 << 20, 1 << 26


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
    if opened.header.count('"') % 2:
        raise refused(path, opened.line, "a quotation mark in the header is not closed")
    names = opened.header.split(delimiter)
    if '"' in opened.header:
        import csv  # noqa: PLC0415 - most files have no quotation marks

        names = next(csv.reader([opened.header], delimiter=delimiter))
    return columns_of(names, path, opened.line, delimiter)


class Ahead(NamedTuple):
    """A process that counts the lines of a file, and where it will tell them."""

    name: str
    process: int
    pipe: int

    def lines(self, path: Path) -> Lines | None:
        """What it counted; None where that is another file, or something is wrong with it."""
        with os.fdopen(self.pipe, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(self.process, 0)
        if status or path != Path(self.name):
            return None
        head, lines, digest = marshal.loads(told)  # noqa: S302 - our own words
        return Lines(Opened(*head), Counted(*lines) if lines else None, digest)


def begin(name: str) -> Ahead | None:
    """A process that counts a plain text file of papers, where there can be one and it is worth its while."""
    path = Path(name)
    if path.suffix not in {".csv", ".tsv"} or not path.is_file() or not hasattr(os, "fork"):
        return None
    if not SMALLEST < path.stat().st_size < LARGEST or (os.cpu_count() or 1) < 2:
        return None
    ours, theirs = os.pipe()
    process = os.fork()
    if process:
        os.close(theirs)
        return Ahead(name, process, ours)
    status = 1
    try:
        opened, counted, digest = read_lines(Blocks(path))
        lines = (counted.text, list(counted.numbers), counted.read, counted.ended) if counted else None
        head = (opened.head, opened.comments, opened.header, b"")
        with os.fdopen(theirs, "wb") as pipe:
            pipe.write(marshal.dumps((head, lines, digest)))
        status = 0
    finally:
        os._exit(status)  # whatever went wrong is met again by the first process, and told
