"""A night as it was published: the steps of `night.csv`, or those that follow from a count room's record.

Of a record only what was made public is told: statements whose publication was authorised, what was taken
back, the declaration with what it says, and corrections of its notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from mayoral.contest.contest import WHOLE, AreaId, Contest
from mayoral.contest.findings import Refused
from mayoral.contest.night import Act, Recording, Step
from mayoral.contest.outcomes import Figures, Lot, Outcome
from mayoral.contest.record import Election
from mayoral.contest.returns import Measure, Return, Status
from mayoral.files.acts import RECORD, fallen, figures_from, figures_to, lots_of, read_acts, with_carried
from mayoral.files.acts import Act as Recorded
from mayoral.files.elections import DECLARED, read_election
from mayoral.files.reading import Row, Unreadable, rows_of

NIGHT = "night.csv"
STEPS = ("at", "act", "area", "count", "version", "reason")
PRELOADED = "Candidates, areas and rules, before anything is counted"
FINAL = "The final statement"
AGAIN = "The statement after the area counted again"
TAKEN_BACK = {
    "direct-recount": "The area counts again by direction; its statement does not stand",
    "direct-second-count": "The second count was directed anew, between other candidates",
    "accept": "The second count does not stand any more; a new direction follows",
}
"""Why a statement is taken back, by the act; what an officer wrote may hold figures, and is not told."""


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
        self.declared: int | None = None
        self.abandoned = False
        self.number = 0
        self.before: datetime | None = None

    def step(self, row: Row) -> Step:
        """One step. Raises Unreadable."""
        self.number += 1
        act, at, reason = row.choice("act", Act), self._at(row), row.cells["reason"]
        if (act is Act.PRELOAD) is not (self.number == 1):
            raise row.refuse("the first step of a night, and no other, is `preload`")
        if self.abandoned:
            raise row.refuse("the poll was abandoned: nothing comes after that")
        if act is Act.PRELOAD:
            return Step(at, act, reason=reason)
        if act in (Act.DECLARED, Act.CORRECTED, Act.ABANDONED):
            return self._whole(row, act, at)
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

    def _whole(self, row: Row, act: Act, at: datetime) -> Step:
        """The declaration, once; or a correction of its notice. Raises Unreadable."""
        declared, reason = self.declared, row.cells["reason"]
        if act is Act.ABANDONED:
            if declared is not None or not reason:
                raise row.refuse("a poll is abandoned before a result is declared, and `reason` says why")
            self.abandoned = True
            return Step(at, act, reason=reason)
        if (act is Act.DECLARED) is not (declared is None):
            raise row.refuse("a result is declared once, and its notice corrected only after that")
        if act is Act.CORRECTED and not reason:
            raise row.refuse("`reason` is empty; a correction of the notice says what is corrected")
        self.declared = declared or self.number
        return Step(at, act, reason=reason, supersedes=declared)

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


def read_recorded(folder: Path) -> Recording:
    """The night that a count room's record tells, as a replay. Raises Unreadable where it is not as recorded."""
    acts, broken = read_acts(folder / RECORD)
    if broken is not None:
        raise Unreadable(folder / RECORD, broken.seq, f"the record is not as it was made: {broken.what}")
    return recording_of(read_election(folder).contest, acts)


def recording_of(contest: Contest, acts: Sequence[Recorded]) -> Recording:
    """The steps that a record of acts makes public, marked as a test; more acts only ever add steps.

    Raises Refused for a record without acts. Law: SI 2017/67 Sch 1 r 59(3), (11), (15).
    """
    if not acts:
        raise Refused("the record has no act yet: there is nothing to publish")
    told = _Telling()
    for act in with_carried(acts):
        told.hear(act)
    election = Election(contest, tuple(told.returns), told.lots)
    return Recording(election, tuple(told.steps))


class _Telling:
    """What a record has made public so far; `standing` holds the version that stands and its step."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.returns: list[Return] = []
        self.lots: tuple[Lot, ...] = ()
        self._stated: dict[tuple[str, int, int], Return] = {}
        self._standing: dict[tuple[AreaId, int], tuple[int, int]] = {}
        self._told: set[tuple[AreaId, int]] = set()
        self._drawn: list[Recorded] = []
        self._declared: int | None = None

    def hear(self, act: Recorded) -> None:
        """One more act of the record."""
        place = (AreaId(act.area), act.count)
        if not self.steps:
            self._step(act, Act.PRELOAD, PRELOADED)
        match act.kind:
            case "state" | "final":
                status = Status.FINAL if act.kind == "final" else Status.PROVISIONAL
                version = int(act.payload["version"])
                told = Return(*place, figures_from(act.payload["figures"]), version, status)
                self._stated[act.area, act.count, version] = told
            case "authorise":
                self._release(act, self._stated[act.area, act.count, act.payload["version"]])
            case "draw-lot":
                self._drawn.append(act)
            case "declare":
                self._step(act, Act.DECLARED)
                self._declared, self.lots = len(self.steps), lots_of(self._drawn)
                for number, figures in enumerate(act.payload["totals"], 1):
                    self.returns.append(Return(WHOLE, number, figures_from(figures)))
            case "abandon":
                self._step(act, Act.ABANDONED, str(act.payload["words"]))
            case "correct-notice":
                self._step(act, Act.CORRECTED, str(act.payload["correction"]), supersedes=self._declared)
        self._take_back(act, fallen(act, self._standing))

    def _release(self, act: Recorded, told: Return) -> None:
        place = (told.area, told.count)
        before = self._standing.get(place)
        if before is not None and before[0] == told.version:
            return
        reason = AGAIN if place in self._told else ""
        if before is not None:
            reason = FINAL if told.status is Status.FINAL else AGAIN
        self.returns.append(told)
        self._told.add(place)
        self._step(act, Act.STATED, reason, told, before[1] if before else None)
        self._standing[place] = (told.version, len(self.steps))

    def _take_back(self, act: Recorded, places: Iterable[tuple[AreaId, int]]) -> None:
        for place in places:
            version, number = self._standing.pop(place)
            self._step(act, Act.RETRACTED, TAKEN_BACK[act.kind], self._stated[*place, version], number)

    def _step(  # noqa: PLR0913, PLR0917 - the fields of a step
        self, act: Recorded, what: Act, reason: str = "", told: Return | None = None, supersedes: int | None = None
    ) -> None:
        step = Step(datetime.fromisoformat(act.at), what, reason=reason, supersedes=supersedes)
        if told is not None:
            step = replace(step, area=told.area, count=told.count, version=told.version)
        self.steps.append(step)


def totals_of(outcome: Outcome) -> list[Mapping[str, int]]:
    """What a declaration and its notice say of the whole authority, count by count, by line as in a return."""
    return [figures_to(_lines(one.number, one.totals)) for one in outcome.counts]


def _lines(number: int, totals: Figures) -> dict[tuple[Measure, str], int]:
    votes = Measure.VOTES if number == 1 else Measure.TOTALS
    held = {(votes, str(who)): int(one) for who, one in totals.votes.items() if one is not None}
    if number > 1:
        held |= {(Measure.SECOND_PREFERENCES, str(who)): int(one) for who, one in totals.added.items()
                 if one is not None}  # fmt: skip
    heads = {(Measure.REJECTED, head.value): one for head, one in totals.rejected_by_head.items()}
    total = {} if totals.rejected is None else {(Measure.REJECTED, ""): totals.rejected}
    return held | total | heads
