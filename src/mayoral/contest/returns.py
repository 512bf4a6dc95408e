"""What one area states after one count, exactly as it states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from mayoral.contest.contest import AreaId


class Status(Enum):
    """A return is provisional until the CARO directs that it be drawn up as final. Law: r 54, 59(1)."""

    PROVISIONAL = "provisional"
    FINAL = "final"


class Measure(Enum):
    """What a figure measures: the closed list of `returns.csv`, in the order of the paper form."""

    ELECTORATE = "electorate"
    VERIFIED = "verified"
    PAPERS = "papers"
    VALID = "valid"
    SECOND_COUNT_PAPERS = "second_count_papers"
    SECOND_PREFERENCES = "second_preferences"
    SECOND_PREFERENCES_FOR_ELIMINATED = "second_preferences_for_eliminated"
    VOTES = "votes"
    TRANSFERS = "transfers"
    NON_TRANSFERABLE = "non_transferable"
    REJECTED = "rejected"
    TOTALS = "totals"


Entry: TypeAlias = tuple[Measure, str]
"""A line of a return: a measure and its key (a candidate, a head, `from>to`, or nothing)."""


@dataclass(frozen=True, slots=True)
class Return:
    """The figures of one area after one count; `count` 0 is its verification.

    A line that is absent is not known; 0 is counted and none. A higher `version` replaces the whole
    return of its area and count. Law: SI 2017/67 Sch 1 r 54, 56, 59.
    """

    area: AreaId
    count: int
    figures: Mapping[Entry, int]
    version: int = 1
    status: Status = Status.FINAL
    sources: Mapping[Entry, str] = field(default_factory=dict)

    def get(self, measure: Measure, key: str = "") -> int | None:
        """The figure on one line, or None where it is not known."""
        return self.figures.get((measure, key))

    def by_key(self, measure: Measure) -> dict[str, int]:
        """The figures of one measure by their keys, the total (an empty key) left out."""
        return {key: figure for (one, key), figure in self.figures.items() if one is measure and key}
