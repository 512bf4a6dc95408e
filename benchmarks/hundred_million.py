"""A hundred million ballot papers, by the engines and by the standard library alone.

The engine's own bare expression is measured too: it takes most of the time, and how many times as long as
a warm read it takes depends on how fast the machine's memory is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ballots import as_parquet, papers
from papers import DECODE, NARWHALS, NATIVE, again
from processes import MILLION, PROTOTYPE, PYTHON, READ, TALLY, least
from rows import Row

LARGE = True
WORDS = {
    "polars": "tally by polars from CSV",
    "parquet": "tally by polars from Parquet",
    "read": "a warm read",
    "native": "the bare expression of polars",
    "narwhals": "the same expression by narwhals",
    "decode": "decoding and a sum",
}


def measure() -> Iterator[Row]:
    """Beside a warm read, the engine alone, decoding alone; memory; growth from a million; a re-count."""
    small, file = str(papers(MILLION, "av")), str(papers(100 * MILLION, "av"))
    parquet = str(as_parquet(Path(file)))
    before = least(
        5,
        prototype=(*PROTOTYPE, "av", small),
        stdlib=(*TALLY, small, "--engine", "stdlib"),
        polars=(*TALLY, small, "--engine", "polars"),
    )
    found = least(
        9,  # the group-by is at the mercy of whoever shares the cache
        read=(*READ, file),
        native=(PYTHON, "-c", NATIVE, file),
        narwhals=(PYTHON, "-c", NARWHALS, file),
        polars=(*TALLY, file),
        decode=(PYTHON, "-c", DECODE, parquet),
        parquet=(*TALLY, parquet),
    )
    found |= least(1, stdlib=(*TALLY, file, "--engine", "stdlib"))
    pairs = (
        ("polars", "read", 22),
        ("native", "read", None),
        ("polars", "native", None),
        ("narwhals", "native", 1.1),
        ("parquet", "decode", 1.2),
    )
    for one, other, at_most in pairs:
        ours, theirs = found[one], found[other]
        how = f"{ours.told}; beside {theirs.told}"
        yield Row(WORDS[one], ours.wall / theirs.wall, f"× {WORDS[other]}", how, at_most)
    stdlib = found["stdlib"]
    yield Row("by the standard library: memory", stdlib.memory, "MB", stdlib.told, 64)
    for engine in ("stdlib", "polars"):
        grown, told = found[engine].wall / (100 * before[engine].wall), before[engine].told
        yield Row(f"{engine}: time a paper beside that of a million", grown, "×", told, 1.15)
    yield again(100 * MILLION, before["prototype"])
