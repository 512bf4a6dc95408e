"""Rehearsal papers as files, in every format of ballot papers but one: never as cast vote records.

Each says what it is in its name, in its first line, and in its title where it has one.
"""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TextIO

from mayoral.contest.contest import Contest
from mayoral.contest.findings import Refused
from mayoral.contest.papers import REHEARSAL, Condensed, Marks
from mayoral.files.papers.blt import names_and_title, paper_line
from mayoral.files.papers.contents import one_line
from mayoral.files.papers.preflib import holds, write_preflib
from mayoral.files.reading import Unreadable
from mayoral.files.rehearsals.drawing import Deck, condensed_of, holding, ranks_of

FORMATS = ("csv", "tsv", "blt", "soc", "soi", "toc", "toi", "parquet")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Papers to be written: of which contest, from which decks, how they came about, and by which chance.

    `advance` is told how many papers more are made.
    """

    contest: Contest
    decks: tuple[Deck, ...]
    told: str
    chance: Random
    advance: Callable[[int], None] = lambda _: None

    @property
    def papers(self) -> int:
        """How many there are."""
        return sum(deck.papers for deck in self.decks)

    @property
    def title(self) -> str:
        """The contest's title, marked."""
        return one_line(f"Rehearsal: {self.contest.title}", "the title")


def format_of(path: Path) -> str:
    """The format a file's name asks for. Raises Refused for a name that does not say what is in the file."""
    ending = Path(_plain(path.name)).suffix.removeprefix(".").casefold()
    if ending in {"json", "xml"}:
        raise Refused("rehearsal papers are never written as cast vote records: no machine recorded them")
    if ending not in FORMATS:
        raise Refused(
            f"`{path.name}` should end in one of {', '.join('.' + one for one in FORMATS)}; .gz may follow"
        )
    if ending == "parquet" and _packed(path.name):
        raise Refused("Parquet is packed already and is never packed by gzip as well; leave out .gz")
    if not path.name.startswith(f"{REHEARSAL}-"):
        raise Refused(f"the file would not say that its papers are made up; call it {REHEARSAL}-{path.name}")
    return ending


def write_rehearsal(rehearsal: Rehearsal, path: Path) -> int:
    """Write the papers and give back how many the format could hold.

    Raises Refused, and Unreadable where the disk does not take it. Nothing is left of a file that was not
    finished.
    """
    ending = format_of(path)
    try:
        with _finished(path) as part:
            if ending == "parquet":
                return _parquet(rehearsal, part)
            with _text(part, packed=_packed(path.name)) as out:
                return _FORMATS[ending](rehearsal, out, _plain(path.name))
    except OSError as problem:
        raise Unreadable(path, 0, f"it cannot be written: {problem.strerror or problem}") from problem


def _packed(name: str) -> bool:
    return name.casefold().endswith(".gz")


def _plain(name: str) -> str:
    return name[:-3] if _packed(name) else name


@contextmanager
def _text(part: Path, *, packed: bool) -> Iterator[TextIO]:
    """A file to write text to, by gzip or not; gzip keeps neither name nor time: equal papers give equal bytes."""
    if not packed:
        with part.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        return
    with (
        part.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, 0) as zipped,
        io.TextIOWrapper(zipped, encoding="utf-8", newline="\n") as out,
    ):
        yield out


