"""Whom the centre calls at an area, and when the area says that its statement will come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from countroom.night.next_step import current_count
from countroom.night.stages import BY_ACT
from countroom.night.state import NightSoFar


@dataclass(frozen=True, slots=True)
class Expected:
    """What an area last said: whom to call, and the moment (UTC, ISO 8601) its statement is expected.

    `at` is empty where no time was given, or where the statement it was given for has come.
    """

    contact: str
    at: str

    @property
    def late(self) -> bool:
        """Whether the time that was given has passed."""
        return bool(self.at) and datetime.fromisoformat(self.at) < datetime.now(UTC)


def expected(so_far: NightSoFar, area: str) -> Expected | None:
    """Whom to call at an area and when its present statement is expected; None where nothing was said."""
    said = [act for act in so_far.acts if act.kind == "expect" and act.area == area]
    if not said:
        return None
    last, now = said[-1], current_count(so_far, area)
    waiting = last.count == now and so_far.stage(area, now) in BY_ACT["expect"].before
    return Expected(last.payload["contact"], last.payload["expected"] if waiting else "")
