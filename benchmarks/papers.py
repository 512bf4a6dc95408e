"""Counting ballot papers, whole processes: beside a bare prototype, a warm read of the same bytes, and peers.

    python benchmarks/papers.py [--big] [--peers]

`--big` also counts a hundred million papers, which are made first; `--peers` also installs and runs others.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ballots import FOLDER, as_parquet, papers
from peers import PEERS, command
from rows import Row

HERE = Path(__file__).resolve().parent
PYTHON, MAYORAL = sys.executable, str(Path(sys.executable).parent / "mayoral")
TALLY = (MAYORAL, "tally")
SV = ("--method", "supplementary-vote")
MILLION = 1_000_000
READ = "import sys\nwith open(sys.argv[1], 'rb', buffering=0) as f:\n    while f.read(1 << 20): pass"
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


class Took(NamedTuple):
    """What a process took: seconds by the clock, seconds of processors, and most memory in megabytes."""

    wall: float
    cpu: float
    memory: float


def took(command: Sequence[str]) -> Took:
    """One run of a command, its output thrown away."""
    # An installed program finds its modules compiled.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(FOLDER / "compiled")
    began = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in {0, 1}:
        sys.exit(f"{' '.join(command)} failed")
    return Took(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def least(times: int, **commands: Sequence[str]) -> dict[str, Took]:
    """The least each command took of several runs, one after another so that a busy moment hits all alike."""
    found: dict[str, Took] = {}
    for turn in range(times + 1):
        for name, one in commands.items():
            now = took(one)
            if turn:  # the first run fills the caches
                best = found.get(name, now)
                found[name] = Took(min(best.wall, now.wall), min(best.cpu, now.cpu), max(best.memory, now.memory))
    return found


def measure() -> list[Row]:
    """A million papers by both methods, ten million by the engines, and a re-count."""
    return [*_million(), *_ten_million(), *_again(10 * MILLION)]


def _told(one: Took) -> str:
    return f"{one.wall:.3f} s, processors {one.cpu:.3f} s, {one.memory:.0f} MB"


def _million() -> Iterator[Row]:
    for kind, extra, memory in (("av", (), 40), ("sv", SV, 20)):
        file = str(papers(MILLION, kind))
        found = least(
            7,
            bare=(PYTHON, "-I", "-c", "pass"),
            read=(PYTHON, "-I", "-c", READ, file),
            prototype=(PYTHON, str(HERE / "prototype.py"), kind, file),
            tally=(*TALLY, file, *extra),
        )
        ours, prototype = found["tally"], found["prototype"]
        name = f"{kind.upper()}, a million papers"
        yield Row(f"{name}: tally", ours.wall / prototype.wall, "× prototype", _told(ours), 1.4)
        yield Row(f"{name}: processors", ours.cpu / prototype.cpu, "× prototype", _told(prototype))
        yield Row(f"{name}: memory", ours.memory, "MB", f"bare interpreter {found['bare'].memory:.0f} MB", memory)
        yield Row(f"{name}: beside a warm read", ours.wall / found["read"].wall, "× read", _told(found["read"]))


def _ten_million() -> Iterator[Row]:
    file = str(papers(10 * MILLION, "av"))
    parquet = str(as_parquet(Path(file)))
    found = least(
        3,
        stdlib=(*TALLY, file, "--engine", "stdlib"),
        polars=(*TALLY, file),
        duckdb=(*TALLY, file, "--engine", "duckdb"),
        native=(PYTHON, "-c", NATIVE, file),
        narwhals=(PYTHON, "-c", NARWHALS, file),
        parquet=(*TALLY, parquet),
        decode=(PYTHON, "-c", DECODE, parquet),
    )
    for engine in ("stdlib", "polars", "duckdb", "parquet"):
        one = found[engine]
        yield Row(f"AV, ten million papers: {engine}", 100 * one.wall, "ns a paper", _told(one))
    layer = found["narwhals"].wall / found["native"].wall
    yield Row("narwhals beside native polars, whole process", layer, "× native", _told(found["native"]))
    decode = found["parquet"].wall / found["decode"].wall
    yield Row("Parquet: tally beside decode and sum", decode, "× decode", _told(found["decode"]))


def _again(number: int) -> Iterator[Row]:
    """A re-count from the condensed table, which is all that is read."""
    table = FOLDER / f"counted-{number}"
    if not (table / "condensed.csv").is_file():
        took((*TALLY, str(papers(number, "av")), "--to", str(table)))
    found = least(5, again=(*TALLY, str(table / "condensed.csv"), "--withdrawn", "3"))
    yield Row(f"re-count of {number:,} papers, one withdrawn", found["again"].wall, "s", _told(found["again"]))


def _hundred_million() -> Iterator[Row]:
    file = str(papers(100 * MILLION, "av"))
    parquet = str(as_parquet(Path(file)))
    found = least(
        1,
        read=(PYTHON, "-I", "-c", READ, file),
        stdlib=(*TALLY, file, "--engine", "stdlib"),
        polars=(*TALLY, file),
        parquet=(*TALLY, parquet),
        decode=(PYTHON, "-c", DECODE, parquet),
    )
    times = found["polars"].wall / found["read"].wall
    yield Row("AV, a hundred million papers: polars", times, "× read", _told(found["polars"]), 22)
    times = found["parquet"].wall / found["decode"].wall
    yield Row("the same as Parquet", times, "× decode and sum", _told(found["parquet"]), 1.2)
    yield Row("the same by the standard library: memory", found["stdlib"].memory, "MB", _told(found["stdlib"]), 64)
    yield from _again(100 * MILLION)


def _peers() -> Iterator[Row]:
    ours = least(3, tally=(*TALLY, str(papers(MILLION, "av"))))["tally"]
    for name, at_least in (("pyrankvote", 15), ("votekit", 400), ("pref_voting", 500)):
        number = min(MILLION, PEERS[name].largest)
        other = took(command(name, number))
        yield Row(
            f"AV, a million papers: {name}", other.wall / ours.wall, f"× ours (goal {at_least})", _told(other)
        )


def main() -> None:
    """Print what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--big", action="store_true", help="only a hundred million papers")
    asked.add_argument("--peers", action="store_true", help="only the peers, each in an environment of its own")
    given = asked.parse_args()
    chosen = _hundred_million() if given.big else _peers() if given.peers else measure()
    for row in chosen:
        verdict = "" if row.at_most is None else f"  (at most {row.at_most:g}: {'kept' if row.kept else 'missed'})"
        print(f"{row.what}: {row.figure:.3g} {row.unit}; {row.how}{verdict}", flush=True)


if __name__ == "__main__":
    main()
