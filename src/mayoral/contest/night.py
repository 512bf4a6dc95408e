"""A night on record: what happened in which order, and how things stood after each step.

Nothing in it is ever edited. A correction is a later step that stands in place of an earlier one; what
was taken back stays on record as taken back. Until the step `declared` only what areas state is known:
no total of the whole authority, no lot of this election, and nobody's fate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from mayoral.contest.contest import WHOLE, AreaId
from mayoral.contest.record import Election
from mayoral.contest.returns import Return, Status


class Act(Enum):
    """What may happen: the closed list of `night.csv`."""

    PRELOAD = "preload"
    BEGAN = "began"
    STATED = "stated"
    ACCEPTED = "accepted"
    RECOUNT = "recount"
    RETRACTED = "retracted"
    LOT = "lot"
    DECLARED = "declared"
    CORRECTED = "corrected"
    ABANDONED = "abandoned"


class Progress(Enum):
    """How far an area is with a count."""

    NOT_STARTED = "not-started"
    COUNTING = "counting"
    PROVISIONAL = "provisional"
    ACCEPTED = "accepted"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened; `supersedes` is the number of the step it corrects or takes back."""

    at: datetime
    act: Act
    area: AreaId | None = None
    count: int | None = None
    version: int | None = None
    reason: str = ""
    supersedes: int | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """A night: the election with every return that came in it, and the steps, numbered from 1.

    `test` marks a rehearsal or a replay; only a live count room says that it is none.
    """

    election: Election
    steps: tuple[Step, ...]
    test: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """How things stood after a step: the returns and lots known, how far each area was, and whether declared."""

    election: Election
    progress: Mapping[tuple[AreaId, int], Progress]
    standing: Mapping[tuple[AreaId, int], int]
    declared: bool = False


def stage_after(recording: Recording, number: int) -> Stage:
    """How things stood after so many steps, worked out from the first step on.

    A declaration rests on final returns of every area and on its lots: once it is made, every return that
    stands is final, and what it says of the whole authority is known. Of a poll that is abandoned no figure
    stands. Law: SI 2017/67 Sch 1 rr 59(1), (11)-(12), 65.
    """
    progress: dict[tuple[AreaId, int], Progress] = {}
    standing: dict[tuple[AreaId, int], int] = {}
    drawn: set[int] = set()
    declared = False
    contest = recording.election.contest
    stated = {(one.area, one.count, one.version): one for one in recording.election.returns}
    for step in recording.steps[:number]:
        declared = declared or step.act is Act.DECLARED
        if step.act is Act.ABANDONED:
            contest = replace(contest, abandoned=step.reason)
        if step.act is Act.LOT and step.count is not None:
            drawn.add(step.count)
        if step.area is None or step.count is None:
            continue
        place = (step.area, step.count)
        if step.act is Act.STATED and step.version is not None:
            standing[place] = step.version
            final = stated[*place, step.version].status is Status.FINAL
            progress[place] = Progress.FINAL if final else Progress.PROVISIONAL
        elif step.act is Act.ACCEPTED:
            progress[place] = Progress.ACCEPTED
        else:
            progress[place] = Progress.COUNTING
            if step.act is Act.RETRACTED:
                standing.pop(place, None)
    returns: list[Return] = [stated[*place, version] for place, version in standing.items()]
    if declared:
        progress |= dict.fromkeys(standing, Progress.FINAL)
        whole = [one for one in recording.election.returns if one.area == WHOLE]
        returns = [replace(one, status=Status.FINAL) for one in (*returns, *whole)]
    lots = tuple(one for one in recording.election.lots if declared or one.count in drawn or one.count == 0)
    if contest.abandoned is not None:
        standing, returns, lots = {}, [], ()
    election = replace(recording.election, contest=contest, returns=tuple(returns), lots=lots)
    return Stage(election, progress, standing, declared)
