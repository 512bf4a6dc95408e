"""The record of a night: every act in the order it was done, chained by SHA-256, one JSON object a line.

The record alone gives back the returns that stand and the lots drawn, so that anyone can count again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from mayoral.contest.candidates import CandidateId
from mayoral.contest.contest import AreaId
from mayoral.contest.outcomes import Lot, Purpose
from mayoral.contest.papers import BallotPaperAccount
from mayoral.contest.returns import Entry, Measure, Return, Status
from mayoral.files.reading import Unreadable

_Place = TypeVar("_Place", bound=tuple[str, int])
RECORD = "acts.jsonl"
BEGINNING = "0" * 64
"""What stands before the first act."""
TAKE_IN = "take-in"
"""The act by which a letter carried by hand is taken in; its payload is the letter."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing one person did, at one moment, as it was recorded.

    `area` is empty and `count` 0 where the act is the CARO's over the whole authority. `hash` covers
    every other field, `previous` is the hash of the act before.
    """

    seq: int
    at: str
    person: str
    role: str
    kind: str
    area: str
    count: int
    payload: Mapping[str, Any]
    previous: str = BEGINNING
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place at which a record is not what was recorded."""

    seq: int
    what: str


def canonical(value: object) -> str:
    """A value as JSON in the one way it is hashed: keys sorted, no spaces, nothing escaped needlessly."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _fields(act: Act) -> dict[str, Any]:
    names = ("seq", "at", "person", "role", "kind", "area", "count", "payload", "previous")
    return {name: getattr(act, name) for name in names}


def hash_of(act: Act) -> str:
    """The SHA-256 of an act with the hash of the act before it."""
    return hashlib.sha256(canonical(_fields(act)).encode()).hexdigest()


def line_of(act: Act) -> str:
    """An act as one line of the record."""
    return canonical(_fields(act) | {"hash": act.hash}) + "\n"


def read_acts(path: Path) -> tuple[tuple[Act, ...], Broken | None]:
    """The acts of a record up to the first that is not what was recorded, and that one or None."""
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise Unreadable(path, 1, f"the record cannot be opened: {problem.strerror}") from problem
    acts: list[Act] = []
    previous = BEGINNING
    for number, line in enumerate(raw.splitlines(keepends=True), 1):
        act = _act(line)
        if act is None:
            return tuple(acts), Broken(number, "its line is not as it was written")
        if act.seq != number or act.previous != previous:
            return tuple(acts), Broken(number, "it does not follow the act before it")
        if act.hash != hash_of(act):
            return tuple(acts), Broken(number, f"{act.kind} by {act.person} was altered")
        acts.append(act)
        previous = act.hash
    return tuple(acts), None if acts else Broken(1, "there are no acts")


def _act(line: bytes) -> Act | None:
    """The act on a line, or None where the line is not exactly what `line_of` writes."""
    try:
        act = Act(**json.loads(line))
        return act if line_of(act).encode() == line else None
    except (TypeError, ValueError, RecursionError):
        return None


def acts_in(letter: Mapping[str, Any]) -> tuple[Act, ...]:
    """The acts a letter holds, as its sender recorded them. Raises TypeError or KeyError where it holds none."""
    return tuple(Act(**one) for one in letter["acts"])


def with_carried(acts: Iterable[Act]) -> Iterator[Act]:
    """The acts of a night in order, those of a letter that was taken in standing in the letter's place.

    They keep who did them, in what capacity and when; their `seq` is that of the letter. A direction that one
    of them `voids` is named by the letter that carried it, and by 0 where none did.
    """
    letters: dict[tuple[str, int], int] = {}
    for act in acts:
        if act.kind != TAKE_IN:
            yield act
            continue
        sender = act.payload["from"]
        for one in acts_in(act.payload):
            letters[sender, one.seq] = act.seq
            told = dict(one.payload)
            if "voids" in told:
                told["voids"] = letters.get((sender, told["voids"]), 0)
            yield replace(one, seq=act.seq, payload=told)


def figures_from(written: Mapping[str, int]) -> dict[Entry, int]:
    """The figures of a return from their lines `measure:key`."""
    parts = ((line.partition(":"), figure) for line, figure in written.items())
    return {(Measure(measure), key): figure for (measure, _, key), figure in parts}


def figures_to(figures: Mapping[Entry, int]) -> dict[str, int]:
    """The figures of a return by line `measure:key`."""
    return {f"{measure.value}:{key}": figure for (measure, key), figure in figures.items()}


def returns_of(acts: Iterable[Act]) -> tuple[Return, ...]:
    """The returns that stand: verified, accepted by the CARO or drawn up as final, and not being re-counted."""
    stated: dict[tuple[str, int], Return] = {}
    stands: dict[tuple[str, int], Return] = {}
    for act in with_carried(acts):
        place = (act.area, act.count)
        match act.kind:
            case "close-verification":
                stands[place] = _return(act, Status.FINAL)
            case "state":
                stated[place] = _return(act, Status.PROVISIONAL)
            case "accept":
                stands[place] = stated[place]
            case "final":
                stands[place] = stated[place] = _return(act, Status.FINAL)
        for fell in fallen(act, stands):
            del stands[fell]
    return tuple(stands.values())


def fallen(act: Act, standing: Iterable[_Place]) -> list[_Place]:
    """Which statements of those that stand, by area and count, an act makes fall.

    What is counted again falls, and what rests on it: an area's second count on its first, whose votes are in
    its totals; every second count on the candidates it was directed between. Law: SI 2017/67 Sch 1 rr 56-58.
    """
    here = (act.area, act.count)
    match act.kind:
        case "direct-recount" if act.count == 1:
            return [one for one in standing if one in (here, (act.area, 2))]
        case "direct-recount" | "reopen-verification":
            return [one for one in standing if one == here]
        case "direct-second-count":
            return [one for one in standing if one[1] == 2]
        case "accept" if "voids" in act.payload:
            return [one for one in standing if one[1] == 2]
    return []


def _return(act: Act, status: Status) -> Return:
    return Return(
        AreaId(act.area), act.count, figures_from(act.payload["figures"]), act.payload["version"], status
    )


def lots_of(acts: Iterable[Act]) -> tuple[Lot, ...]:
    """The lots drawn, as recorded."""
    return tuple(_lot(act.payload) for act in with_carried(acts) if act.kind == "draw-lot")


def _lot(payload: Mapping[str, Any]) -> Lot:
    among = tuple(CandidateId(who) for who in payload["among"])
    drawn_on = date.fromisoformat(payload["on"])
    return Lot(
        payload["count"],
        Purpose.ELECTION,
        among,
        CandidateId(payload["drawn"]),
        drawn_on,
        payload["witness"],
        method=payload["method"],
    )


def accounts_of(acts: Iterable[Act]) -> tuple[BallotPaperAccount, ...]:
    """The ballot paper accounts as verified, by area and box."""
    last: dict[str, Act] = {}
    for act in with_carried(acts):
        if act.kind == "close-verification":
            last[act.area] = act
    return tuple(box for act in last.values() for box in _boxes(act))


def _boxes(act: Act) -> Iterator[BallotPaperAccount]:
    names = ("entrusted", "issued", "unused", "spoilt", "tendered", "found")
    for box in act.payload["boxes"]:
        yield BallotPaperAccount(act.area, box["box"], *(box.get(name) for name in names))
