"""The returning officer's acts: re-counts asked for, statements drawn up and sent.

Law: SI 2017/67 Sch 1 rr 53, 54, 56, 59(1)-(3).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django.utils.timezone import localtime

from countroom.actions import Desk, Payload, does, stores, words
from countroom.actions.verification import every_poll_verified
from countroom.models import ActRow, AreaRow, FigureRow, ReturnRow
from countroom.night.expected import expected
from countroom.night.stages import Stage
from countroom.paperwork.statements import code_of, statement_text
from countroom.records import acknowledged, digest, findings_at
from mayoral.contest.findings import Refused

LONGEST_WAIT = timedelta(hours=12)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", re.ASCII)


@does("expect")
def expect(desk: Desk, contact: str = "", time: str = "") -> Payload:
    """Whom the centre calls at this area, and the moment (UTC) its statement is expected, if that can be said."""
    said = expected(desk.night, desk.area)
    known = contact.strip() or (said.contact if said else "")
    return {"contact": words(known, "whom the centre calls"), "expected": _moment(time.strip())}


def _moment(typed: str) -> str:
    """The next moment at which the clock on the wall shows a time. Raises Refused where that has passed."""
    if not typed:
        return ""
    read = _CLOCK.fullmatch(typed)
    if read is None:
        raise Refused(f"“{typed}” is not a time of day: type hours and minutes, such as 01:30")
    now = localtime(datetime.now(UTC)).replace(second=0, microsecond=0)
    then = now.replace(hour=int(read[1]), minute=int(read[2]))
    then += timedelta(days=int(then < now))
    if then - now > LONGEST_WAIT:
        raise Refused(f"{typed} has passed, or is more than twelve hours ahead: type the time now expected")
    return then.astimezone(UTC).isoformat(timespec="minutes")


@does("show")
def show(desk: Desk) -> Payload:
    """The figures shown to those present, once they add up. Law: r 53(1): reasonable opportunity to ask."""
    return {"figures": _adding_up(desk)}


def _adding_up(desk: Desk) -> dict[str, int]:
    """The area's figures at this count, whole and adding up. Raises Refused with everything that is open."""
    figures = desk.night.figures(desk.area, desk.count)
    if figures is None:
        raise Refused("every sheet has to be typed by two people and agreed, and there has to be one")
    if desk.night.stage(desk.area, 0) is not Stage.VERIFIED:
        raise Refused("the verification is not closed yet")
    if desk.count == 2 and not any((one.area, one.count) == (desk.area, 1) for one in desk.night.standing):
        raise Refused(
            "the first count, on which this one rests, is being counted again: wait until it is accepted"
        )
    if desk.count == 1:
        every_poll_verified(desk)
    found = findings_at(desk.night, desk.area, desk.count, figures)
    stopping = [one.code for one in found if one.stops]
    if stopping:
        raise Refused(f"the figures do not add up ({', '.join(stopping)}): settle every finding marked E")
    known = acknowledged(desk.night)
    waiting = [one.code for one in found if digest(one) not in known]
    if waiting:
        raise Refused(f"to be acknowledged by name first: {', '.join(waiting)}")
    return figures


@does("ask-recount")
def ask_recount(desk: Desk, asked_by: str, ground: str) -> Payload:
    """A re-count asked for by somebody present, and why. Law: r 53(1)."""
    return {"asked_by": words(asked_by, "who asks"), "ground": ground.strip()}


@does("grant-recount")
def grant_recount(desk: Desk, request: int, sheets: list[str], reason: str) -> Payload:
    """The re-count granted: these sheets, or all of them, are void and counted again. Law: r 53."""
    _open_request(desk, request)
    return {"request": request, "sheets": to_recount(desk, sheets), "reason": words(reason)}


@does("refuse-recount")
def refuse_recount(desk: Desk, request: int, reason: str) -> Payload:
    """The re-count refused as unreasonable, with the reason. Law: r 53(1)."""
    _open_request(desk, request)
    return {"request": request, "reason": words(reason)}


def to_recount(desk: Desk, sheets: list[str]) -> list[str]:
    """The sheets to count again: those named, or every live one where none is."""
    live = [one.number for one in desk.night.live_sheets(desk.area, desk.count)]
    named = [one for one in sheets if one]
    unknown = sorted(set(named) - set(live))
    if unknown:
        raise Refused(f"not a sheet that counts now: {', '.join(unknown)}")
    return named or live


@does("state")
def state(desk: Desk) -> Payload:
    """The provisional statement of this count. Law: r 54(1); after a second count r 56(2)."""
    open_requests = desk.night.asked("ask-recount", ("grant-recount", "refuse-recount"), desk.area, desk.count)
    if open_requests:
        raise Refused("a request for a re-count is not decided yet")
    return _statement(desk, _adding_up(desk), "provisional")


def _statement(desk: Desk, figures: dict[str, int], status: str) -> Payload:
    version = desk.night.next_version(desk.area, desk.count)
    payload: Payload = {"version": version, "status": status, "figures": figures}
    text = statement_text(desk.night, desk.area, desk.count, payload)
    return {**payload, "text": text, "sha256": code_of(text)}


@does("send")
def send(desk: Desk) -> Payload:
    """The statement sent to the CARO. Law: r 54(2)(b)."""
    _adding_up(desk)
    stated = desk.night.versions(desk.area, desk.count)[-1]
    return {"version": stated.payload["version"], "sha256": stated.payload["sha256"]}


@does("reopen")
def reopen(desk: Desk, reason: str) -> Payload:
    """The figures opened again before they are accepted; sheets found wrong are then voided one by one."""
    return {"reason": words(reason)}


@does("answer")
def answer(desk: Desk, reply: str) -> Payload:
    """The CARO's query answered: the statement stands as it was sent."""
    return {"reply": words(reply, "the answer")}


@does("final")
def final(desk: Desk) -> Payload:
    """The final statement, on the CARO's direction: the accepted figures. Law: r 59(1)."""
    if not desk.night.finals_directed(desk.count):
        raise Refused("the CARO has not directed final statements of this count")
    accepted = desk.night.stated(desk.area, desk.count)
    if accepted is None:
        raise Refused("there is no accepted statement of this count")
    figures = {f"{measure.value}:{key}": one for (measure, key), one in accepted.figures.items()}
    return _statement(desk, figures, "final")


@does("declare-locally")
def declare_locally(desk: Desk) -> Payload:
    """That the returning officer declared the figures at the count. Law: r 59(3)."""
    version = desk.night.versions(desk.area, desk.count)[-1].payload["version"]
    if not any(
        act.payload["version"] == version
        for act in desk.night.authorised()
        if (act.area, act.count) == (desk.area, desk.count)
    ):
        raise Refused("the CARO has not authorised this statement's publication")
    return {"version": version}


@stores("state", "final", "close-verification")
def keep_return(desk: Desk, row: ActRow, payload: Payload) -> None:
    """The version as rows, so that the database refuses it twice and a negative figure ever."""
    area = AreaRow.objects.get(code=desk.area)
    returned = ReturnRow.objects.create(act=row, area=area, count=desk.count, version=payload["version"])
    FigureRow.objects.bulk_create(
        FigureRow(returned=returned, line=line, figure=figure) for line, figure in payload["figures"].items()
    )


def _open_request(desk: Desk, request: int) -> None:
    waiting = desk.night.asked("ask-recount", ("grant-recount", "refuse-recount"), desk.area, desk.count)
    if request not in {act.seq for act in waiting}:
        raise Refused("there is no such open request for a re-count")
