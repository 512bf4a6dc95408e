"""What the screen, or whatever stands in its place, can show."""

from __future__ import annotations

import sys
from textwrap import fill

from mayoral.publish.transcripts.tables import WIDE


def screen() -> int:
    """How many columns to print: those of the terminal, or of a printed page."""
    if not sys.stdout.isatty():
        return WIDE
    import shutil  # noqa: PLC0415 - which loads every kind of compressed file

    return shutil.get_terminal_size().columns


def wrapped(text: str) -> str:
    """The text with its long lines broken to the screen, each further line a little to the right."""
    lines = []
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip()) + 4)
        lines.append(
            fill(line, screen(), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        )
    return "\n".join(lines)


def shows_all() -> bool:
    """Whether standard output can show every character; a document is written in ASCII where it cannot."""
    return (sys.stdout.encoding or "utf-8").lower().startswith("utf")
