"""The lines of a text file of papers: read once, hashed as they pass, and equal ones counted together."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from mayoral.files.condense.refusal import refused

BLOCK, LARGE = 1 << 14, 1 << 18
"""How many bytes are read at once where lines are cut out of them, and where they are only hashed."""
LONGEST = 1 << 20
"""A line of more bytes than this is no ballot paper."""
_GZIP = b"\x1f\x8b"
MARK = b"\xef\xbb\xbf"


class Quoted(Exception):  # noqa: N818 - not an error: the file asks to be read cell by cell
    """A line break or a comma may stand inside quotation marks: lines are not papers in this file."""


def nobody(_: int) -> None:
    """Watch nothing."""


class Blocks:
    """A file's bytes in blocks, unpacked where it is a gzip file; `digest` is of the bytes as they stand."""

    def __init__(self, path: Path, advance: Callable[[int], None] = nobody, at_once: int = BLOCK) -> None:
        self.path, self.advance, self.at_once, self._sha = path, advance, at_once, sha256()

    def __iter__(self) -> Iterator[bytes]:
        raw = self._raw()
        first = next(raw, b"")
        if first.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise refused(self.path, 1, "the file is UTF-16; save it as UTF-8")
        if not first:
            raise refused(self.path, 1, "the file is empty (0 bytes)")
        if first.startswith(_GZIP):
            yield from self._unpacked(first, raw)
        else:
            yield first.removeprefix(MARK)
            yield from raw

    @property
    def digest(self) -> str:
        """The SHA-256 of all bytes read so far."""
        return self._sha.hexdigest()

    def _raw(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb", buffering=0) as file:
                while block := file.read(self.at_once):
                    self._sha.update(block)
                    self.advance(len(block))
                    yield block
        except OSError as problem:
            raise refused(self.path, 1, f"the file cannot be opened: {problem.strerror}") from problem

    def _unpacked(self, block: bytes, raw: Iterator[bytes]) -> Iterator[bytes]:
        """The text of one gzip file or of several put end to end."""
        start = True
        unpack = zlib.decompressobj(wbits=31)
        while block or (block := next(raw, b"")):
            if unpack.eof:
                unpack = zlib.decompressobj(wbits=31)
            try:
                text = unpack.decompress(block, LONGEST)
            except zlib.error as problem:
                raise refused(self.path, 1, f"the gzip file is damaged: {problem}") from problem
            block = unpack.unconsumed_tail or unpack.unused_data
            if text:
                yield text.removeprefix(MARK) if start else text
                start = False
        yield unpack.flush()
        if not unpack.eof:
            raise refused(self.path, 1, "the gzip file is cut short")


class First(Blocks):
    """The first blocks of a plain file, so many and on to the end of a line; the others are hashed only."""

    def __init__(self, path: Path, share: int) -> None:
        super().__init__(path)
        self._share, self._last = share, sha256()

    def _raw(self) -> Iterator[bytes]:
        last = False
        for number, block in enumerate(super()._raw()):
            if last:
                self._last.update(block)
                continue
            end = block.find(b"\n") + 1 if number >= self._share else 0
            yield block[:end] if end else block
            if end:
                self._last.update(block[end:])
                last = True

    @property
    def digest_of_last(self) -> str:
        """The SHA-256 of all bytes after those blocks."""
        return self._last.hexdigest()


class Last(Blocks):
    """The blocks that `First` leaves, from the line after so many blocks on; `digest` is of these bytes."""

    def __init__(self, path: Path, share: int) -> None:
        super().__init__(path)
        self._share = share

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb", buffering=0) as file:
            file.seek(self._share * BLOCK)
            while (block := file.read(BLOCK)) and b"\n" not in block:
                pass
            block = block.partition(b"\n")[2]
            while block:
                self._sha.update(block)
                yield block
                block = file.read(BLOCK)


class Opened(NamedTuple):
    """A file opened as far as its header: the lines up to it as they stand, and what was read beyond them."""

    head: tuple[bytes, ...]
    comments: tuple[str, ...]
    header: str
    beyond: bytes

    @property
    def line(self) -> int:
        """The line of the header."""
        return len(self.head)


def open_lines(path: Path, blocks: Iterator[bytes]) -> Opened:
    """The lines beginning with `#`, the header, and what was read beyond it. Raises Unreadable."""
    comments: list[str] = []
    head: list[bytes] = []
    text = b""
    while True:
        line, ended, beyond = text.partition(b"\n")
        if not ended and len(text) < LONGEST and (block := next(blocks, b"")):
            text += block
            continue
        if b"\r" in line.rstrip(b"\r"):
            raise refused(path, 1, "lines end in CR alone; save the file with LF or CRLF")
        header = text_of(path, line, len(comments) + 1).rstrip("\r")
        head.append(line)
        if not header.startswith("#"):
            return Opened(tuple(head), tuple(comments), header, beyond)
        comments.append(header[1:].strip())
        text = beyond


def text_of(path: Path, line: bytes, number: int) -> str:
    """One line as text. Raises Unreadable where it is not UTF-8."""
    try:
        return line.decode()
    except UnicodeDecodeError as problem:
        what = f"byte 0x{line[problem.start]:02x} is not UTF-8 (the file may be Windows-1252); save it as UTF-8"
        raise refused(path, number, what) from problem


class Counted(NamedTuple):
    """The different lines of a file one below the other, how often each stands there, and the number of all.

    `ended` is whether the last line of the file was ended.
    """

    text: bytes
    numbers: Sequence[int]
    read: int
    ended: bool


def count_lines(path: Path, beyond: bytes, blocks: Iterator[bytes], front: tuple[bytes, int]) -> Counted:
    """The lines after the header, so many cells taken off the front of each: a paper's number, a time.

    `front` is the delimiter and that number. Raises Quoted where such cells hold a quotation mark.
    """
    delimiter, stripped = front
    counted: Counter[bytes] = Counter()
    read, left = 0, b""
    block: bytes | None = beyond
    while block is not None:
        read += block.count(b"\n")
        lines = (left + block).split(b"\n")
        left = lines.pop()
        if len(left) > LONGEST:
            raise refused(path, read + 2, f"a line of more than {LONGEST} bytes is no ballot paper")
        if stripped:
            lines = _strip(path, lines, delimiter, stripped)
        counted.update(lines)
        block = next(blocks, None)
    if left:
        read += 1
        counted.update(_strip(path, [left], delimiter, stripped) if stripped else [left])
    return Counted(b"\n".join(counted), list(counted.values()), read, ended=not left)


def joined(first: Counted, last: Counted) -> Counted:
    """The lines of two parts of a file, those of the first beginning it."""
    lines = dict(zip(first.text.split(b"\n"), first.numbers, strict=False))  # of no lines the text is one, empty
    for line, number in zip(last.text.split(b"\n"), last.numbers, strict=False):
        lines[line] = lines.get(line, 0) + number
    return Counted(b"\n".join(lines), list(lines.values()), first.read + last.read, last.ended)


def _strip(path: Path, lines: list[bytes], delimiter: bytes, cells: int) -> list[bytes]:
    if any(b'"' in line for line in lines):
        raise Quoted
    try:
        return [line.split(delimiter, cells)[cells] for line in lines]
    except IndexError:
        short = next(line for line in lines if line.count(delimiter) < cells)
        number = line_of(path, lambda line: line == short)
        raise refused(path, number, f"expected at least {cells + 1} cells") from None


def lines_of(blocks: Blocks) -> Iterator[bytes]:
    """The lines of a file one by one, without their LF."""
    left = b""
    for block in blocks:
        lines = (left + block).split(b"\n")
        left = lines.pop()
        yield from lines
    if left:
        yield left


def line_of(path: Path, is_it: Callable[[bytes], bool]) -> int:
    """The number of the first line of a file that is the one looked for; 1 where none is."""
    return next((number for number, line in enumerate(lines_of(Blocks(path)), 1) if is_it(line)), 1)
