"""The text of a file, or the refusal of a file that is not text."""

from __future__ import annotations

from pathlib import Path


class Unreadable(Exception):  # noqa: N818 - the project's word for a file that is not understood
    """A file is not understood: where, and what was expected; line 0 is a folder, or a word of the command."""

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
