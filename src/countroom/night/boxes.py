"""The ballot boxes of an area at verification: accounts, papers found, variances and how they were settled.

Boxes carry verification figures only: votes by box do not exist. Law: SI 2017/67 Sch 1 rr 45, 47, 50(2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from countroom.night.state import NightSoFar
from mayoral.contest.findings import Finding
from mayoral.contest.papers import BallotPaperAccount
from mayoral.counting.verification import verify
from mayoral.files.acts import Act

ACCOUNT = ("entrusted", "issued", "unused", "spoilt", "tendered")


@dataclass(frozen=True, slots=True)
class Box:
    """One ballot box, or the duly returned postal papers, as far as it is verified."""

    area: str
    name: str
    station: str = ""
    postal: bool = False
    account: Mapping[str, int] | None = None
    counts: tuple[int, ...] = ()
    moved: int = 0
    moved_since: bool = False
    explained: Act | None = None
    withdrawn: Act | None = None

    @property
    def found(self) -> int | None:
        """The papers in the box now: as last counted, with those moved since."""
        return self.counts[-1] + self.moved if self.counts else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the library finds in the box's account."""
        account = self.account or {}
        parts = {name: account.get(name) for name in ACCOUNT}
        return verify([BallotPaperAccount(self.area, self.name, **parts, found=self.found)])

    @property
    def untouched(self) -> bool:
        """Whether nothing was typed for the box yet, nor papers moved into it."""
        return self.account is None and not self.counts and not self.moved_since

    @property
    def recounted_equal(self) -> bool:
        """Whether the box was counted again at least twice, the last two alike, and no paper moved since."""
        return len(self.counts) >= 3 and self.counts[-1] == self.counts[-2] and not self.moved_since

    @property
    def settled(self) -> bool:
        """Whether nothing about the box is open: known, and every variance settled or explained."""
        if self.found is None or (self.account is None and not self.postal):
            return False
        open_codes = {one.code for one in self.findings}
        if self.recounted_equal:
            open_codes.discard("W802")
        return not open_codes or self.explained is not None

    @property
    def variance(self) -> int | None:
        """Papers found less papers issued; None where either is not known or nothing was issued."""
        issued = (self.account or {}).get("issued")
        return None if self.found is None or issued is None else self.found - issued


def begun(night: NightSoFar, area: str) -> bool:
    """Whether the verification of an area has begun: accounts or papers found are typed, or came by letter."""
    return any(act.kind in ("account", "found", "move-papers", "close-verification") for act in night.at(area, 0))


def begun_anywhere(night: NightSoFar) -> bool:
    """Whether verification has begun in any area."""
    return any(begun(night, area.id) for area in night.contest.areas)


def boxes(night: NightSoFar, area: str) -> tuple[Box, ...]:
    """Every box on the list of an area as its acts leave it."""
    return tuple(box for box in _every(night, area) if box.withdrawn is None)


def withdrawn(night: NightSoFar, area: str) -> tuple[Box, ...]:
    """The boxes that were put on the list by mistake and taken off it again."""
    return tuple(box for box in _every(night, area) if box.withdrawn is not None)


def _every(night: NightSoFar, area: str) -> tuple[Box, ...]:
    """Every box that was ever on the list of an area; one put on it again is there again."""
    known: dict[str, Box] = {}
    for act in night.at(area, 0):
        told = act.payload
        match act.kind:
            case "import-boxes":
                for row in told["boxes"]:
                    known[row["box"]] = Box(area, row["box"], row["station"], row["postal"])
            case "close-verification" if night.letter_of(act) is not None:
                known = {row["box"]: _carried(act, row) for row in told["boxes"]}
            case "move-papers":
                for name, papers in ((told["from"], -told["papers"]), (told["to"], told["papers"])):
                    if name in known:
                        moved = known[name].moved + papers
                        known[name] = replace(known[name], moved=moved, moved_since=True, explained=None)
            case "account" | "found" | "explain-box" | "withdraw-box":
                known[told["box"]] = _changed(known[told["box"]], act)
    return tuple(known.values())


def _carried(act: Act, told: Mapping[str, Any]) -> Box:
    """A box as a statement that came by letter tells of it."""
    account = {name: told[name] for name in ACCOUNT if name in told}
    counts = (told["found"], *told.get("counted_again", ()))
    explained = replace(act, payload={"explanation": told["explanation"]}) if "explanation" in told else None
    postal = bool(told.get("postal"))
    return Box(act.area, told["box"], postal=postal, account=account or None, counts=counts, explained=explained)


def _changed(box: Box, act: Act) -> Box:
    """A box after an act about it alone."""
    if act.kind == "account":
        return replace(box, account=act.payload["figures"], explained=None)
    if act.kind == "found":
        counts = (*box.counts, act.payload["papers"])
        return replace(box, counts=counts, moved=0, moved_since=False, explained=None)
    return replace(box, explained=act) if act.kind == "explain-box" else replace(box, withdrawn=act)


def other_polls(night: NightSoFar, area: str) -> dict[str, bool]:
    """The polls combined with this one in an area, and whether each is verified."""
    polls: dict[str, bool] = {}
    for act in night.at(area, 0):
        if act.kind == "name-other-poll":
            polls.setdefault(act.payload["poll"], False)
        elif act.kind == "verify-other-poll":
            polls[act.payload["poll"]] = True
    return polls
