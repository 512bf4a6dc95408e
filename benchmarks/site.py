"""How fast the public record is built with all its data: files a second, a bare template, ten times the elections.

Run by itself it prints what `measure` gives: `python benchmarks/site.py`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment

from mayoral.cli.publish import Folders, record_of
from mayoral.publish.contents.content import pieces
from mayoral.publish.counted import Counted
from mayoral.publish.publisher import UNSTATED
from mayoral.publish.site import site

ROOT = Path(__file__).parent.parent
BARE = "<!DOCTYPE html><title>{{ title }}</title>{% for row in rows %}<tr><td>{{ row }}</td></tr>{% endfor %}"
ROW = "x" * 80


class Times(Mapping[str, Counted]):
    """The same elections several times over, under ids of their own."""

    def __init__(self, elections: Mapping[str, Counted], times: int) -> None:
        self._elections = elections
        self._keys = {f"{known}.{at}" if at else known: (known, at) for at in range(times) for known in elections}

    def __getitem__(self, key: str) -> Counted:
        known, at = self._keys[key]
        counted = self._elections[known]
        if not at:
            return counted
        election = counted.election
        contest = replace(election.contest, id=f"{election.contest.id}.{at}")
        return replace(counted, election=replace(election, contest=contest))

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def measure() -> dict[str, float]:
    """Figures of this machine: seconds, pages a second, the multiple of a bare template, and ten times over."""
    once, tenfold = _child(1), _child(10)
    bare = _bare(int(once["pages"]), int(once["bytes"] / once["pages"]))
    return {
        "elections": once["elections"],
        "pages": once["pages"],
        "seconds": once["seconds"],
        "pages_a_second": once["pages"] / once["seconds"],
        "times_a_bare_template": once["seconds"] / bare,
        "tenfold_seconds": tenfold["seconds"],
        "tenfold_times_the_time": tenfold["seconds"] / once["seconds"],
        "megabytes": once["megabytes"],
        "tenfold_megabytes": tenfold["megabytes"],
    }


def _child(times: int) -> dict[str, float]:
    """One build in a process of its own, so that the most memory it took is its own."""
    asked = [sys.executable, __file__, str(times)]
    found: dict[str, float] = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)
    return found


def _build(times: int) -> dict[str, float]:
    offices = ROOT / "offices"
    elections = Times(Folders(ROOT / "elections", offices), times)
    record = record_of(elections, offices, {}, UNSTATED)
    began, pages, size = time.perf_counter(), 0, 0
    for _, content in site(record):
        pages += 1
        size += sum(map(len, pieces(content)))
    took = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"elections": len(elections), "pages": pages, "bytes": size, "seconds": took, "megabytes": most}


def _bare(pages: int, size: int) -> float:
    """The seconds a bare template takes for as many pages of the same size."""
    template = Environment(autoescape=True).from_string(BARE)
    rows = [ROW] * max(1, size // (len(ROW) + 20))
    began = time.perf_counter()
    for at in range(pages):
        template.render(title=str(at), rows=rows).encode()
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(_build(int(sys.argv[1])) if sys.argv[1:] else measure(), indent=2))
