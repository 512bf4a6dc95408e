"""The feed of a night: complete, numbered snapshots that are never changed once published.

Each says everything known at its moment, so that whoever missed any number of them needs only the last.
A correction or a retraction is a new snapshot that names the one it supersedes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from mayoral.contest.dates import KnownDate
from mayoral.contest.night import Act, Progress, Recording, Stage, Step
from mayoral.publish.counted import Counted
from mayoral.publish.feeds.atom import Entry, Feed, Withdrawn
from mayoral.publish.open_data.record import election_id, json_text
from mayoral.publish.results import result
from mayoral.publish.wording import Names, day, outcome_words

SCHEMA = "mayoral.snapshot/1"
_ACTS = {
    Act.PRELOAD: "Everything known before the poll",
    Act.BEGAN: "Counting began",
    Act.STATED: "A return was published",
    Act.ACCEPTED: "The return was accepted",
    Act.RECOUNT: "A re-count began",
    Act.RETRACTED: "The return was taken back",
    Act.LOT: "A lot was drawn",
}


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot as it was published: its number, its bytes, and the strong tag of exactly these bytes."""

    number: int
    step: Step
    text: bytes

    @property
    def etag(self) -> str:
        """The entity tag a server gives with these bytes."""
        return f'"sha256-{hashlib.sha256(self.text).hexdigest()}"'


def snapshot(counted: Counted, recording: Recording, number: int, stage: Stage) -> Published:
    """The snapshot after a step."""
    contest, step = counted.election.contest, recording.steps[number - 1]
    counts = range(1, max(1, len(counted.outcome.counts), *(count for _, count in stage.progress)) + 1)
    document = {
        "schema": SCHEMA,
        "election": election_id(counted.election),
        "sequence": number,
        "at": step.at.isoformat(),
        "test": recording.test,
        "preload": step.act is Act.PRELOAD,
        "act": step.act.value,
        "area": step.area,
        "count": step.count,
        "version": step.version,
        "supersedes": step.supersedes,
        "reason": step.reason,
        "says": outcome_words(contest, counted.outcome),
        "areas": [
            {"id": one.id, "name": one.name, "counts": [_stated(stage, one.id, count) for count in counts]}
            for one in contest.areas
        ],
        "log": [_logged(at, one) for at, one in enumerate(recording.steps[:number], 1)],
        "result": result(counted),
    }
    return Published(number, step, json_text(document))


def _stated(stage: Stage, area: str, count: int) -> dict[str, Any]:
    places = {(str(where), number): how for (where, number), how in stage.progress.items()}
    versions = {(str(where), number): version for (where, number), version in stage.standing.items()}
    status = places.get((area, count), Progress.NOT_STARTED)
    return {"count": count, "status": status.value, "version": versions.get((area, count))}


def _logged(number: int, step: Step) -> dict[str, Any]:
    return {
        "sequence": number,
        "at": step.at.isoformat(),
        "act": step.act.value,
        "area": step.area,
        "count": step.count,
        "version": step.version,
        "supersedes": step.supersedes,
        "reason": step.reason,
    }


def index(counted: Counted, recording: Recording, published: Sequence[Published]) -> dict[str, bytes]:
    """The index of the feed, for people and for programs: every snapshot with its tag."""
    rows = [
        {"sequence": one.number, "at": one.step.at.isoformat(), "file": f"{one.number}.json", "etag": one.etag}
        for one in published
    ]
    document = {"schema": "mayoral.feed/1", "election": election_id(counted.election), "test": recording.test}
    return {
        "index.json": json_text(document | {"latest": len(published), "snapshots": rows}),
        "index.html": _page(counted, recording, published).encode(),
    }


def _page(counted: Counted, recording: Recording, published: Sequence[Published]) -> str:
    """The feed as a page: the newest first, each with its tag."""
    contest = counted.election.contest
    title = f"{contest.title}: feed of the night{_rehearsal(recording)}"
    warning = "<p><strong>This is a rehearsal: its times are not those of a real night.</strong>"
    items = [_item(Names(contest), one) for one in reversed(published)]
    return f"""<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<style>:root{{color-scheme:light dark}}body{{font:1rem/1.5 sans-serif;margin:1rem;max-width:60rem}}
li{{margin-bottom:.75rem}}code{{font-size:.8rem;overflow-wrap:anywhere}}</style>
<main>
<h1>{escape(title)}</h1>
{warning if recording.test else ""}
<p>{escape(outcome_words(contest, counted.outcome))}
<p><a href="latest.json">The newest snapshot</a> is complete in itself. Those below never change.
<ol reversed>
{chr(10).join(items)}
</ol>
</main>
</html>
"""


def _item(names: Names, one: Published) -> str:
    step = one.step
    where = f": {names.where(step.area)}, count {step.count}" if step.area else ""
    told = f"{_ACTS[step.act]}{where}. {step.reason}".rstrip()
    when = f"{day(KnownDate.day(step.at.date()))}, {step.at:%H:%M}"
    return f'<li><a href="{one.number}.json">{when}</a> {escape(told)}<br><code>{escape(one.etag)}</code>'


def feed(counted: Counted, recording: Recording, folder: str) -> Feed:
    """The night as an Atom feed: an entry for each return, and for each one taken back a deleted entry."""
    known, names = election_id(counted.election), Names(counted.election.contest)

    def entry_of(number: int) -> str:
        return f"results/{known}/{number}"

    told: list[Entry | Withdrawn] = []
    for number, step in enumerate(recording.steps, 1):
        at = step.at.isoformat()
        if step.act is Act.RETRACTED and step.supersedes is not None:
            told.append(Withdrawn(entry_of(step.supersedes), at, step.reason))
        where = f": {names.where(step.area)}, count {step.count}" if step.area else ""
        told.append(
            Entry(
                entry_of(number),
                f"{_ACTS[step.act]}{where}",
                at,
                f"{folder}{number}.json",
                summary=step.reason,
                status=step.act.value,
                replaces=entry_of(step.supersedes) if step.supersedes and step.act is Act.STATED else "",
            )
        )
    return Feed(f"{counted.election.contest.title}{_rehearsal(recording)}", f"{folder}feed.atom", told)


def _rehearsal(recording: Recording) -> str:
    return " (rehearsal)" if recording.test else ""


def files_of(published: Published) -> Mapping[str, bytes]:
    """The files a snapshot adds: its own, for ever, and the newest one."""
    return {f"{published.number}.json": published.text, "latest.json": published.text}
