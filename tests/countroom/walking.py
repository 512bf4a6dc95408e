"""What everybody on a night would sensibly do next, and what nobody asked for."""

from __future__ import annotations

from typing import Any

from invented import sheet

from countroom.actions.whole import elected_figures
from countroom.night.boxes import boxes
from countroom.night.stages import Night, Stage
from countroom.night.state import NightSoFar
from countroom.paperwork.statements import code_of, script_of
from countroom.records import acknowledged, digest, findings_at, position
from mayoral.contest.outcomes import Equality

Step = tuple[str, str, dict[str, Any]]


def next_step(so_far: NightSoFar, area: str, votes: list[int]) -> tuple[Step, int] | None:
    """What an area, or the CARO about it, would sensibly do next; None where it waits."""
    if so_far.abandoned is not None:
        return None
    if so_far.stage(area, 0) is Stage.VERIFYING:
        return _verification(so_far, area), 0
    for count in (1, 2):
        step = _count_step(so_far, area, count, votes)
        if step is not None:
            return step, count
    return None


def _verification(so_far: NightSoFar, area: str) -> Step:
    known = boxes(so_far, area)
    if not known:
        return "supervisor", "import-boxes", {"rows": [{"box": "1", "station": "", "postal": True}], "report": []}
    empty = next((box.name for box in known if box.found is None), None)
    if empty is not None:
        return "typist1", "found", {"box": empty, "papers": 9}
    return "ro", "close-verification", {"electorate": 99}


def _count_step(  # noqa: C901, PLR0911 - one answer for each stage
    so_far: NightSoFar, area: str, count: int, votes: list[int]
) -> Step | None:
    match so_far.stage(area, count):
        case Stage.NOT_BEGUN:
            return ("supervisor", "issue-sheets", {"sheets": ["1.1"]}) if count == 1 else None
        case Stage.DIRECTED:
            return "supervisor", "acknowledge-direction", {}
        case Stage.ENTRY:
            return _entry(so_far, area, count, votes)
        case Stage.SHOWN:
            return "ro", "state", {}
        case Stage.STATED:
            return "ro", "send", {}
        case Stage.SENT:
            return "caro", "receive", {}
        case Stage.RECEIVED:
            told, heard = so_far.versions(area, count)[-1], so_far.last("read-back", area, count)
            if heard is None or heard.seq < told.seq or heard.seq < so_far.last("receive", area, count).seq:  # type: ignore[union-attr]
                code = told.payload["sha256"][:12]
                return "centre-typist", "read-back", {"figures": told.payload["figures"], "code": code}
            return "caro", "accept", {}
        case Stage.QUERIED:
            return "ro", "answer", {"reply": "it stands"}
        case Stage.ACCEPTED if so_far.finals_directed(count):
            return "ro", "final", {}
    return None


def _entry(so_far: NightSoFar, area: str, count: int, votes: list[int]) -> Step:
    live = so_far.live_sheets(area, count)
    if not live:
        given = len(so_far.sheets(area, 1)) + len(so_far.sheets(area, 2))
        return "supervisor", "issue-sheets", {"sheets": [f"{count}.{given + 1}"]}
    for one in live:
        if not one.entries:
            return "typist1", "enter", {"sheet": one.number, "figures": sheet(so_far, area, count, votes)}
        if len(one.entries) == 1:
            return "typist2", "enter", {"sheet": one.number, "figures": one.entries[0].payload["figures"]}
    figures = so_far.figures(area, count)
    assert figures is not None
    known = acknowledged(so_far)
    found = findings_at(so_far, area, count, figures)
    if any(one.stops for one in found):
        return "supervisor", "void-sheet", {"sheet": live[0].number, "reason": "it does not add up"}
    for one in found:
        if digest(one) not in known:
            told = {"finding": digest(one), "explanation": "looked", "initials": "AB"}
            return "supervisor", "acknowledge", told | {"counted_again": figures.get("papers:")}
    return "supervisor", "show", {}


