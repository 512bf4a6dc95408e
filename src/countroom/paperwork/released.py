"""The statements whose publication was authorised, with their words, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from countroom.night.state import NightSoFar
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
    """The statements whose publication the CARO authorised, the latest of each area and count.

    None of a poll that was abandoned: there is no count of it. Law: r 65.
    """
    if so_far.abandoned is not None:
        return ()
    return tuple(_statement(so_far, act) for act in _latest_authorised(so_far))
