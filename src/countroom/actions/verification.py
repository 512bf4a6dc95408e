"""The acts of verification. Law: SI 2017/67 Sch 1 rr 45, 47, 48."""

from __future__ import annotations

from collections.abc import Mapping

from countroom.actions import Desk, Payload, does, words
from countroom.night.boxes import ACCOUNT, Box, begun, boxes, other_polls, withdrawn
from countroom.night.figures import Figure
from countroom.night.stages import OFFICERS, Stage
from countroom.paperwork.statements import code_of, verification_text
from mayoral.contest.findings import Refused


@does("import-boxes")
def import_boxes(desk: Desk, rows: list[dict[str, str | bool]], report: list[str]) -> Payload:
    """The boxes of a station list, each once; once verification has begun by the area's officers alone.

    Raises Refused where one is on the list already.
    """
    if begun(desk.night, desk.area) and desk.held.role not in OFFICERS:
        raise Refused("once verification has begun only the returning officer or a deputy puts boxes on the list")
    known = {box.name for box in boxes(desk.night, desk.area)}
    new = [_row(number, row) for number, row in enumerate(rows, 1)]
    names = [str(row["box"]) for row in new]
    twice = sorted({name for name in names if name in known or names.count(name) > 1})
    if twice or not new:
        raise Refused(f"already on the list: {', '.join(twice)}" if twice else "the list has no boxes")
    return {"boxes": new, "report": report}


@does("withdraw-box")
def withdraw_box(desk: Desk, box: str, reason: str) -> Payload:
    """That a box was put on the list by mistake. Raises Refused once anything was typed for it."""
    if not _box(desk, box).untouched:
        raise Refused(f"figures were typed for box {box}, or papers moved into it: it stays on the list")
    return {"box": box, "reason": words(reason)}


@does("name-other-poll")
def name_other_poll(desk: Desk, poll: str) -> Payload:
    """Another poll held together with this one; nothing is counted until it is verified too."""
    return {"poll": words(poll, "the name of the poll")}


@does("verify-other-poll")
def verify_other_poll(desk: Desk, poll: str) -> Payload:
    """That another poll is verified."""
    if poll not in other_polls(desk.night, desk.area):
        raise Refused(f"“{poll}” is not among the polls combined with this one")
    return {"poll": poll}


@does("account")
def account(desk: Desk, box: str, figures: Mapping[str, Figure]) -> Payload:
    """A presiding officer's account of a box. Law: r 45(3)."""
    _box(desk, box)
    if sorted(figures) != sorted(ACCOUNT):
        raise Refused(f"a figure is wanted for every line of the account and for no other: {', '.join(ACCOUNT)}")
    return {"box": box, "figures": {name: figures[name] for name in ACCOUNT}}


@does("found")
def found(desk: Desk, box: str, papers: Figure) -> Payload:
    """The papers counted in a box; every count of it is kept."""
    _box(desk, box)
    return {"box": box, "papers": papers}


@does("move-papers")
def move_papers(desk: Desk, from_box: str, to_box: str, papers: Figure) -> Payload:
    """Papers found in the wrong box are moved and valid; either side may be another poll's. Law: Sch 3 r 47."""
    names = {box.name: box for box in boxes(desk.night, desk.area)}
    polls = other_polls(desk.night, desk.area)
    for name in (from_box, to_box):
        if name not in names and name not in polls:
            raise Refused(f"“{name}” is neither a box nor a combined poll of this area")
    if from_box == to_box or papers < 1:
        raise Refused("papers are moved from one place to another, one or more")
    giver = names.get(from_box)
    if giver is not None and (giver.found or 0) < papers:
        raise Refused(f"box {from_box} holds {giver.found or 0} papers")
    return {"from": from_box, "to": to_box, "papers": papers}


@does("explain-box")
def explain_box(desk: Desk, box: str, explanation: str) -> Payload:
    """The written explanation of a variance."""
    if not _box(desk, box).findings:
        raise Refused(f"box {box} has no variance to explain")
    return {"box": box, "explanation": words(explanation, "the explanation")}


@does("close-verification")
def close_verification(desk: Desk, electorate: Figure) -> Payload:
    """The statement as to the result of the verification. Law: r 47(7)-(8)."""
    every = boxes(desk.night, desk.area)
    unsettled = [box.name for box in every if not box.settled]
    if not every:
        raise Refused("no boxes are on the list yet")
    if unsettled:
        raise Refused(f"not yet verified, or a variance neither settled nor explained: {', '.join(unsettled)}")
    verified = sum(box.found or 0 for box in every)
    if verified > electorate:
        raise Refused(f"{verified:,} papers were verified, more than the electorate of {electorate:,}")
    version = desk.night.next_version(desk.area, 0)
    figures = {"electorate:": electorate, "verified:": verified}
    payload: Payload = {
        "version": version,
        "status": "verified",
        "figures": figures,
        "boxes": list(map(_told, every)),
    }
    text = verification_text(desk.night, desk.area, payload)
    return {**payload, "text": text, "sha256": code_of(text)}


@does("reopen-verification")
def reopen_verification(desk: Desk, reason: str) -> Payload:
    """Verification opened again, as long as no count rests on it."""
    if desk.night.stage(desk.area, 1) not in (Stage.NOT_BEGUN, Stage.ENTRY):
        raise Refused("the first count was already shown: verification stands")
    return {"reason": words(reason)}


def every_poll_verified(desk: Desk) -> None:
    """Refused where this poll is combined with others and any of them is not verified. Law: Sch 3 rr 47-50."""
    polls = other_polls(desk.night, desk.area)
    waiting = [poll for poll, verified in polls.items() if not verified]
    if polls and desk.night.stage(desk.area, 0) is not Stage.VERIFIED:
        waiting.append("this one")
    if waiting:
        raise Refused(f"nothing is counted until every poll is verified; not yet: {', '.join(waiting)}")


def _row(number: int, row: Mapping[str, object]) -> Payload:
    """One box of a list. Raises Refused, with the row's number and what is expected, where it is not one."""
    box, station, postal = (row.get(one) for one in ("box", "station", "postal"))
    if len(row) != 3 or not (isinstance(box, str) and isinstance(station, str) and isinstance(postal, bool)):
        raise Refused(f"row {number}: a box has a `box`, a `station` and `postal`, which is true or false")
    if not box.strip():
        raise Refused(f"row {number}: the box has no name")
    return {"box": box, "station": station, "postal": postal}


def _box(desk: Desk, name: str) -> Box:
    box = next((one for one in boxes(desk.night, desk.area) if one.name == name), None)
    if box is None:
        gone = [one.withdrawn for one in withdrawn(desk.night, desk.area) if one.name == name]
        why = f": it was withdrawn ({gone[0].payload['reason']})" if gone and gone[0] is not None else ""
        raise Refused(f"there is no box “{name}” on the list{why}")
    return box


def _told(box: Box) -> Payload:
    told: Payload = {"box": box.name, "found": box.found, **(box.account or {})}
    if box.postal:
        told["postal"] = True
    if box.explained is not None:
        told["explanation"] = box.explained.payload["explanation"]
    elif box.findings:
        told["counted_again"] = list(box.counts[-2:])
    return told
