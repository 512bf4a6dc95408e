"""Counting ballot papers, whole processes: beside a bare prototype, a warm read and the engines alone.

Where a goal was set in seconds, it is kept as a multiple of what the prototype takes for a million papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ballots import FOLDER, as_parquet, papers
from processes import MILLION, PROTOTYPE, PYTHON, READ, TALLY, Took, least, took
from rows import Row

SV = ("--method", "supplementary-vote")
NATIVE = """
import sys, polars as pl
lines = pl.scan_lines(sys.argv[1], name="line")
print(lines.group_by("line").agg(pl.len()).collect(engine="streaming").height)
"""
NARWHALS = """
import sys, narwhals, polars as pl
from mayoral.files.condense.frames import counted
lines = pl.scan_lines(sys.argv[1], name="line")
print(counted(lines, {"line": narwhals.col("line")}).collect(engine="streaming").height)
"""
DECODE = """
import sys, polars as pl
print(pl.scan_parquet(sys.argv[1]).select(pl.all().cast(pl.Int64).sum()).collect(engine="streaming"))
"""


def measure() -> list[Row]:
    """A million papers by both methods, ten million by the engines, and a re-count."""
    prototype, rows = _prototype(), []
    for kind, extra, memory in (("av", (), 40), ("sv", SV, 20)):
        rows += _million(kind, extra, memory)
    return [*rows, *_ten_million(prototype), again(10 * MILLION, prototype)]


def _prototype() -> Took:
    """The prototype over a million papers of the alternative vote."""
    return least(5, prototype=(*PROTOTYPE, "av", str(papers(MILLION, "av"))))["prototype"]


def _million(kind: str, extra: tuple[str, ...], memory: int) -> Iterator[Row]:
    file = str(papers(MILLION, kind))
    found = least(
        7,
        bare=(PYTHON, "-I", "-c", "pass"),
        read=(*READ, file),
        prototype=(*PROTOTYPE, kind, file),
        tally=(*TALLY, file, *extra),
    )
    ours, prototype = found["tally"], found["prototype"]
    name = f"{kind.upper()}, a million papers"
    yield Row(f"{name}: tally", ours.wall / prototype.wall, "× prototype", ours.told, 1.4)
    yield Row(f"{name}: processors", ours.cpu / prototype.cpu, "× prototype", prototype.told)
    how = f"the larger of its two processes; a bare interpreter {found['bare'].memory:.0f} MB"
    yield Row(f"{name}: memory", ours.memory, "MB", how, memory)
    yield Row(f"{name}: beside a warm read", ours.wall / found["read"].wall, "× read", found["read"].told)


def _ten_million(prototype: Took) -> Iterator[Row]:
    file = str(papers(10 * MILLION, "av"))
    parquet = str(as_parquet(Path(file)))
    found = least(
        5,
        stdlib=(*TALLY, file, "--engine", "stdlib"),
        polars=(*TALLY, file),
        duckdb=(*TALLY, file, "--engine", "duckdb"),
        parquet=(*TALLY, parquet),
    )
    for engine in ("stdlib", "polars", "duckdb", "parquet"):
        one = found[engine]
        yield Row(f"AV, ten million papers: {engine}", 100 * one.wall, "ns a paper", one.told)
    ours = found["polars"].wall / prototype.wall
    yield Row("the same by polars", ours, "× prototype over a million", prototype.told, 4.5)


def again(number: int, prototype: Took) -> Row:
    """A re-count from the condensed table, which is all that is read."""
    table = FOLDER / f"counted-{number}"
    if not (table / "condensed.csv").is_file():
        took((*TALLY, str(papers(number, "av")), "--to", str(table)))
    one = least(5, again=(*TALLY, str(table / "condensed.csv"), "--withdrawn", "3"))["again"]
    what = f"re-count of {number:,} papers, one withdrawn"
    return Row(what, one.wall / prototype.wall, "× prototype over a million", one.told, 2)
