"""The public pages: complete numbered snapshots, written from authorised statements and the declaration only."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from countroom.actions import Doing, perform
from countroom.actions import every as _every
from countroom.models import Appointment
from countroom.night.stages import Role
from countroom.night.state import NightSoFar
from countroom.records import night
from mayoral.contest.findings import Refused
from mayoral.files.acts import Act

__all__ = ["_every", "public_state", "write_snapshot"]


@dataclass(frozen=True, slots=True)
class PublicStatement:
    """One area's statement that the CARO authorised, and whether a later one is under way."""

    area: str
    name: str
    count: int
    version: int
    text: str
    sha256: str
    authorised_at: str
    by: str
    superseded: bool


def public_state(so_far: NightSoFar) -> dict[str, Any]:
    """All that may be public now: no area before its authorisation, no result before the declaration."""
    statements = [_statement(so_far, act) for act in _latest_authorised(so_far)]
    declared = so_far.declared
    return {
        "schema": "countroom.public/1",
        "mode": so_far.mode,
        "title": so_far.contest.title,
        "areas": [area.name for area in so_far.contest.areas],
        "statements": [{name: getattr(one, name) for name in PublicStatement.__slots__} for one in statements],
        "declaration": None if declared is None else {"text": declared.payload["text"], "at": declared.at,
                                                      "sha256": declared.payload["sha256"]},
        "corrections": [
            {"at": act.at, "correction": act.payload["correction"]}
            for act in so_far.at("", 0) if act.kind == "correct-notice"
        ],
    }  # fmt: skip


def _latest_authorised(so_far: NightSoFar) -> list[Act]:
    """The last authorisation of every area and count."""
    last = {(act.area, act.count): act for act in so_far.authorised()}
    order = [str(area.id) for area in so_far.contest.areas]
    return sorted(last.values(), key=lambda act: (act.count, order.index(act.area)))


def _statement(so_far: NightSoFar, act: Act) -> PublicStatement:
    versions = so_far.versions(act.area, act.count)
    told = next(one.payload for one in versions if one.payload["version"] == act.payload["version"])
    standing = {(str(one.area), one.count) for one in so_far.standing}
    return PublicStatement(
        area=act.area,
        name=next(one.name for one in so_far.contest.areas if one.id == act.area),
        count=act.count,
        version=told["version"],
        text=told["text"],
        sha256=told["sha256"],
        authorised_at=act.at,
        by=act.person,
        superseded=(act.area, act.count) not in standing,
    )


def write_snapshot() -> int | None:
    """The number of the snapshot just written, or None where nothing public has changed since the last."""
    so_far = night()
    state = public_state(so_far)
    told = json.dumps(state, ensure_ascii=False, indent=1)
    code = hashlib.sha256(told.encode()).hexdigest()
    folder = Path(settings.PUBLIC_FOLDER)
    last = so_far.last("publish")
    pointer = folder / "latest"
    same = last is not None and last.payload["sha256"] == code
    number = 0 if last is None else int(last.payload["number"])
    if same and pointer.is_file() and pointer.read_text(encoding="ascii") == f"{number:06}":
        return None
    number += 0 if same else 1
    seat = Appointment.objects.filter(role=Role.PUBLISHER, ended=None).select_related("person").first()
    if seat is None:
        raise Refused("nobody is appointed publisher")
    name = f"{number:06}"
    (folder / name).mkdir(parents=True, exist_ok=True)
    page = render_to_string("countroom/public.html", {"state": state, "number": number, "code": code})
    (folder / name / "index.html").write_text(page, encoding="utf-8")
    (folder / name / "state.json").write_text(told, encoding="utf-8")
    style = Path(__file__).parents[1] / "static" / "countroom" / "style.css"
    (folder / name / "style.css").write_text(style.read_text(encoding="utf-8"), encoding="utf-8")
    perform(
        seat.person, Doing("publish", f"snapshot-{number}-{code[:12]}", given={"number": number, "sha256": code})
    )
    new = folder / "latest.new"
    new.write_text(name, encoding="ascii")
    new.replace(pointer)
    return number
