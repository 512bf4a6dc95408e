"""An election with what its figures say: the one model from which everything is published."""

from __future__ import annotations

from dataclasses import dataclass

from mayoral.analysis.shares import Share
from mayoral.contest.findings import Finding, Identity
from mayoral.contest.outcomes import Outcome
from mayoral.contest.record import Election


@dataclass(frozen=True, slots=True)
class Counted:
    """An election with its outcome, every finding and identity over it, and its turnout where known."""

    election: Election
    outcome: Outcome
    findings: tuple[Finding, ...]
    electorate: int | None
    turnout: Share | None
    identities: tuple[Identity, ...] = ()

    @property
    def stopped(self) -> bool:
        """Whether an E finding stands."""
        return any(one.stops for one in self.findings)
