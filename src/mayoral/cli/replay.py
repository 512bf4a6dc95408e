"""`mayoral replay`."""

from __future__ import annotations

import time
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from mayoral.cli.election import examined
from mayoral.contest.night import Recording, stage_after
from mayoral.files.acts import RECORD
from mayoral.files.nights import read_night, read_recorded
from mayoral.files.offices import ledger
from mayoral.files.reading import Unreadable
from mayoral.publish.contents.archive import zipped
from mayoral.publish.feeds.on_disk import around, folder_of, put, put_around, put_snapshot
from mayoral.publish.feeds.snapshots import Published, snapshot
from mayoral.publish.publisher import Publisher


def run(given: Namespace) -> int:
    """Replay a recorded night, or the record of a count room, into a feed, step by step."""
    source = Path(given.folder)
    recording = _recording(source, Path(given.offices) if given.offices else None)
    publisher = Publisher("mayoral", "mayoral", given.base and f"{given.base.rstrip('/')}/")
    target = Path(given.to) / folder_of(examined(recording.election))
    published: list[Published] = []
    files: dict[str, bytes] = {}
    try:
        for number, step in enumerate(recording.steps, 1):
            if published and given.speed:
                time.sleep((step.at - recording.steps[number - 2].at).total_seconds() / given.speed)
            published.append(made(recording, number))
            put_snapshot(published[-1], target)
            files = beside(recording, published, publisher)
            put_around(files, target)
            print(f"{number} of {len(recording.steps)}  {step.at:%H:%M %Z}  {step.act.value}")
        kept = {f"{one.number}.json": one.text for one in published}
        put(target / "night.zip", zipped({**kept, **files}))
    except OSError as problem:
        raise Unreadable(target, 1, f"the feed cannot be written: {problem.strerror}") from problem
    print(f"{len(published)} snapshots in {target}")
    return 0


def _recording(source: Path, offices: Path | None) -> Recording:
    """The night in a folder: that of a count room's record where there is one, else that of `night.csv`."""
    if (source / RECORD).is_file():
        return read_recorded(source)
    return read_night(source, offices or ledger(source))


def made(recording: Recording, number: int) -> Published:
    """The snapshot after a step."""
    stage = stage_after(recording, number)
    return snapshot(examined(stage.election), recording, number, stage)


def beside(recording: Recording, published: list[Published], publisher: Publisher) -> dict[str, bytes]:
    """What stands around the snapshots published so far."""
    so_far = replace(recording, steps=recording.steps[: len(published)])
    return around(examined(stage_after(so_far, len(published)).election), so_far, published, publisher)
