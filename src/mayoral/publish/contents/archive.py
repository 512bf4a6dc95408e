"""A zip of files, the same bytes for the same files."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

from mayoral.publish.contents.content import Content, pieces

# The earliest moment a zip can hold: the archive says nothing of when it was made.
_ALWAYS = (1980, 1, 1, 0, 0, 0)


class Archive(ExitStack):
    """A zip that grows file by file, on disk, in the order given; gone when it is left."""

    def __init__(self) -> None:
        super().__init__()
        self.file: IO[bytes] = self.enter_context(TemporaryFile())  # noqa: SIM115 - closed by the stack
        self._zip = self.enter_context(zipfile.ZipFile(self.file, "w"))

    def add(self, name: str, content: Content) -> None:
        """Adds a file."""
        member = zipfile.ZipInfo(name, _ALWAYS)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.create_system = 3
        member.external_attr = 0o644 << 16
        if isinstance(content, bytes):
            self._zip.writestr(member, content)
            return
        with self._zip.open(member, "w") as into:
            for piece in pieces(content):
                into.write(piece)

    def finished(self) -> IO[bytes]:
        """The finished archive."""
        self._zip.close()
        return self.file


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files by name as one zip, in the order of their names."""
    with Archive() as archive:
        for name in sorted(files):
            archive.add(name, files[name])
        return b"".join(pieces(archive.finished()))
