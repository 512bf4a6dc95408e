"""How fast the public record is built with all its data, and how time and memory grow with the elections."""

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
from rows import Row

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


def measure() -> list[Row]:
    """Every election of the repository with all its data, beside a bare template, and ten times as many."""
    once, tenfold = _child(1), _child(10)
    files, seconds = once["pages"], once["seconds"]
    bare = _bare(int(files), int(once["bytes"] / files))
    how = f"{once['elections']:.0f} elections, {files:,.0f} files"
    return [
        Row("the whole record", seconds, "s", how),
        Row("files", files / seconds, "a second"),
        Row("beside a bare template of as many bytes", seconds / bare, "× template", f"{bare:.3f} s"),
        Row("ten times as many elections", tenfold["seconds"] / seconds, "× the time", _told(tenfold), 11.5),
        Row("the same: memory", tenfold["megabytes"] / once["megabytes"], "× the memory", _told(once)),
    ]


def _told(built: dict[str, float]) -> str:
    return f"{built['seconds']:.1f} s, {built['megabytes']:.1f} MB"


def _child(times: int) -> dict[str, float]:
    """One build in a process of its own, so that the most memory it took is its own."""
    asked = [sys.executable, __file__, str(times)]
    found: dict[str, float] = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)
    return found


def _build(times: int) -> dict[str, float]:
    offices = ROOT / "offices"
    elections = Times(Folders(ROOT / "elections", offices), times)
    record = record_of(elections, offices, ({}, UNSTATED))
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
    print(json.dumps(_build(int(sys.argv[1]))))
