"""The feed of a night: complete, numbered snapshots that are never changed once published.

Each says everything known at its moment, so that whoever missed any number of them needs only the last.
A correction or a retraction is a new snapshot that names the one it supersedes. Before the declaration a
snapshot holds what areas stated and nothing that follows from it: no total, no finding, nobody's fate.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.dates import KnownDate
from mayoral.contest.night import Act, Progress, Recording, Stage, Step
from mayoral.contest.outcomes import Abandoned, Awaiting, Basis, Figures, NoCandidates, Outcome
from mayoral.publish.counted import Counted
from mayoral.publish.feeds.atom import Entry, Feed, Withdrawn
from mayoral.publish.feeds.calendar import LONDON
from mayoral.publish.open_data.record import election_id, json_text
from mayoral.publish.results import result
from mayoral.publish.wording import Names, count_name, day, listed, outcome_words

SCHEMA = "mayoral.snapshot/1"
_ACTS = {
    Act.PRELOAD: "Everything known before the poll",
    Act.BEGAN: "Counting began",
    Act.STATED: "A return was published",
    Act.ACCEPTED: "The return was accepted",
    Act.RECOUNT: "A re-count began",
    Act.RETRACTED: "The return was taken back",
    Act.LOT: "A lot was drawn",
    Act.DECLARED: "The result was declared",
    Act.CORRECTED: "The notice of the result was corrected",
    Act.ABANDONED: "The poll was abandoned",
}
STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 sans-serif;margin:1rem;max-width:60rem}"
    "li{margin-bottom:.75rem}code{font-size:.8rem;overflow-wrap:anywhere}"
)
"""The style of the feed's page, in the page itself; a server names its hash in its policy."""


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot as it was published: its number, its bytes, and the strong tag of exactly these bytes.

    `says` is the state of things in a sentence, as the snapshot itself has it.
    """

    number: int
    step: Step
    text: bytes
    says: str = ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def etag(self) -> str:
        """The entity tag a server gives with these bytes."""
        return f'"sha256-{self.sha256}"'


def snapshot(counted: Counted, recording: Recording, number: int, stage: Stage) -> Published:
    """The snapshot after a step."""
    contest, step = counted.election.contest, recording.steps[number - 1]
    if not stage.declared:
        counted = replace(counted, outcome=_undeclared(contest, counted.outcome), findings=())
    counts = range(1, max(1, len(counted.outcome.counts), *(count for _, count in stage.progress)) + 1)
    told = stage.declared or isinstance(counted.outcome, Abandoned)
    says = outcome_words(contest, counted.outcome) if told else _so_far(contest, stage)
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
        "says": says,
        "areas": [
            {"id": one.id, "name": one.name, "counts": [_stated(stage, one.id, count) for count in counts]}
            for one in contest.areas
        ],
        "log": [_logged(at, one) for at, one in enumerate(recording.steps[:number], 1)],
        "result": result(counted),
    }
    return Published(number, step, json_text(document), says)


def _undeclared(contest: Contest, outcome: Outcome) -> Outcome:
    """What may be told of an outcome before it is declared: the figures of areas, and that more is awaited.

    The totals are the CARO's to give, and so is what they lead to. Law: SI 2017/67 Sch 1 r 59(3), (11).
    """
    if isinstance(outcome, NoCandidates | Abandoned):
        return outcome
    counts = tuple(
        replace(
            one,
            totals=Figures(dict.fromkeys(one.totals.votes)),
            basis=Basis.AREAS,
            remaining=frozenset(),
            eliminated=frozenset(),
        )
        for one in outcome.counts
    )
    return Awaiting((), max(1, len(counts)), contest.standing, counts)


def _so_far(contest: Contest, stage: Stage) -> str:
    """What is published before the declaration, count by count, and of whom it is not."""
    told = ["The result is not declared."]
    names = Names(contest)
    for count in sorted({number for _, number in stage.standing} - {0}):
        known = [one.id for one in contest.areas if (one.id, count) in stage.standing]
        missing = [one.id for one in contest.areas if (one.id, count) not in stage.standing]
        after = f", not yet of {listed(map(names.where, missing))}" if missing else ""
        told.append(f"The {count_name(contest, count)} of {listed(map(names.where, known))} is published{after}.")
    return " ".join(told if len(told) > 1 else [*told, "No figure is published yet."])


def _stated(stage: Stage, area: AreaId, count: int) -> dict[str, Any]:
    """How far an area is with a count, and the figures it stated, line by line; None while none stand."""
    figures = next((one.figures for one in stage.election.returns if (one.area, one.count) == (area, count)), None)
    return {
        "count": count,
        "status": stage.progress.get((area, count), Progress.NOT_STARTED).value,
        "version": stage.standing.get((area, count)),
        "figures": None
        if figures is None
        else [{"measure": one.value, "key": key, "figure": figure} for (one, key), figure in figures.items()],
    }


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
<style>{STYLE}</style>
<main>
<h1>{escape(title)}</h1>
{warning if recording.test else ""}
<p>{escape(published[-1].says if published else "Nothing is published yet.")}
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
    there = step.at.astimezone(LONDON)
    when = f"{day(KnownDate.day(there.date()))}, {there:%H:%M %Z}"
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
