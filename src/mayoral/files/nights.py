"""A recorded night: an election folder with `night.csv`, the steps in the order in which they happened."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from mayoral.contest.contest import AreaId
from mayoral.contest.night import Act, Recording, Step
from mayoral.contest.record import Election
from mayoral.contest.returns import Status
from mayoral.files.elections import DECLARED, read_election
from mayoral.files.reading import Row, Unreadable, rows_of

NIGHT = "night.csv"
STEPS = ("at", "act", "area", "count", "version", "reason")


def read_night(folder: Path, ledger: Path | None = None) -> Recording:
    """The recording in a folder. Raises Unreadable at the first step that could not have happened."""
    if (folder / DECLARED).exists():
        raise Unreadable(
            folder / DECLARED, 1, "a recorded night has no declared.toml: its steps lead to the result"
        )
    election = read_election(folder, ledger)
    read = _Reading(election)
    steps = tuple(map(read.step, rows_of(folder / NIGHT, STEPS)))
    if not steps:
        raise Unreadable(folder / NIGHT, 1, "the night has no step; the first is `preload`")
    return Recording(election, steps)


class _Reading:
    """The steps read so far: what stands, by which step."""

    def __init__(self, election: Election) -> None:
        self.areas = {one.id for one in election.contest.areas}
        self.returns = {(one.area, one.count, one.version): one.status for one in election.returns}
        self.lots = {one.count for one in election.lots}
        self.standing: dict[tuple[AreaId, int], tuple[int, int]] = {}
        self.number = 0
        self.before: datetime | None = None

    def step(self, row: Row) -> Step:
        """One step. Raises Unreadable."""
        self.number += 1
        act, at, reason = row.choice("act", Act), self._at(row), row.cells["reason"]
        if (act is Act.PRELOAD) is not (self.number == 1):
            raise row.refuse("the first step of a night, and no other, is `preload`")
        if act is Act.PRELOAD:
            return Step(at, act, reason=reason)
        count = row.figure("count")
        if act is Act.LOT:
            if count not in self.lots:
                raise row.refuse(f"lots.csv has no lot drawn at count {count}")
            return Step(at, act, None, count, reason=reason)
        place = (AreaId(row.filled("area")), count)
        if place[0] not in self.areas:
            raise row.refuse(
                f"`{place[0]}` is not an area of this contest; expected {', '.join(sorted(self.areas))}"
            )
        version, supersedes = self._version(row, act, place)
        if not reason and (act is Act.RECOUNT or supersedes is not None):
            raise row.refuse("`reason` is empty; a re-count, a correction and a retraction each give one")
        return Step(at, act, *place, version, reason, supersedes)

    def _at(self, row: Row) -> datetime:
        try:
            at = datetime.fromisoformat(row.filled("at"))
        except ValueError:
            at = datetime.min  # noqa: DTZ901 - without a zone, so that it is refused below
        if at.tzinfo is None:
            raise row.refuse(
                f"`at` is `{row.cells['at']}`; expected a time with its zone: 2017-05-05T10:30:00+01:00"
            )
        if self.before is not None and at < self.before:
            raise row.refuse("this step is earlier than the one before")
        self.before = at
        return at

    def _version(self, row: Row, act: Act, place: tuple[AreaId, int]) -> tuple[int | None, int | None]:
        """The version a step is about, and the step it stands in place of. Raises Unreadable."""
        known = self.standing.get(place)
        if act in (Act.BEGAN, Act.RECOUNT):
            if (act is Act.RECOUNT) is (known is None):
                raise row.refuse("counting begins before a return was stated; a re-count comes after one")
            return None, None
        version = row.figure("version")
        if act is Act.STATED:
            if (*place, version) not in self.returns:
                raise row.refuse(f"returns.csv has no version {version} of {place[0]}, count {place[1]}")
            if known is not None and version <= known[0]:
                raise row.refuse(f"version {version} comes after version {known[0]}")
            self.standing[place] = (version, self.number)
            return version, None if known is None else known[1]
        if known is None or known[0] != version:
            raise row.refuse(f"version {version} of {place[0]}, count {place[1]}, does not stand now")
        if act is Act.ACCEPTED and self.returns[*place, version] is Status.FINAL:
            raise row.refuse("a provisional return is accepted; this one is final")
        if act is Act.RETRACTED:
            del self.standing[place]
            return version, known[1]
        return version, None
