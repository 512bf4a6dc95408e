"""The public pages: complete numbered snapshots, written from authorised statements and the declaration only."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from countroom.actions import Doing, perform
from countroom.actions import every as _every
from countroom.models import Appointment
from countroom.night.stages import Role
from countroom.paperwork.released import public_state
from countroom.records import night
from mayoral.contest.findings import Refused

__all__ = ["_every", "write_snapshot"]


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
