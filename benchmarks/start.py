"""What the start of the command costs, counting a real election included, beside a bare interpreter's.

Processor time of the whole process, which on an idle machine is also how long one waits; the least of
several, since another program can only add to it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rows import Row

if sys.platform != "win32":
    import resource

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "elections/mayor.cambridgeshire-and-peterborough.2017-05-04"
BARE = (sys.executable, "-I", "-c", "pass")
MAYORAL = (sys.executable, "-I", str(Path(sys.executable).parent / "mayoral"))
COUNT = (*MAYORAL, "count", FOLDER)
HELP = (*MAYORAL, "--help")
TIMES = 25
AT_MOST = 8.0


def measure() -> list[Row]:
    """The start of `mayoral count` and of `--help`, each as a multiple of a bare interpreter's."""
    took: dict[tuple[str, ...], list[float]] = {BARE: [], COUNT: [], HELP: []}
    for command in took:
        _run(command)  # so that every file is in the cache of the machine
    for _ in range(TIMES):
        for command, times in took.items():  # one after another, so that a busy moment hits all alike
            times.append(_run(command))
    least = {command: min(times) for command, times in took.items()}
    middle = {command: statistics.median(times) for command, times in took.items()}

    def told(command: tuple[str, ...]) -> str:
        ratio = "" if command == BARE else f"; median {middle[command] / middle[BARE]:.1f}"
        return f"least of {TIMES}: {1000 * least[command]:.0f} ms{ratio}"

    return [
        Row("`python -I -c pass`", 1000 * least[BARE], "ms", told(BARE)),
        Row("`mayoral --help`", least[HELP] / least[BARE], "× bare", told(HELP)),
        Row("`mayoral count`, a real folder", least[COUNT] / least[BARE], "× bare", told(COUNT), AT_MOST),
    ]


def _run(command: tuple[str, ...]) -> float:
    """Seconds of processor time that a command took; of the clock where the system does not tell."""
    began, before = time.perf_counter(), _children()
    subprocess.run(command, cwd=ROOT, env={**os.environ, "COLUMNS": "100"}, stdout=subprocess.DEVNULL, check=True)
    after = _children()
    return time.perf_counter() - began if before is None or after is None else after - before


def _children() -> float | None:
    if sys.platform == "win32":
        return None
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
