"""A file refused, by those who count its lines before anything else of the project is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mayoral.files.reading import Unreadable


def refused(path: Path | str, line: int, what: str) -> Unreadable:
    """The refusal of a file at a line."""
    from mayoral.files.reading import Unreadable  # noqa: PLC0415 - most files are not refused

    return Unreadable(path, line, what)
