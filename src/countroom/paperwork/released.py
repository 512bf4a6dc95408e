"""What may be public: authorised statements, the declaration, its notice and corrections, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from countroom.night.state import NightSoFar
from countroom.paperwork.statements import notice_of
from mayoral.files.acts import Act


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
    told = [{name: getattr(one, name) for name in PublicStatement.__slots__} for one in released(so_far)]
    declared = so_far.declared
    notice = None if declared is None else notice_of(so_far)
    return {
        "schema": "countroom.public/1",
        "mode": so_far.mode,
        "title": so_far.contest.title,
        "areas": [area.name for area in so_far.contest.areas],
        "statements": told,
        "declaration": None if declared is None else {"text": declared.payload["text"], "at": declared.at,
                                                      "sha256": declared.payload["sha256"]},
        "notice": None if notice is None else {"text": notice.text, "sha256": notice.sha256},
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


def released(so_far: NightSoFar) -> tuple[PublicStatement, ...]:
    """The statements whose publication the CARO authorised, the latest of each area and count."""
    return tuple(_statement(so_far, act) for act in _latest_authorised(so_far))