@contextmanager
def _finished(path: Path) -> Iterator[Path]:
    """A file beside this one that takes its place when all went well, and goes when it did not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _pour(rehearsal: Rehearsal, out: TextIO, line: Callable[[Deck, Marks], str]) -> int:
    for deck in rehearsal.decks:
        lines = [line(deck, marks) for marks in deck.marks]
        for batch in deck.deal(lines, rehearsal.chance):
            out.write("".join(batch))
            rehearsal.advance(len(batch))
    return rehearsal.papers


def _separated(between: str) -> Callable[[Rehearsal, TextIO, str], int]:
    def write(rehearsal: Rehearsal, out: TextIO, _: str) -> int:
        contest = rehearsal.contest
        ranks = ranks_of(contest)
        # Whoever reads the comments knows the candidates and areas, and how many papers there should be.
        out.write(f"# {rehearsal.told}\n# title: {rehearsal.title}\n# papers: {rehearsal.papers}\n")
        out.writelines(f"# candidate: {who.id},{_cell(who.name)}\n" for who in contest.candidates)
        by_area = any(deck.area for deck in rehearsal.decks)
        if by_area:
            out.writelines(f"# area: {area.id},{_cell(area.name)}\n" for area in contest.areas)
        out.write(between.join([*["area"] * by_area, *(f"r{rank}" for rank in range(1, ranks + 1))]) + "\n")

        def line(deck: Deck, marks: Marks) -> str:
            cells = ["|".join(sorted(rank)) for rank in marks]
            return between.join([*[deck.area] * by_area, *cells, *[""] * (ranks - len(marks))]) + "\n"

        return _pour(rehearsal, out, line)

    return write


def _cell(text: str) -> str:
    return '"{}"'.format(one_line(text, "the name").replace('"', '""'))


def _blt(rehearsal: Rehearsal, out: TextIO, _: str) -> int:
    candidates = rehearsal.contest.candidates
    numbers = {one.id: str(at) for at, one in enumerate(candidates, 1)}
    out.write(f"# {rehearsal.told}\n{len(candidates)} 1\n")
    written = _pour(rehearsal, out, lambda _, marks: f"1 {paper_line(marks, numbers)}\n")
    out.write("0\n")
    out.writelines(names_and_title(candidates, rehearsal.title))
    return written


def _preflib(rehearsal: Rehearsal, out: TextIO, name: str) -> int:
    """PrefLib states how many different orders follow, so that the papers are condensed before."""
    everybody = len(rehearsal.contest.candidates) if name.casefold().endswith("c") else 0

    def fits(marks: Marks) -> bool:
        return holds(name, marks) and sum(map(len, marks)) >= everybody

    decks: Sequence[Deck] = [holding(deck, fits) for deck in rehearsal.decks]
    if not all(deck.marks for deck in decks):
        raise Refused(
            f"`{name}` holds papers that rank everybody, and none of these does; write .{name[-3:-1]}i, or .csv"
        )
    papers = condensed_of(decks, rehearsal.chance, rehearsal.advance)
    areas = tuple((area.id, area.name) for area in rehearsal.contest.areas)
    made = Condensed(rehearsal.contest.candidates, areas, papers, papers.total(), title=rehearsal.title)
    out.write(f"# {rehearsal.told}\n")
    out.writelines(
        "# MODIFICATION TYPE: synthetic\n" if "MODIFICATION TYPE" in line else line
        for line in write_preflib(made, name)
    )
    return sum(times for (_, marks), times in papers.items() if holds(name, marks))


def _parquet(rehearsal: Rehearsal, part: Path) -> int:
    try:
        import polars as pl  # noqa: PLC0415 - only this format needs it
    except ModuleNotFoundError:
        raise Refused("Parquet needs polars: install mayoral[fast], or write .csv") from None
    text = part.with_suffix(".csv")
    try:
        with text.open("w", encoding="utf-8", newline="\n") as out:
            written = _FORMATS["csv"](rehearsal, out, "")
        frame = pl.scan_csv(text, comment_prefix="#", infer_schema=False)
        frame.sink_parquet(part, metadata={"title": rehearsal.title, REHEARSAL: rehearsal.told})
        return written
    finally:
        text.unlink(missing_ok=True)


_FORMATS: dict[str, Callable[[Rehearsal, TextIO, str], int]] = {
    "csv": _separated(","),
    "tsv": _separated("\t"),
    "blt": _blt,
    "soc": _preflib,
    "soi": _preflib,
    "toc": _preflib,
    "toi": _preflib,
}
