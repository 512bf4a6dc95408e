"""Papers made up for measuring: seven candidates in six areas, whose support differs from area to area.

A ranking is drawn candidate after candidate by support (Plackett and Luce), and is 0 to 7 ranks long; the
order of papers is random, which is the worst case. The same seed gives the same file.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import accumulate, permutations
from pathlib import Path
from random import Random

CANDIDATES, AREAS = 7, 6
LENGTHS = (0.4, 22.0, 20.0, 18.0, 10.0, 6.0, 3.6, 20.0)
"""Of a hundred papers, how many rank 0, 1, … 7 candidates."""
FOLDER = Path(os.environ.get("MAYORAL_BENCHMARKS", Path(tempfile.gettempdir()) / "mayoral-benchmarks"))
AT_ONCE = 200_000


_TO_PARQUET = """
import sys, polars as pl
names = open(sys.argv[1]).readline().strip().split(",")
pl.scan_csv(sys.argv[1], schema=dict.fromkeys(names, pl.UInt8)).sink_parquet(sys.argv[2])
"""


def papers(number: int, kind: str) -> Path:
    """A CSV file of so many papers, `av` with seven ranks or `sv` with two columns, made where there is none.

    In a process of its own: what a process holds is counted to every process that it starts.
    """
    path = FOLDER / f"{kind}-{number}.csv"
    if not path.is_file():
        subprocess.run([sys.executable, __file__, kind, str(number)], check=True)
    return path


def write(kind: str, number: int) -> None:
    """Write so many papers."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{kind}-{number}.csv"
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(b"area,first,second\n" if kind == "sv" else b"area,r1,r2,r3,r4,r5,r6,r7\n")
        for block in _blocks(number, kind):
            file.write(block)
    part.replace(path)


def as_parquet(path: Path) -> Path:
    """The same papers as a Parquet file of small numbers."""
    parquet = path.with_suffix(".parquet")
    if not parquet.is_file():
        subprocess.run([sys.executable, "-c", _TO_PARQUET, path, parquet], check=True)
    return parquet


def _blocks(number: int, kind: str) -> Iterator[bytes]:
    lines, weights = zip(*_lines(kind), strict=True)
    reach, chance = list(accumulate(weights)), Random(number)
    while number:
        some = min(number, AT_ONCE)
        yield b"".join(chance.choices(lines, cum_weights=reach, k=some))
        number -= some


def _lines(kind: str) -> Iterator[tuple[bytes, float]]:
    """Every line there can be, and how likely it is."""
    chance = Random(2009)
    for area in range(1, AREAS + 1):
        support = [chance.expovariate(1) + 0.1 for _ in range(CANDIDATES)]
        for length, share in enumerate(LENGTHS):
            for order in permutations(range(CANDIDATES), length):
                likely, left = share, sum(support)
                for who in order:
                    likely *= support[who] / left
                    left -= support[who]
                ranks = [str(who + 1) for who in order][: 2 if kind == "sv" else None]
                width = 2 if kind == "sv" else CANDIDATES
                yield ",".join([str(area), *ranks, *[""] * (width - len(ranks))]).encode() + b"\n", likely


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
