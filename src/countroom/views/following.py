"""What is followed from afar: boards without votes, the record, statements, and the stream of events."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from countroom.access import EVERYONE, SEES_PROGRESS, SEES_THE_RECORD, SIGNED_IN, open_to
from countroom.actions import counts_of
from countroom.models import ActRow
from countroom.night.boxes import boxes
from countroom.night.stages import Role
from countroom.night.state import NightSoFar
from countroom.night.wording import DONE
from countroom.paperwork.exporting import packed
from countroom.paperwork.released import released
from countroom.people.reach import appointments_of
from countroom.records import night
from countroom.views.desks import who
from mayoral.publish.feeds.on_disk import AGAIN_AFTER, not_yet

_PUBLIC = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
}
_KEPT = "public, max-age=31536000, immutable"
LONGEST_STREAM = 600
_TOLD_TO_OBSERVERS = frozenset(
    {
        "ask-recount",
        "grant-recount",
        "refuse-recount",
        "direct-recount",
        "reopen",
        "correct-notice",
        "draw-lot",
        "abandon",
    }
)


@open_to(SEES_PROGRESS)
def board(request: HttpRequest) -> HttpResponse:
    """The board of the hall: progress, and no vote."""
    return render(request, "countroom/board.html", _progress(night()))


@open_to(SEES_PROGRESS)
def observers(request: HttpRequest) -> HttpResponse:
    """The screen of observers: progress, re-counts, and figures only once their publication is authorised."""
    so_far = night()
    names = {str(area.id): area.name for area in so_far.contest.areas}
    seen = [
        {"at": act.at, "name": names.get(act.area, "The whole authority"), "words": DONE[act.kind]}
        for act in so_far.done
        if act.kind in _TOLD_TO_OBSERVERS
    ]
    context = {**_progress(so_far), "released": released(so_far), "seen": seen[::-1]}
    return render(request, "countroom/observers.html", context)


@dataclass(frozen=True, slots=True)
class Done:
    """How many of all there are, boxes or sheets, are done."""

    done: int
    every: int

    @property
    def percent(self) -> int:
        """The share done in whole per cent, rounded down, so that it is 100 only once all are."""
        return 100 * self.done // self.every


def _progress(so_far: NightSoFar) -> dict[str, object]:
    rows = []
    for area in so_far.contest.areas:
        every = boxes(so_far, area.id)
        live = {number: so_far.live_sheets(area.id, number) for number in counts_of(so_far)[1:]}
        rows.append({
            "name": area.name,
            "boxes": Done(sum(box.settled for box in every), len(every)),
            "stages": [(number, so_far.stage(area.id, number)) for number in counts_of(so_far)],
            "sheets": [
                (number, Done(sum(one.figures is not None for one in sheets), len(sheets)))
                for number, sheets in live.items()
            ],
        })  # fmt: skip
    every_box = [box for area in so_far.contest.areas for box in boxes(so_far, area.id)]
    return {
        "rows": rows,
        "together": Done(sum(box.settled for box in every_box), len(every_box)),
        "contest": so_far.contest,
        "declared": so_far.declared,
        "abandoned": so_far.abandoned,
        "seq": len(so_far.acts),
    }


@open_to(SEES_THE_RECORD)
def record(request: HttpRequest) -> HttpResponse:
    """The acts, latest first, and the head of the chain; what was typed is not in it."""
    so_far = night()
    names = {str(area.id): area.name for area in so_far.contest.areas}
    context = {"acts": so_far.acts[::-1], "head": so_far.head, "seq": len(so_far.acts), "names": names}
    return render(request, "countroom/record.html", context)


@open_to(SEES_THE_RECORD)
def record_file(request: HttpRequest) -> HttpResponse:
    """The night as a zip; the centre gets it once declared, so that a read-back stays blind until then."""
    so_far = night()
    roles = {Role(one.role) for one in appointments_of(who(request)) if one.area is None}
    if so_far.declared is None and so_far.abandoned is None and Role.AUDITOR not in roles:
        words = "Until the declaration only an auditor takes the record away: it holds what the areas typed."
        return render(request, "countroom/refused.html", {"why": words}, status=403)
    answer = HttpResponse(packed(so_far), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="night-{len(so_far.acts)}.zip"'
    return answer


@open_to(SIGNED_IN)
async def events(request: HttpRequest) -> StreamingHttpResponse:
    """A line whenever something is recorded: its number only, never what it says."""
    answer = StreamingHttpResponse(_events(), content_type="text/event-stream")
    answer["X-Accel-Buffering"] = "no"
    del request
    return answer


@open_to(SIGNED_IN)
def last_event(request: HttpRequest) -> HttpResponse:
    """The number of the last act, for a screen to which no stream comes through."""
    del request
    return HttpResponse(str(ActRow.objects.count()), content_type="text/plain")


async def _events() -> AsyncIterator[str]:
    last = -1
    for _ in range(2 * LONGEST_STREAM):
        now = await ActRow.objects.acount()
        if now != last:
            last = now
            yield f"id: {now}\ndata: {now}\n\n"
        await asyncio.sleep(0.5)


@open_to(EVERYONE)
def public(request: HttpRequest, path: str = "") -> HttpResponse:
    """What the publisher wrote: pages, snapshots, papers; the database is not asked.

    A snapshot never changes and may be kept for ever; of what changes a reader asks again, by its tag.
    """
    site = Path(settings.PUBLIC_FOLDER).resolve()
    wanted = (site / (path or "index.html")).resolve()
    if not wanted.is_relative_to(site) or wanted.suffix not in _PUBLIC:
        raise Http404
    if not wanted.is_file():
        if not path:
            return HttpResponse("Nothing has been published yet.\n", content_type="text/plain; charset=utf-8")
        return _not_there(site, path)
    data = wanted.read_bytes()
    tag = f'"sha256-{hashlib.sha256(data).hexdigest()}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    fresh = bool(known & {tag, "*"})
    answer = HttpResponse(status=304) if fresh else HttpResponse(data, content_type=_PUBLIC[wanted.suffix])
    answer["ETag"] = tag
    answer["Cache-Control"] = _KEPT if wanted.suffix == ".json" and wanted.stem.isdecimal() else "no-cache"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _not_there(site: Path, path: str) -> HttpResponse:
    """The answer for a snapshot not published yet, which says so and when to ask again. Raises Http404."""
    told = not_yet(site, path)
    if told is None:
        raise Http404
    answer = HttpResponse(told, content_type=_PUBLIC[".json"], status=404)
    answer["Retry-After"] = str(AGAIN_AFTER)
    answer["Cache-Control"] = "no-store"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
