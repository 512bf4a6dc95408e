"""`mayoral replay`."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mayoral.cli.election import examined
from mayoral.contest.findings import Refused
from mayoral.contest.night import Recording, stage_after
from mayoral.files.nights import read_night
from mayoral.files.offices import ledger
from mayoral.files.reading import Unreadable
from mayoral.publish.contents.archive import zipped
from mayoral.publish.feeds.atom import pages
from mayoral.publish.feeds.snapshots import Published, feed, files_of, index, snapshot
from mayoral.publish.publisher import Publisher


def run(given: Namespace) -> int:
    """Replay a recorded night into a feed, step by step."""
    source = Path(given.folder)
    recording = read_night(source, Path(given.offices) if given.offices else ledger(source))
    folder = f"results/{recording.election.contest.id}/"
    target = Path(given.to) / folder
    published: list[Published] = []
    files: Mapping[str, bytes] = {}
    for number, step in enumerate(recording.steps, 1):
        if published and given.speed:
            time.sleep((step.at - recording.steps[number - 2].at).total_seconds() / given.speed)
        published.append(_publish(recording, number, target))
        so_far = replace(recording, steps=recording.steps[:number])
        files = _around(given.base, so_far, published)
        for name, text in files.items():
            _write(target / name, text)
        print(f"{number} of {len(recording.steps)}  {step.at:%H:%M}  {step.act.value}")
    kept = {f"{one.number}.json": one.text for one in published}
    _write(target / "night.zip", zipped({**kept, **files}))
    print(f"{len(published)} snapshots in {target}")
    return 0


def _publish(recording: Recording, number: int, target: Path) -> Published:
    """The snapshot after a step, written. Raises Refused where another stands under its number."""
    stage = stage_after(recording, number)
    one = snapshot(examined(stage.election), recording, number, stage)
    own = target / f"{number}.json"
    if own.exists() and own.read_bytes() != one.text:
        raise Refused(f"{own} is published already, and a snapshot is never changed; replay into another folder")
    for name, text in files_of(one).items():
        _write(target / name, text)
    return one


def _around(base: str, recording: Recording, published: list[Published]) -> Mapping[str, bytes]:
    """The index of the night, and its Atom feed where the site has an address."""
    counted = examined(stage_after(recording, len(published)).election)
    files = index(counted, recording, published)
    if not base:
        return files
    folder = f"results/{recording.election.contest.id}/"
    publisher = Publisher("mayoral", "mayoral", f"{base.rstrip('/')}/")
    made = pages(feed(counted, recording, folder), publisher)
    return files | {name.removeprefix(folder): text for name, text in made.items()}


def _write(path: Path, text: bytes) -> None:
    """A file put in place at once: whoever reads it gets all of the old or all of the new."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(text)
        os.replace(beside, path)  # noqa: PTH105 - the act itself, by its name
    except OSError as problem:
        raise Unreadable(path, 1, f"the file cannot be written: {problem.strerror}") from problem