def centre_step(so_far: NightSoFar) -> Step | None:  # noqa: PLR0911 - one answer for each stage
    """What the CARO would sensibly do next over the whole; None where the areas are awaited."""
    where = position(so_far)
    shown = so_far.last("show-calculation")
    if where.stage in (Night.COUNTING, Night.FINALS_OWED, Night.DECLARED, Night.ABANDONED):
        return None
    if where.stage is Night.FINALS_TO_DIRECT:
        return "caro", "direct-finals", {}
    if shown is None or shown.payload["inputs"] != where.inputs:
        return "caro", "show-calculation", {}
    if where.stage is Night.SECOND_TO_DIRECT:
        return "caro", "direct-second-count", {}
    if where.stage is Night.EQUALITY and isinstance(where.outcome, Equality):
        drawn = so_far.contest.in_ballot_order(where.outcome.among)[0]
        return "caro", "draw-lot", {"drawn": drawn, "method": "slips", "witness": "two agents"}
    heard, code = so_far.last("read-script"), code_of(script_of(where))
    if heard is None or heard.payload["script"] != code or heard.payload["differs"]:
        elected, held = elected_figures(where.outcome)
        name = so_far.contest.candidate(elected).name
        return "deputy-caro", "read-script", {"script": code, "name": name, "votes": held}
    waiting = where.unacknowledged()
    if waiting:
        return "caro", "note-finding", {"finding": digest(waiting[0]), "explanation": "looked", "initials": "C"}
    return "caro", "declare", {}


def mischief(so_far: NightSoFar, act: str, area: str, count: int) -> dict[str, Any]:
    """Something to put on the form of an act that nobody asked for."""
    live = [one.number for one in so_far.live_sheets(area, count)] if count else []
    asked = so_far.asked("ask-recount", ("grant-recount", "refuse-recount"), area, count)
    whole = so_far.asked("ask-recalculation", ("answer-recalculation",))
    one = live[0] if live else "none"
    empty = [box.name for box in boxes(so_far, area) if box.untouched] if area else []
    by_act: dict[str, dict[str, Any]] = {
        "import-boxes": {"rows": [{"box": "9", "station": "", "postal": True}], "report": []},
        "withdraw-box": {"box": empty[0] if empty else "1", "reason": "it belongs to another area"},
        "name-other-poll": {"poll": "county"},
        "verify-other-poll": {"poll": "county"},
        "account": {
            "box": "1",
            "figures": dict.fromkeys(("entrusted", "issued", "unused", "spoilt", "tendered"), 0),
        },
        "found": {"box": "1", "papers": 8},
        "move-papers": {"from_box": "1", "to_box": "county", "papers": 1, "initials": "A"},
        "explain-box": {"box": "1", "explanation": "found", "initials": "A"},
        "close-verification": {"electorate": 99},
        "expect": {"contact": "Jo Clerk, 01354 000000"},
        "issue-sheets": {"sheets": ["1.1"]},
        "enter": {"sheet": one, "figures": {}},
        "settle": {"sheet": one, "readings": {}, "reason": "x", "initials": "A"},
        "void-sheet": {"sheet": one, "reason": "x"},
        "adjudicate": {"decision": "allowed", "objected_by": "", "note": ""},
        "acknowledge": {"finding": "[]", "explanation": "x", "initials": "A"},
        "ask-recount": {"asked_by": "an agent", "ground": ""},
        "grant-recount": {"request": asked[0].seq if asked else 0, "sheets": [], "reason": "x"},
        "refuse-recount": {"request": asked[0].seq if asked else 0, "reason": "x"},
        "answer": {"reply": "x"},
        "take-in": {"letter": "{}"},
        "trust-key": {"public_key": "ab" * 32, "whose": area},
        "read-back": {"figures": {}, "code": "0" * 12},
        "direct-recount": {"sheets": [], "reason": "doubt"},
        "ask-recalculation": {"asked_by": "an agent", "ground": ""},
        "answer-recalculation": {"request": whole[0].seq if whole else 0, "answer": "refused", "reason": "x"},
        "note-finding": {"finding": "[]", "explanation": "x", "initials": "A"},
        "draw-lot": {"drawn": "ash", "method": "x", "witness": "x"},
        "read-script": {"script": "", "name": "Ann Ash", "votes": 1},
        "abandon": {"dead": "dew", "proof": "x"},
        "correct-notice": {"correction": "x"},
    }
    return by_act.get(act, {} if act not in ("reopen", "query", "reopen-verification") else {"reason": "x"})
