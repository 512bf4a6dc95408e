"""What a page is made of, before any markup: sections of prose, facts, tables, pictures and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar, TypeAlias

from markupsafe import Markup

from mayoral.publish.charts.colours import Paint


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the site (`path`), a place on it (`at`), a file beside it, or a `url`."""

    run: ClassVar[str] = "link"
    words: str
    path: str | None = None
    at: str = ""
    url: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words set apart: `kind` is how (`strong`, `quiet`, `badge`, `elected`, `unknown`, …)."""

    run: ClassVar[str] = "mark"
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A sample of a paint, before a name."""

    run: ClassVar[str] = "chip"
    paint: Paint


@dataclass(frozen=True, slots=True)
class Cite:
    """References to the sources of this page, by number; each with its kind."""

    run: ClassVar[str] = "cite"
    numbers: tuple[tuple[int, str], ...]


Run: TypeAlias = "str | Link | Mark | Chip | Cite"
Line: TypeAlias = Sequence[Run]


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs."""

    template: ClassVar[str] = "prose"
    paragraphs: tuple[Line, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms, each with what is known of it."""

    template: ClassVar[str] = "facts"
    facts: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of lines; `kind` is how it stands (`plain`, `columns`, `letters`, `cards`)."""

    template: ClassVar[str] = "listing"
    lines: tuple[Line, ...]
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column."""

    head: Line
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its head, its cells, and what it is (`total`, `elected`, `missing`, …).

    A row that is `missing` has one cell, which says why, across all columns.
    """

    head: Line
    cells: tuple[Line, ...]
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures under a caption; `corner` is the head of the first column, `note` stands below."""

    template: ClassVar[str] = "table"
    id: str
    caption: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Line = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with what it shows in words; the table with its figures stands beside it."""

    template: ClassVar[str] = "figure"
    picture: Markup
    caption: Line
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """Blocks that are opened on demand."""

    template: ClassVar[str] = "folded"
    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A picture and its table, side by side where there is room."""

    template: ClassVar[str] = "pair"
    figure: Figure
    table: Table


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first thing said: who is elected, or what stands in the way."""

    template: ClassVar[str] = "verdict"
    words: Line
    under: Line = ()
    paint: Paint | None = None


Block: TypeAlias = Prose | Facts | Listing | Table | Figure | Folded | Pair | Verdict


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it lies (a folder ending in `/`, or nothing for the first page) and what it says.

    `trail` leads back up; `twin` is where the same page lies as JSON, from its own folder.
    """

    path: str
    title: str
    sections: tuple[Section, ...]
    description: str = ""
    kicker: str = ""
    opening: tuple[Block, ...] = ()
    trail: tuple[Link, ...] = ()
    twin: str = ""
    paints: tuple[Paint, ...] = ()
    turn: tuple[Link | None, Link | None] = (None, None)
    kind: str = ""


RECORD = "data/record.zip"
"""Where the archive of the whole record lies."""


def slug(known: str) -> str:
    """An id as part of a path: letters, digits, hyphens, dots within; what had to be changed keeps apart."""
    plain = re.sub(r"[^\w.\-]+", "-", known).strip(".-")[:80]
    if plain == known:
        return plain
    return f"{plain or 'x'}-{sha256(known.encode()).hexdigest()[:8]}"


def election_path(known: str) -> str:
    """Where an election's page lies."""
    return f"elections/{slug(known)}/"


def area_path(election: str, area: str) -> str:
    """Where the page of an area in an election lies."""
    return f"{election_path(election)}areas/{slug(area)}/"


def checks_path(election: str) -> str:
    """Where the checks of an election lie."""
    return f"{election_path(election)}checks/"


def person_path(known: str) -> str:
    """Where a person's page lies."""
    return f"people/{slug(known)}/"


def office_path(known: str) -> str:
    """Where an office's page lies."""
    return f"offices/{slug(known)}/"
