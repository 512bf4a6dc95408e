"""Whole processes measured: the command that counts papers, and what it is measured beside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ballots import FOLDER

PYTHON, MAYORAL = sys.executable, str(Path(sys.executable).parent / "mayoral")
TALLY = (MAYORAL, "tally")
PROTOTYPE = (PYTHON, str(Path(__file__).resolve().parent / "prototype.py"))
READ = (
    PYTHON, "-I", "-c",
    "import sys\nwith open(sys.argv[1], 'rb', buffering=0) as f:\n    while f.read(1 << 20): pass",
)  # fmt: skip
MILLION = 1_000_000


class Took(NamedTuple):
    """What a process took: seconds by the clock, seconds of processors, and most memory in megabytes."""

    wall: float
    cpu: float
    memory: float

    @property
    def told(self) -> str:
        """It in words."""
        return f"{self.wall:.3f} s, processors {self.cpu:.3f} s, {self.memory:.0f} MB"


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
