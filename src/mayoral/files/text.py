"""The text of a file, the line on which a thing stands in it, or the refusal of a file that is not text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path


class Unreadable(Exception):  # noqa: N818 - the project's word for a file that is not understood
    """A file is not understood: where, and what was expected.

    Line 0 is a file or a folder as a whole, or a word of the command.
    """

    def __init__(self, path: Path | str, line: int, what: str) -> None:
        super().__init__(f"{path}:{line}: {what}" if line else f"{path}: {what}")
        self.path, self.line, self.what = str(path), line, what


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises Unreadable."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Unreadable(path, 1, f"the file cannot be opened: {problem.strerror}") from problem


def text_of(path: Path, given: bytes | None = None) -> str:
    """The text of a UTF-8 file, or of its bytes, a byte-order mark left out. Raises Unreadable."""
    raw = bytes_of(path) if given is None else given
    if not raw:
        raise Unreadable(path, 1, "the file is empty (0 bytes); where nothing is known yet, leave the file out")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(path, 1, "the file is UTF-16; save it as UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        seen = f"byte 0x{raw[problem.start]:02x}"
        what = f"{seen} is not UTF-8 (the file may be Windows-1252); save it as UTF-8"
        raise Unreadable(path, line, what) from problem


def line_of(text: str, name: str, index: int, key: str) -> int:
    """The line, counted from 1, of a key (or heading) in the `index`-th table of a name, else of that table.

    Tables written under a heading and tables written inline in a list are both found; the top table has no name.
    """
    lines = text.splitlines()
    block = _block(lines, name, index)
    for number in block:
        if key and re.search(rf"""(?:^|[{{,])\s*["']?{re.escape(key)}["']?\s*=""", lines[number]):
            return number + 1
    if key and not name:
        heads = (number for number, line in enumerate(lines) if re.match(rf"\s*\[+\s*{re.escape(key)}\s*\]", line))
        return next(heads, 0) + 1
    return block.start + 1


def _block(lines: Sequence[str], name: str, index: int) -> range:
    """The lines of a table, its first line included."""
    heads = [number for number, line in enumerate(lines) if line.lstrip().startswith("[")]
    if not name:
        return range(heads[0] if heads else len(lines))
    named = [number for number in heads if re.match(rf"\s*\[+\s*{re.escape(name)}\s*\]", lines[number])]
    if index < len(named):
        return range(named[index], next((head for head in heads if head > named[index]), len(lines)))
    last = re.escape(name.rpartition(".")[2])
    opened = next((number for number, line in enumerate(lines) if re.match(rf"\s*{last}\s*=\s*\[", line)), None)
    if opened is None:
        return range(len(lines))
    inline = [number for number, line in enumerate(lines) if number >= opened and "{" in line]
    return range(inline[index], inline[index] + 1) if index < len(inline) else range(opened, opened + 1)
