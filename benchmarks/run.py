"""Runs every benchmark beside this file and prints one table: `python3 dev.py bench`.

A benchmark is a module with a function `measure()` that gives back rows (see rows.py). With `--write` the
table also goes to docs/benchmarks.md. The exit status is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rows import Row

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"


def measured(names: list[str]) -> Iterator[tuple[str, str, list[Row]]]:
    """Each benchmark's name, what it is about, and its rows."""
    for path in sorted(HERE.glob("*.py")):
        if path.stem in {"run", "rows"} or (names and path.stem not in names):
            continue
        module = importlib.import_module(path.stem)
        if hasattr(module, "measure"):
            print(f"── {path.stem}", file=sys.stderr, flush=True)
            yield path.stem, str(module.__doc__).strip(), list(module.measure())


def figure(value: float) -> str:
    """A figure with as many places as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(rows: list[Row]) -> Iterator[str]:
    """The rows of one benchmark as a table."""
    yield from ("| what | figure | unit | how | at most | |", "|---|---:|---|---|---:|---|")
    for row in rows:
        at_most = "" if row.at_most is None else figure(row.at_most)
        verdict = "" if row.at_most is None else ("kept" if row.kept else "missed")
        yield f"| {row.what} | {figure(row.figure)} | {row.unit} | {row.how} | {at_most} | {verdict} |"


def machine() -> str:
    """What it was measured on."""
    cpu = Path("/proc/cpuinfo")
    names = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    model = next((line.partition(":")[2].strip() for line in names if line.startswith("model name")), "")
    processor = model or platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def main() -> int:
    """Runs what was asked for, prints the table, and says whether every target was kept."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("names", nargs="*", metavar="NAME", help="only these benchmarks")
    asked.add_argument("--write", action="store_true", help="also write docs/benchmarks.md")
    given = asked.parse_args()
    results = list(measured(given.names))
    today = datetime.now(UTC)
    lines = [
        "# Benchmarks",
        "",
        f"Measured on {today.day} {today:%B %Y}: {machine()}.",
        "Written by `benchmarks/run.py --write`. Ratios travel between machines better than milliseconds do.",
    ]
    for name, about, rows in results:
        lines += ["", f"## {name}", "", about, "", *table(rows)]
    text = "\n".join(lines) + "\n"
    print(text)
    if given.write:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0 if all(row.kept for _, _, rows in results for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
