"""Whether what a letter tells fits the night as it stands where it is taken in, figures and all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from countroom.handover.carried import carried
from countroom.night.boxes import ACCOUNT
from countroom.night.figures import lines, whole
from countroom.night.stages import Stage
from countroom.night.state import NightSoFar
from countroom.records import acknowledged, digest, findings_alone, position
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method
from mayoral.contest.papers import BallotPaperAccount
from mayoral.counting.verification import verify
from mayoral.files.acts import Act

_STATED: Mapping[str, type] = {"version": int, "status": str, "figures": dict, "text": str, "sha256": str}
_SHAPES: Mapping[str, Mapping[str, type]] = {
    "close-verification": {**_STATED, "boxes": list},
    "acknowledge": {"finding": str, "code": str, "explanation": str, "initials": str},
    "state": _STATED,
    "send": {"version": int, "sha256": str},
    "answer": {"reply": str},
    "final": _STATED,
    "accept": {"version": int, "sha256": str},
    "query": {"reason": str},
    "direct-recount": {"sheets": list, "reason": str},
    "direct-second-count": {"remaining": list, "inputs": list, "words": str},
    "direct-finals": {"counts": int, "inputs": list},
}
_STATUS = {"close-verification": "verified", "state": "provisional", "final": "final"}


def fit(so_far: NightSoFar, acts: tuple[Act, ...], area: str, to: str) -> None:
    """Nothing. Raises Refused, with what was expected, where the acts of a letter cannot follow on here."""
    for act in acts:
        wrong = [name for name, kind in _SHAPES[act.kind].items() if type(act.payload.get(name)) is not kind]
        if wrong:
            raise Refused(f"“{act.kind}” in this letter does not say as it should: {', '.join(wrong)}")
    about = acts[-1]
    _in_time(so_far, about, area, to)
    if to and about.kind in ("close-verification", "send", "final"):
        _nothing_done_here(so_far, about)
    match about.kind:
        case "close-verification":
            _verified(so_far, about)
        case "send":
            _stated(so_far, acts)
        case "final":
            _final(so_far, about)
        case "accept":
            _statement_here(so_far, about)
        case "direct-second-count":
            named = about.payload["remaining"]
            if len(named) < 2 or len(set(named)) != len(named) or not set(named) <= so_far.contest.standing:
                raise Refused("the direction in this letter does not name candidates of this contest, two or more")


def _in_time(so_far: NightSoFar, about: Act, area: str, to: str) -> None:
    """Refused unless the place is at a stage the table names."""
    sv = so_far.contest.counted_by is Method.SUPPLEMENTARY_VOTE
    number = {"direct-second-count": 1, "direct-finals": about.payload.get("counts")}.get(about.kind, about.count)
    if about.kind == "close-verification":
        right = number == 0
    else:
        right = number in ((1, 2) if sv else (1,)) and (sv or about.kind != "direct-second-count")
    if not right:
        raise Refused("there is no such count in this contest")
    before = carried(to)[about.kind].before
    stage = so_far.stage(area, int(number or 0))
    if stage not in before:
        expected = " or ".join(f"“{one}”" for one in Stage if one in before)
        raise Refused(f"this letter does not follow on: the stage here is “{stage}”; expected {expected}")
    if number == 2 and not position(so_far).direction_stands:
        raise Refused(
            "the direction of this second count does not stand: expected a letter made under the new one"
        )


def _nothing_done_here(so_far: NightSoFar, about: Act) -> None:
    """Refused where the area began this count in its own room: what it typed would stand beside the letter."""
    place = so_far.since_direction(about.area, about.count)
    if any(so_far.letter_of(act) is None for act in place):
        raise Refused("this was begun in this count room already: expected nothing typed here before the letter")


def _told(so_far: NightSoFar, act: Act, wanted: list[str]) -> dict[str, int]:
    """The figures of a statement, checked as such. Raises Refused."""
    payload = act.payload
    if payload["status"] != _STATUS[act.kind]:
        raise Refused(f"the statement in this letter is “{payload['status']}”; expected {_STATUS[act.kind]}")
    if payload["sha256"] != hashlib.sha256(payload["text"].encode()).hexdigest():
        raise Refused("the code of the statement in this letter is not that of its words")
    expected = so_far.next_version(act.area, act.count)
    if payload["version"] < expected:
        raise Refused(
            f"this letter is older than what is here: version {payload['version']}; expected {expected} or later"
        )
    if sorted(payload["figures"]) != sorted(wanted):
        raise Refused("the statement in this letter wants a figure for every line of its form, and for no other")
    return {line: whole(one, line) for line, one in payload["figures"].items()}


def _verified(so_far: NightSoFar, act: Act) -> None:
    """Law: r 47: every box known, and each variance counted again or explained."""
    figures = _told(so_far, act, ["electorate:", "verified:"])
    papers = 0
    for box in act.payload["boxes"]:
        if not isinstance(box, dict) or not isinstance(box.get("box"), str):
            raise Refused("a box in this letter has no name")
        again = box.get("counted_again", [0, 0])
        if not isinstance(again, list) or len({whole(one, f"box {box['box']}") for one in again}) != 1:
            raise Refused(f"box {box['box']} in this letter was not counted again twice alike")
        known = {
            name: whole(box[name], f"box {box['box']}, {name}") for name in (*ACCOUNT, "found") if name in box
        }
        found = verify(
            [BallotPaperAccount(act.area, box["box"], **{name: known.get(name) for name in (*ACCOUNT, "found")})]
        )
        if "found" not in known or (found and "explanation" not in box and "counted_again" not in box):
            raise Refused(f"box {box['box']} in this letter has a variance that is neither settled nor explained")
        papers += known["found"]
    if papers != figures["verified:"] or papers > figures["electorate:"]:
        raise Refused(
            f"the boxes in this letter hold {papers:,} papers; expected the {figures['verified:']:,} verified, "
            f"no more than the electorate of {figures['electorate:']:,}"
        )


def _stated(so_far: NightSoFar, acts: tuple[Act, ...]) -> None:
    """Law: r 54(1), 56(2): figures that add up, what is to be looked at acknowledged by name."""
    *known, stated, sent = acts
    area, number = stated.area, stated.count
    if number == 1 and so_far.stage(area, 0) is not Stage.VERIFIED:
        raise Refused("the verification of this area is not closed here: take in its letter first")
    if number == 2 and not any((one.area, one.count) == (area, 1) for one in so_far.standing):
        raise Refused("the first count, on which this one rests, does not stand here: it comes first")
    between = so_far.contest.standing if number == 1 else so_far.directed
    figures = _told(so_far, stated, [line.name for line in lines(so_far.contest, number, between)])
    if any(sent.payload[name] != stated.payload[name] for name in ("version", "sha256")):
        raise Refused("what was sent in this letter is not the statement in it")
    found = findings_alone(so_far, area, number, figures)
    stopping = [one.code for one in found if one.stops]
    if stopping:
        raise Refused(f"the figures in this letter do not add up: {', '.join(stopping)}")
    named = acknowledged(so_far) | {act.payload["finding"] for act in known}
    waiting = [one.code for one in found if digest(one) not in named]
    if waiting:
        raise Refused(f"not acknowledged by name in this letter: {', '.join(waiting)}")


def _final(so_far: NightSoFar, act: Act) -> None:
    """Law: r 59(1): on the CARO's direction, the figures that were accepted."""
    accepted = so_far.versions(act.area, act.count)[-1].payload["figures"]
    if not so_far.finals_directed(act.count):
        raise Refused("the final statement of this count is not directed here")
    if _told(so_far, act, list(accepted)) != accepted:
        raise Refused("the final statement in this letter does not hold the figures that were accepted")


def _statement_here(so_far: NightSoFar, act: Act) -> None:
    here: Mapping[str, Any] = so_far.versions(act.area, act.count)[-1].payload
    if any(act.payload[name] != here[name] for name in ("version", "sha256")):
        raise Refused(f"the CARO accepted another statement than the one here; expected version {here['version']}")
