"""A file of ballot papers of any kind, condensed: which reader reads it is told by its name."""

# ruff: noqa: PLC0415 - a reader is imported when a file of its kind is read
from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from mayoral.contest.candidates import Candidate
from mayoral.contest.papers import Condensed, Marks
from mayoral.files.condense.ahead import Ahead
from mayoral.files.condense.lines import nobody
from mayoral.files.condense.marks import Roll
from mayoral.files.reading import Unreadable

BIG = 3_000_000
"""From so many lines on polars, which takes longer to start, is ahead of the standard library."""
TEXT = (".csv", ".tsv", ".txt", ".tab")
_PREFLIB = (".soc", ".soi", ".toc", ".toi")
_CLUSTER = "for a cluster pyspark or dask beside it"
KINDS = (*TEXT, ".parquet", ".blt", *_PREFLIB, ".json")


class Ask(NamedTuple):
    """What is known before a file of papers is read: who stands, which areas there are, and by which engine.

    `form` says that a CSV file is the export of an online form; `ahead` is a process that counts the lines
    of a text file already. `only` asks for the papers of one line alone (of one row of Parquet, one record
    of JSON, counted from 1). `contest` chooses one of the contests of cast vote records by its id or name.
    """

    candidates: Sequence[Candidate] = ()
    areas: Sequence[tuple[str, str]] = ()
    engine: str | None = None
    advance: Callable[[int], None] = nobody
    form: bool = False
    ahead: Ahead | None = None
    only: int | None = None
    contest: str = ""


def kind_of(name: str) -> str:
    """The kind of a file of papers by its name, `.gz` left aside."""
    return Path(name.removesuffix(".gz")).suffix.lower()


def read_papers(name: str, ask: Ask) -> Condensed:
    """The papers of a file, or of what an engine finds under a name with `://`. Raises Unreadable."""
    path, kind = Path(name), kind_of(name)
    if "://" not in name and "*" not in name and not path.is_file():
        raise Unreadable(name, 1, "there is no such file of ballot papers")
    if ask.contest and kind != ".json":
        raise Unreadable(name, 0, f"only cast vote records (.json) hold several contests, such as `{ask.contest}`")
    if kind == ".blt":
        from mayoral.files.papers.blt import read_blt

        return read_blt(path, ask.only)
    if kind in _PREFLIB:
        from mayoral.files.papers.preflib import read_preflib

        return read_preflib(path, ask.only)
    if kind == ".json":
        from mayoral.files.papers.cast_vote_records import read_cast_vote_records

        return read_cast_vote_records(path, ask.contest, ask.only)
    if ask.form:
        from mayoral.files.papers.forms import read_form

        return read_form(path, ask.candidates, ask.only)
    if kind not in (*TEXT, ".parquet"):
        raise Unreadable(name, 1, f"ballot papers are read from {', '.join(KINDS)}; `{kind}` is none of them")
    return _by_engine(name, kind, ask)


def read_paper(name: str, ask: Ask) -> tuple[str, Marks]:
    """The area and the marks of the paper (or of the equal papers) on the line that is asked for.

    Raises Unreadable where there is none.
    """
    line = ask.only or 0
    if kind_of(name) in TEXT and not ask.form:
        from mayoral.files.condense.text import paper_on

        return paper_on(Path(name), line, Roll(tuple(ask.candidates), tuple(ask.areas)))
    found = read_papers(name, ask).papers if line > 0 else {}
    if not found:
        raise Unreadable(name, line, "no paper stands there")
    (paper,) = found
    return paper


def _by_engine(name: str, kind: str, ask: Ask) -> Condensed:
    roll = Roll(tuple(ask.candidates), tuple(ask.areas))
    chosen = ask.engine or _fitting(name, kind)
    if chosen == "stdlib" and kind in TEXT:
        from mayoral.files.condense.text import condense_text

        return condense_text(Path(name), roll, ask.advance, ask.ahead)
    from mayoral.files.condense.engines import installed

    if chosen == "stdlib" or not installed(chosen):
        wanted = "polars or duckdb" if chosen == "stdlib" else chosen
        raise Unreadable(name, 1, f"this file needs {wanted}: pip install 'mayoral[fast]', or {_CLUSTER}")
    from mayoral.files.condense.frames import How, condense_lines

    if kind == ".parquet":
        from mayoral.files.condense.rows import condense_parquet

        return condense_parquet(name, roll, How(chosen, ask.advance, ask.only))
    if name.endswith(".gz") or not Path(name).is_file():
        raise Unreadable(name, 1, f"{chosen} reads text files that stand here unpacked; try --engine stdlib")
    return condense_lines(Path(name), roll, How(chosen, ask.advance))


def _fitting(name: str, kind: str) -> str:
    """The engine for a file by its kind and size."""
    from importlib.util import find_spec

    path = Path(name)
    if kind in TEXT:
        if name.endswith(".gz") or path.stat().st_size < BIG * 2 or _lines(path) < BIG:
            return "stdlib"
        return "polars" if find_spec("polars") and find_spec("narwhals") else "stdlib"
    return next((one for one in ("polars", "duckdb") if find_spec(one) and find_spec("narwhals")), "stdlib")


def _lines(path: Path) -> int:
    """About how many lines a file has, judged by its beginning."""
    with path.open("rb") as file:
        beginning = file.read(1 << 16)
    return path.stat().st_size * beginning.count(b"\n") // max(1, len(beginning))
