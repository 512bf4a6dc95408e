"""What a file of ballot papers holds before any paper is read: its text, its digest, its candidates."""

from __future__ import annotations

import gzip
import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mayoral.contest.candidates import Candidate, CandidateId
from mayoral.contest.findings import Refused
from mayoral.contest.papers import Marks
from mayoral.files.reading import Unreadable, bytes_of, text_of

GZIP = b"\x1f\x8b"
ONE_AREA = (("", ""),)
"""The areas of a file that knows none."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The text of a file, decompressed where it was gzip, and the SHA-256 of its bytes as they stand."""

    path: Path
    text: str
    sha256: str

    @property
    def lines(self) -> list[str]:
        """The lines, ended by LF or CRLF; a last line without an end is a line too."""
        lines = self.text.replace("\r\n", "\n").split("\n")
        return lines if lines[-1] else lines[:-1]

    @property
    def ended(self) -> bool:
        """Whether the last line has its end."""
        return self.text.endswith("\n")

    def refuse(self, line: int, what: str) -> Unreadable:
        """The refusal of a line."""
        return Unreadable(self.path, line, what)


def contents_of(path: Path) -> Contents:
    """The contents of a text file, plain or gzip. Raises Unreadable, also where a gzip file is cut."""
    raw = bytes_of(path)
    digest = hashlib.sha256(raw).hexdigest()
    if raw.startswith(GZIP):
        try:
            raw = gzip.decompress(raw)
        except (EOFError, OSError, zlib.error) as problem:
            raise Unreadable(path, 1, f"the gzip file is cut or damaged: {problem}") from problem
    return Contents(path, text_of(path, raw), digest)


def named(names: Iterable[tuple[str, str]]) -> tuple[Candidate, ...]:
    """Candidates for (name, description) in a file that gives no ids: `Ana Núñez` becomes `ana-núñez`.

    A second candidate of the same id is numbered: `ana-núñez-2`.
    """
    found: dict[str, Candidate] = {}
    for name, description in names:
        plain = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", name).casefold()).strip("-") or "candidate"
        known = next(one for one in (plain, *(f"{plain}-{n}" for n in range(2, 10_000))) if one not in found)
        found[known] = Candidate(CandidateId(known), name, description)
    return tuple(found.values())


def trimmed(ranks: Sequence[frozenset[CandidateId]]) -> Marks:
    """Marks without the blank ranks at the end."""
    used = len(ranks)
    while used and not ranks[used - 1]:
        used -= 1
    return tuple(ranks[:used])


def one_line(text: str, what: str) -> str:
    """A text that a line of a file can hold. Raises Refused."""
    if any(unicodedata.category(one) in {"Cc", "Zl", "Zp"} for one in text):
        raise Refused(f"{what} `{text!r}` has a line break or control character, which the format cannot hold")
    return text
