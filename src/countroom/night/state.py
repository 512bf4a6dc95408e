"""The state of a night, worked out from its acts: nothing here is stored, and no votes are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from countroom.night.figures import added_up
from countroom.night.sheets import Sheet, voided
from countroom.night.stages import BY_ACT, Reach, Stage
from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId, Contest
from mayoral.contest.outcomes import Lot
from mayoral.contest.returns import Return, Status
from mayoral.files.acts import BEGINNING, TAKE_IN, Act, fallen, figures_from, lots_of, returns_of, with_carried

_SHOWN_AND_LATER = frozenset(
    {Stage.SHOWN, Stage.STATED, Stage.SENT, Stage.RECEIVED, Stage.QUERIED, Stage.ACCEPTED, Stage.FINAL}
)


@dataclass(frozen=True, slots=True)
class NightSoFar:
    """A contest and everything done about it, in order.

    `acts` are the lines of the record; `done` are the same with what letters carried in the letters' place.
    """

    contest: Contest
    acts: tuple[Act, ...]
    mode: str
    _places: dict[tuple[str, int], list[Act]] = field(default_factory=dict, compare=False, repr=False)
    _done: list[Act] = field(default_factory=list, compare=False, repr=False)

    @property
    def head(self) -> str:
        """The hash at the end of the chain."""
        return self.acts[-1].hash if self.acts else BEGINNING

    @property
    def done(self) -> Sequence[Act]:
        """Everything done, here or elsewhere and carried here by a letter."""
        if not self._done:
            self._done.extend(with_carried(self.acts))
        return self._done

    def letter_of(self, act: Act) -> Act | None:
        """The act by which a letter brought another act here; None where that was done here."""
        brought = self.acts[act.seq - 1]
        return brought if brought.kind == TAKE_IN else None

    @property
    def apart(self) -> bool:
        """Whether the second count was directed by letter: then the other areas' returns are not known here."""
        direction = self.direction
        return direction is not None and self.letter_of(direction) is not None

    def at(self, area: str, number: int) -> tuple[Act, ...]:
        """The acts about one area's count."""
        if not self._places:
            for act in self.done:
                self._places.setdefault((act.area, act.count), []).append(act)
        return tuple(self._places.get((area, number), ()))

    def last(self, kind: str, area: str = "", number: int = 0) -> Act | None:
        """The latest act of a kind about a place."""
        return next((act for act in reversed(self.at(area, number)) if act.kind == kind), None)

    def stage(self, area: str, number: int) -> Stage:
        """How far an area is with a count; 0 is its verification."""
        stage = Stage.VERIFYING if number == 0 else Stage.NOT_BEGUN
        directed = self.direction if number == 2 else None
        for act in self._bearing_on(area, number):
            after = BY_ACT[act.kind].after
            if act.count == number and isinstance(after, Stage) and BY_ACT[act.kind].reach is not Reach.AUTHORITY:
                stage = after
            elif act.count != number and stage in _SHOWN_AND_LATER and fallen(act, [(area, number)]):
                stage = Stage.ENTRY
        return Stage.DIRECTED if directed is not None and stage is Stage.NOT_BEGUN else stage

    def _bearing_on(self, area: str, number: int) -> Iterable[Act]:
        """The acts that may bear on a stage: of a second count also those of the first, on which it rests."""
        own = self.since_direction(area, number)
        if number < 2 or self.direction is None:
            return own
        since = self.direction.seq
        first = [act for act in self.at(area, 1) if act.seq > since]
        return sorted([*own, *first], key=lambda act: act.seq)

    @property
    def direction(self) -> Act | None:
        """The latest direction of a second count."""
        return self.last("direct-second-count")

    @property
    def direction_stands(self) -> bool:
        """Whether a second count is directed, and no first count accepted since changed who remains."""
        direction = self.direction
        return direction is not None and not any(
            act.kind == "accept" and act.payload.get("voids") == direction.seq for act in self.done
        )

    @property
    def directed(self) -> frozenset[CandidateId]:
        """The candidates the latest direction of a second count names."""
        return (
            frozenset()
            if self.direction is None
            else frozenset(map(CandidateId, self.direction.payload["remaining"]))
        )

    def since_direction(self, area: str, number: int) -> Iterator[Act]:
        """The acts about a place that still bear on it: of a second count, those after its direction."""
        since = self.direction.seq if number == 2 and self.direction is not None else 0
        return (act for act in self.at(area, number) if act.seq > since)

    def sheets(self, area: str, number: int) -> tuple[Sheet, ...]:
        """Every sheet issued for a count, the voided ones too, in the order of issue."""
        sheets: dict[str, Sheet] = {}
        for act in self.at(area, number):
            if act.kind == "issue-sheets":
                sheets |= {one: Sheet(one, part=act.payload.get("part", "")) for one in act.payload["sheets"]}
            elif act.kind in ("void-sheet", "grant-recount", "direct-recount"):
                # By letter the CARO means the whole area: its sheets are known in its own room only.
                named = act.payload["sheets"] if self.letter_of(act) is None else tuple(sheets)
                for one in named:
                    sheets[one] = voided(sheets[one], act.payload["reason"])
            elif act.kind == "enter":
                was = sheets[act.payload["sheet"]]
                sheets[was.number] = replace(was, entries=(*was.entries, act), settled=None)
            elif act.kind == "settle":
                was = sheets[act.payload["sheet"]]
                sheets[was.number] = replace(was, settled=act)
        if number == 2 and self.direction is not None:
            issued = {
                one
                for act in self.since_direction(area, 2)
                if act.kind == "issue-sheets"
                for one in act.payload["sheets"]
            }
            sheets = {
                n: one if n in issued else voided(one, "the direction was replaced") for n, one in sheets.items()
            }
        return tuple(sheets.values())

    def live_sheets(self, area: str, number: int) -> tuple[Sheet, ...]:
        """The sheets that are not void."""
        return tuple(one for one in self.sheets(area, number) if one.void is None)

    def sheet(self, area: str, number: int, known: str) -> Sheet | None:
        """One sheet by its number."""
        return next((one for one in self.sheets(area, number) if one.number == known), None)

    def figures(self, area: str, number: int) -> dict[str, int] | None:
        """The sheets of a count added up, once every one of them is agreed; else None."""
        agreed = [one.figures for one in self.live_sheets(area, number)]
        known = [one for one in agreed if one is not None]
        return added_up(known) if known and len(known) == len(agreed) else None

    def versions(self, area: str, number: int) -> tuple[Act, ...]:
        """Every statement drawn up of a count, provisional and final, oldest first."""
        return tuple(act for act in self.at(area, number) if act.kind in ("state", "final", "close-verification"))

    def next_version(self, area: str, number: int) -> int:
        """The version of the next statement of a count: one more than the last, wherever that was made."""
        versions = self.versions(area, number)
        return int(versions[-1].payload["version"]) + 1 if versions else 1

    def stated(self, area: str, number: int) -> Return | None:
        """The latest statement of a count as a return."""
        versions = self.versions(area, number)
        if not versions:
            return None
        act = versions[-1]
        status = Status.PROVISIONAL if act.kind == "state" else Status.FINAL
        return Return(AreaId(area), number, figures_from(act.payload["figures"]), act.payload["version"], status)

    @property
    def standing(self) -> tuple[Return, ...]:
        """The returns the calculation rests on: accepted or final, and not being re-counted."""
        return returns_of(self.acts)

    @property
    def lots(self) -> tuple[Lot, ...]:
        """The lots drawn."""
        return lots_of(self.acts)

    @property
    def abandoned(self) -> str | None:
        """Why the poll was abandoned; None where it was not. Law: r 65."""
        act = self.last("abandon")
        return None if act is None else str(act.payload["words"])

    def goes_on(self, number: int) -> bool:
        """Whether a count goes on: no longer once the poll is abandoned, nor a second whose direction fell."""
        return self.abandoned is None and (number < 2 or self.direction_stands)

    @property
    def declared(self) -> Act | None:
        """The act of declaration."""
        return self.last("declare")

    def finals_directed(self, number: int) -> bool:
        """Whether the final statement of a count is directed, and no second count was directed since."""
        finals = self.last("direct-finals")
        later = self.direction is not None and finals is not None and self.direction.seq > finals.seq
        return finals is not None and finals.payload["counts"] >= number and not (later and number == 2)

    def asked(self, kind: str, answers: tuple[str, ...], area: str = "", number: int = 0) -> tuple[Act, ...]:
        """The requests at a place that nobody has answered yet."""
        acts = self.at(area, number)
        answered = {act.payload["request"] for act in acts if act.kind in answers}
        return tuple(act for act in acts if act.kind == kind and act.seq not in answered)

    def authorised(self) -> tuple[Act, ...]:
        """The authorisations of publication, oldest first."""
        return tuple(act for act in self.acts if act.kind == "authorise")
