"""What a file holds: bytes, or, where it grows with the whole record, a file kept on disk until it is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import SEEK_END
from tempfile import TemporaryFile
from typing import IO, TypeAlias

Content: TypeAlias = bytes | IO[bytes]
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Seal:
    """The size and the SHA-256 of a content: all that a list of files needs of it."""

    size: int
    sha256: str


def pieces(content: Content) -> Iterator[bytes]:
    """The bytes of a content, from the first, in pieces that fit in memory."""
    if isinstance(content, bytes):
        yield content
        return
    content.seek(0)
    while piece := content.read(_PIECE):
        yield piece


def seal(content: Content) -> Seal:
    """The seal of a content."""
    size, digest = 0, hashlib.sha256()
    for piece in pieces(content):
        size += len(piece)
        digest.update(piece)
    return Seal(size, digest.hexdigest())


class Growing(ExitStack):
    """Files that grow piece by piece on disk, by name, in the order they were begun; gone when it is left."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, IO[bytes]] = {}

    def add(self, name: str, text: bytes) -> None:
        """Adds to the end of a file, which begins with its first piece."""
        if name not in self.files:
            self.files[name] = self.enter_context(TemporaryFile())  # noqa: SIM115 - closed by the stack
        file = self.files[name]
        file.seek(0, SEEK_END)
        file.write(text)
