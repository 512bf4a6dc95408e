"""Mini-count areas and teams whose papers are kept apart: what they were handed, and what their sheets say of it.

Papers of the whole area are mixed before they are counted, so that no part is ever a ballot box.
Law: SI 2017/67 Sch 1 r 50(1)-(2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from countroom.night.figures import added_up, measure_of
from countroom.night.sheets import Sheet
from countroom.night.state import NightSoFar
from mayoral.contest.returns import Measure

_VALID = frozenset({Measure.VALID, Measure.SECOND_PREFERENCES, Measure.SECOND_PREFERENCES_FOR_ELIMINATED})
_REJECTED_IN_ALL = f"{Measure.REJECTED.value}:"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an area's papers, or all of them (`name` empty): papers handed to it, and its sheets so far."""

    name: str
    papers: int | None
    sheets: int
    agreed: int
    valid: int
    rejected: int

    @property
    def residual(self) -> int | None:
        """Papers less valid and rejected ones; None while a sheet is not agreed or the papers are not known."""
        if self.papers is None or not self.sheets or self.agreed < self.sheets:
            return None
        return self.papers - self.valid - self.rejected


def part_of(name: str, papers: int | None, sheets: Sequence[Sheet]) -> Part:
    """What some sheets say together, beside the papers that were handed out for them."""
    agreed = [one.figures for one in sheets if one.figures is not None]
    lines = added_up(agreed)
    valid = sum(figure for line, figure in lines.items() if measure_of(line) in _VALID)
    return Part(name, papers, len(sheets), len(agreed), valid, lines.get(_REJECTED_IN_ALL, 0))


def handed_out(night: NightSoFar, area: str, number: int) -> Mapping[str, int]:
    """The papers that each part was handed in all, as last said, at the count that stands."""
    return {
        act.payload["part"]: act.payload["papers"]
        for act in night.since_direction(area, number)
        if act.kind == "issue-sheets" and act.payload.get("papers") is not None
    }


def parts(night: NightSoFar, area: str, number: int) -> tuple[Part, ...]:
    """The parts of an area at a count, in the order of issue; empty where none is kept apart."""
    live, handed = night.live_sheets(area, number), handed_out(night, area, number)
    return tuple(
        part_of(name, papers, [one for one in live if one.part == name]) for name, papers in handed.items()
    )
