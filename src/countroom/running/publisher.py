"""The public pages: the library's numbered snapshots of what the record makes public, and a page of the newest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from countroom.actions import Doing, perform
from countroom.actions import every as _every
from countroom.models import Appointment, Person
from countroom.night.stages import Role
from countroom.night.state import NightSoFar
from countroom.paperwork.public_page import page_of, papers_of
from countroom.records import night
from mayoral.cli.replay import beside, made
from mayoral.contest.findings import Refused
from mayoral.contest.night import Act, Recording
from mayoral.files.nights import recording_of
from mayoral.publish.feeds.on_disk import put_around, put_snapshot
from mayoral.publish.feeds.snapshots import Published
from mayoral.publish.publisher import Publisher

__all__ = ["_every", "published_night", "write_snapshot"]
_STYLE = Path(__file__).parents[1] / "static" / "countroom" / "style.css"


def published_night(so_far: NightSoFar) -> Recording:
    """What the record makes public, step by step; a rehearsal is marked as a test."""
    return replace(recording_of(so_far.contest, so_far.acts), test=so_far.mode != "live")


def write_snapshot() -> int | None:
    """The number of the newest snapshot, or None where all that is public stands there already.

    The number of a snapshot is that of its step, and its bytes follow from the record alone: whoever is
    interrupted anywhere makes the same ones again. Raises Refused where that cannot be.
    """
    so_far = night()
    site = Path(settings.PUBLIC_FOLDER)
    shelf = _Shelf(so_far, published_night(so_far), site / "results" / str(so_far.contest.id))
    newest = shelf.sealed.get(len(shelf.recording.steps))
    if newest is not None and _stands(site / "index.html", newest):
        return None
    seat = Appointment.objects.filter(role=Role.PUBLISHER, ended=None).select_related("person").first()
    if seat is None:
        raise Refused("nobody is appointed publisher")
    published = list(shelf.snapshots(seat.person))
    publisher = Publisher("mayoral", "mayoral", settings.PUBLIC_ADDRESS)
    put_around(beside(shelf.recording, published, publisher), shelf.folder)
    put_around({name: text.encode() for name, text in papers_of(so_far).items()}, site)
    put_around({"style.css": _STYLE.read_bytes()}, site)
    put_around({"index.html": _page(so_far, published[-1])}, site)
    return len(published)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where the snapshots of a night stand: on disk in a folder, and on the record by number and hash."""

    so_far: NightSoFar
    recording: Recording
    folder: Path

    @property
    def sealed(self) -> dict[int, str]:
        """The hash of every snapshot on the record, by its number."""
        acts = (act.payload for act in self.so_far.acts if act.kind == "publish")
        return {int(one["number"]): str(one["sha256"]) for one in acts}

    def snapshots(self, person: Person) -> Iterator[Published]:
        """Every snapshot so far, each on disk and then on the record. Raises Refused."""
        sealed = self.sealed
        for number in range(1, len(self.recording.steps) + 1):
            known = sealed.get(number)
            one = self._kept(number, known) or made(self.recording, number)
            if known not in (None, one.sha256):
                raise Refused(f"snapshot {number} cannot be made again as it was published: put back its file")
            if known is None:
                _as_declared(self.so_far, self.recording, one)
                put_snapshot(one, self.folder)
                given = {"number": number, "sha256": one.sha256}
                perform(person, Doing("publish", f"snapshot-{number}-{one.sha256[:12]}", given=given))
            else:
                put_around({f"{number}.json": one.text}, self.folder)
            yield one

    def _kept(self, number: int, known: str | None) -> Published | None:
        """A snapshot on the record as it lies on disk, or None where it must be made (again)."""
        own = self.folder / f"{number}.json"
        if known is None or not own.is_file():
            return None
        text = own.read_bytes()
        one = Published(number, self.recording.steps[number - 1], text)
        return replace(one, says=json.loads(text)["says"]) if one.sha256 == known else None


def _as_declared(so_far: NightSoFar, recording: Recording, one: Published) -> None:
    """Refused where a snapshot would tell another result than the CARO declared, or one before it is declared."""
    result: dict[str, Any] = json.loads(one.text)["result"]
    told = [count["votes"] for count in result["counts"]]
    if any(step.act is Act.DECLARED for step in recording.steps[: one.number]) and so_far.declared is not None:
        payload = so_far.declared.payload
        right = (result["elected"], told) == (payload["elected"], payload["counts"])
    else:
        right = result["elected"] is None and not any(one is not None for votes in told for one in votes.values())
    if not right:
        raise Refused(f"snapshot {one.number} would not say what was declared: it is not published")


def _page(so_far: NightSoFar, newest: Published) -> bytes:
    """The page of the newest snapshot, for people."""
    told = {"page": page_of(so_far, json.loads(newest.text)), "newest": newest, "this_contest": so_far.contest}
    return render_to_string("countroom/public.html", told).encode()


def _stands(page: Path, sha256: str) -> bool:
    """Whether the page, which is written last, is that of this snapshot."""
    return page.is_file() and sha256 in page.read_text(encoding="utf-8")
