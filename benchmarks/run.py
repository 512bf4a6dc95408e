"""Runs every benchmark beside this file and prints one table: `python3 dev.py bench`.

A benchmark is a module with a function `measure()` that gives back rows (see rows.py). One that takes many
minutes says that it is LARGE, and is run with `--large` or by its name. With `--write` each
table takes its place in docs/benchmarks.md. The exit status is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rows import Row

HERE = Path(__file__).resolve().parent
HEAD = """# Benchmarks

Written by `python benchmarks/run.py --write`, each table when it was measured; `--large` measures all of them.
Ratios travel between machines better than seconds do. A target that was missed says so.
"""
PAGE = HERE.parent / "docs" / "benchmarks.md"


def measured(names: list[str], *, large: bool) -> Iterator[tuple[str, str, list[Row]]]:
    """Each benchmark's name, what it is about, and its rows."""
    for path in sorted(HERE.glob("*.py")):
        if path.stem == "run" or (names and path.stem not in names):
            continue
        module = importlib.import_module(path.stem)
        asked = bool(names) or large or not getattr(module, "LARGE", False)
        if hasattr(module, "measure") and asked:
            print(f"── {path.stem}", file=sys.stderr, flush=True)
            yield path.stem, str(module.__doc__).strip(), _alone(path.stem)


def _alone(name: str) -> list[Row]:
    """A benchmark's rows, from a process of its own: what one holds counts for every process that it starts."""
    asked = "import importlib, json, sys; print(json.dumps(list(importlib.import_module(sys.argv[1]).measure())))"
    told = subprocess.run([sys.executable, "-c", asked, name], cwd=HERE, stdout=subprocess.PIPE, check=True).stdout
    return [Row(*one) for one in json.loads(told.splitlines()[-1])]


def figure(value: float) -> str:
    """A figure with as many places as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(rows: list[Row]) -> Iterator[str]:
    """The rows of one benchmark as a table."""
    yield from ("| what | figure | unit | how | target | |", "|---|---:|---|---|---|---|")
    for row in rows:
        verdict = ("kept" if row.kept else "missed") if row.target else ""
        yield f"| {row.what} | {figure(row.figure)} | {row.unit} | {row.how} | {row.target} | {verdict} |"


def machine() -> str:
    """What it was measured on."""
    cpu = Path("/proc/cpuinfo")
    names = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    model = next((line.partition(":")[2].strip() for line in names if line.startswith("model name")), "")
    processor = model or platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def sections() -> dict[str, str]:
    """What the page says of each benchmark so far."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return {part.partition("\n")[0]: part for part in text.split("\n## ")[1:]}


def main() -> int:
    """Runs what was asked for, prints each table once it is measured, and says whether every target was kept."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("names", nargs="*", metavar="NAME", help="only these benchmarks")
    asked.add_argument("--large", action="store_true", help="also those that take many minutes")
    asked.add_argument("--write", action="store_true", help="also write docs/benchmarks.md")
    given = asked.parse_args()
    told, kept, today = sections(), True, datetime.now(UTC)
    when = f"Measured on {today.day} {today:%B %Y}: {machine()}."
    for name, about, rows in measured(given.names, large=given.large):
        told[name] = "\n".join((name, "", about, "", when, "", *table(rows), ""))
        print(f"\n## {told[name]}", flush=True)
        kept = kept and all(row.kept for row in rows)
        if given.write:
            parts = (HEAD, *(told[one] for one in sorted(told)))
            PAGE.write_text(
                "\n## ".join(part.rstrip("\n") + "\n" for part in parts), encoding="utf-8", newline="\n"
            )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
