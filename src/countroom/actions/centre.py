"""The CARO's acts on one area's return. Law: SI 2017/67 Sch 1 rr 54(2), 57, 59(3)."""

from __future__ import annotations

from collections.abc import Mapping

from countroom.actions import Desk, Payload, does, words
from countroom.actions.area import to_recount
from countroom.night.figures import Figure
from mayoral.contest.findings import Refused
from mayoral.counting.count import count


@does("receive")
def receive(desk: Desk) -> Payload:
    """That the centre has the statement in hand."""
    return {"version": _statement(desk)["version"]}


@does("read-back")
def read_back(desk: Desk, figures: Mapping[str, Figure], code: str) -> Payload:
    """What was heard by telephone and the code typed from the paper, held against the statement."""
    statement = _statement(desk)
    letter = desk.night.letter_of(desk.night.versions(desk.area, desk.count)[-1])
    if letter is not None and letter.person == f"{desk.person} ({desk.person.username})":
        raise Refused("you took in the letter with this statement: what is read back is typed by somebody else")
    wrong = sorted(line for line, one in statement["figures"].items() if figures.get(line) != one)
    wrong += sorted(set(figures) - set(statement["figures"]))
    typed = code.replace(" ", "").lower()
    right_code = len(typed) >= 12 and str(statement["sha256"]).startswith(typed)
    return {
        "version": statement["version"],
        "figures": dict(figures),
        "differs": wrong,
        "code_agrees": right_code,
        "by": desk.person.username,
    }


@does("accept")
def accept(desk: Desk) -> Payload:
    """The statement accepted, once another person's reading over the second channel agrees with it."""
    statement = _statement(desk)
    heard = desk.night.last("read-back", desk.area, desk.count)
    received = desk.night.last("receive", desk.area, desk.count)
    if (
        heard is None
        or received is None
        or heard.seq < received.seq
        or heard.payload["version"] != statement["version"]
    ):
        raise Refused("the figures have not been read back over the second channel yet")
    if heard.payload["differs"] or not heard.payload["code_agrees"]:
        raise Refused("what was read back, or the code of the paper, differs: have it read again or query it")
    if heard.payload["by"] == desk.person.username:
        raise Refused("the statement is accepted by another person than the one who typed what was read back")
    return {"version": statement["version"], "sha256": statement["sha256"], **_voided(desk)}


def _voided(desk: Desk) -> Payload:
    """The direction of a second count that falls because this first count changes who remains. Law: r 58."""
    stated, direction = desk.night.stated(desk.area, desk.count), desk.night.direction
    if desk.count != 1 or stated is None or direction is None or not desk.night.direction_stands:
        return {}
    others = [one for one in desk.night.standing if one.count < 2 and (one.area, one.count) != (desk.area, 1)]
    first = count(desk.night.contest, [*others, stated], ()).counts[0]
    return {} if first.missing or first.remaining == desk.night.directed else {"voids": direction.seq}


@does("query")
def query(desk: Desk, reason: str) -> Payload:
    """The statement sent back with a question."""
    return {"reason": words(reason, "the question")}


@does("direct-recount")
def direct_recount(desk: Desk, sheets: list[str], reason: str) -> Payload:
    """A re-count of the whole area, or of the sheets named. Law: r 57."""
    return {"sheets": to_recount(desk, sheets), "reason": words(reason)}


@does("authorise")
def authorise(desk: Desk) -> Payload:
    """That this very statement may be made public. Law: r 59(3)."""
    statement = _statement(desk)
    return {"version": statement["version"], "sha256": statement["sha256"]}


def _statement(desk: Desk) -> Payload:
    versions = desk.night.versions(desk.area, desk.count)
    if not versions:
        raise Refused("there is no statement of this count")
    return dict(versions[-1].payload)
