"""The feed of a night on disk: snapshots under their numbers for ever, and around them what follows the newest.

A file is put in place at once and only then relied on: whoever reads it gets all of the old or all of the
new, also after the power fails. What was never published yet is told apart from what never will be.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from mayoral.contest.findings import Refused
from mayoral.contest.night import Recording
from mayoral.publish.counted import Counted
from mayoral.publish.feeds.atom import pages
from mayoral.publish.feeds.snapshots import Published, feed, index
from mayoral.publish.open_data.record import election_id, json_text
from mayoral.publish.publisher import Publisher

LATEST = "latest.json"
AGAIN_AFTER = 30
"""After how many seconds to ask again for a snapshot that is not published yet."""
_NUMBERED = re.compile(r"(results/[^/]+)/([1-9][0-9]{0,8})\.json", re.ASCII)


def folder_of(counted: Counted) -> str:
    """The folder of an election's feed on its site, ended by a slash."""
    return f"results/{election_id(counted.election)}/"


def put(path: Path, text: bytes) -> None:
    """A file put in place at once, and on the disk before anything else is done. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    with beside.open("wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def put_snapshot(one: Published, folder: Path) -> None:
    """A snapshot under its number. Raises Refused where another stands under it already."""
    own = folder / f"{one.number}.json"
    if not own.exists():
        put(own, one.text)
    elif own.read_bytes() != one.text:
        raise Refused(f"{own} is published already, and a snapshot is never changed")


def put_around(files: Mapping[str, bytes], folder: Path) -> None:
    """What follows the newest snapshot, that itself as `latest.json` first; an equal file is not touched."""
    for name, text in files.items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != text:
            put(folder / name, text)


def around(
    counted: Counted, recording: Recording, published: Sequence[Published], publisher: Publisher
) -> dict[str, bytes]:
    """The files around the snapshots: the newest, the index, and the Atom feed where the site has an address."""
    folder = folder_of(counted)
    files = {LATEST: published[-1].text, **index(counted, recording, published)}
    if publisher.base:
        made = pages(feed(counted, recording, folder), publisher)
        files |= {name.removeprefix(folder): text for name, text in made.items()}
    return files


def not_yet(site: Path, path: str) -> bytes | None:
    """What to answer for a snapshot after the newest of a night that is under way; None for any other path."""
    found = _NUMBERED.fullmatch(path)
    if found is None or not (site / found[1] / "index.json").is_file():
        return None
    told = json.loads((site / found[1] / "index.json").read_bytes())
    if int(found[2]) <= told["latest"]:
        return None
    words = f"Snapshot {found[2]} is not published yet; the newest is {told['latest']}."
    return json_text(
        {"schema": "mayoral.not-yet/1", "election": told["election"], "latest": told["latest"], "says": words}
    )
