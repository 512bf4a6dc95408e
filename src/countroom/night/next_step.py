"""What an area has to do next, in one sentence for whoever opens its desk."""

from __future__ import annotations

from countroom.night.boxes import boxes, other_polls
from countroom.night.stages import Stage
from countroom.night.state import NightSoFar

_SAID = {
    Stage.DIRECTED: "Acknowledge the CARO’s direction.",
    Stage.STATED: "Read the statement over with those present, then send it to the CARO.",
    Stage.SENT: "Wait by the telephone: the CARO receives the statement and has it read back.",
    Stage.RECEIVED: "Read the figures and the code on the paper to the CARO’s office when it telephones.",
    Stage.ACCEPTED: "Wait: the CARO directs what follows.",
    Stage.FINAL: "Nothing: the final statement of this count is drawn up.",
}


def current_count(so_far: NightSoFar, area: str) -> int:
    """The count an area is at: 0 while it verifies, else the latest that has begun and goes on."""
    if so_far.stage(area, 0) is Stage.VERIFYING and so_far.stage(area, 1) is Stage.NOT_BEGUN:
        return 0
    first_done = so_far.stage(area, 1) in (Stage.ACCEPTED, Stage.FINAL)
    directed = so_far.stage(area, 2) is not Stage.NOT_BEGUN and so_far.direction_stands
    return 2 if first_done and directed else 1


def next_step(so_far: NightSoFar, area: str, number: int, *, with_words: bool) -> str:
    """What the area does next at a count; 0 is its verification.

    What the CARO wrote, which may tell figures, is quoted only `with_words`: to whom the figures are shown.
    """
    if so_far.abandoned is not None:
        return f"Nothing is counted any more: the poll is abandoned. {so_far.abandoned}"
    match so_far.stage(area, number):
        case Stage.VERIFYING:
            words = _verifying(so_far, area)
        case Stage.NOT_BEGUN:
            words = "Issue a numbered sheet for each paper that will be typed." if number < 2 else "Nothing yet."
        case Stage.ENTRY:
            words = _entering(so_far, area, number, with_words=with_words)
        case Stage.SHOWN:
            words = _shown(so_far, area, number)
        case Stage.QUERIED:
            answer = "Answer the CARO’s query, or open the figures again and correct them."
            words = f"{answer} {_why(so_far, 'query', area, number)}" if with_words else answer
        case Stage.ACCEPTED if so_far.finals_directed(number):
            words = "Draw up the final statement."
        case Stage.ACCEPTED if so_far.direction is not None and not so_far.direction_stands:
            words = (
                "Wait: a first count was corrected, the second count no longer stands, and the CARO directs anew."
            )
        case other:
            words = _SAID.get(other, "Nothing: verification is closed.")
    return words


def _verifying(so_far: NightSoFar, area: str) -> str:
    every = boxes(so_far, area)
    waiting = [poll for poll, done in other_polls(so_far, area).items() if not done]
    open_boxes = [box for box in every if not box.settled]
    if not every:
        return "Put the ballot boxes of the station list on the list."
    if any(box.findings and box.found is not None for box in open_boxes):
        return "Count the boxes that are not settled again, twice alike, or explain them in writing."
    if open_boxes:
        return f"Type the accounts and the papers found; boxes still open: {len(open_boxes)}."
    if waiting:
        return f"Wait for the other polls to be verified: {', '.join(waiting)}."
    return "Every box is verified: the returning officer closes verification."


def _entering(so_far: NightSoFar, area: str, number: int, *, with_words: bool) -> str:
    live = so_far.live_sheets(area, number)
    if not live:
        issue = "Issue a numbered sheet for each paper that will be typed."
        return f"{issue} {_why(so_far, 'direct-recount', area, number)}".rstrip() if with_words else issue
    differ = [one.number for one in live if one.different]
    if differ:
        return f"Settle, with the paper in hand, what two people read differently: {_sheets(differ)}."
    untyped = [one.number for one in live if len(one.entries) < 2]
    if untyped:
        return f"Two people type each sheet; still open: {_sheets(untyped)}."
    if so_far.stage(area, 0) is not Stage.VERIFIED:
        return "Every sheet is agreed. Close verification, then show the figures to those present."
    return "Every sheet is agreed. Look at the findings, then show the figures to those present."


def _shown(so_far: NightSoFar, area: str, number: int) -> str:
    open_requests = so_far.asked("ask-recount", ("grant-recount", "refuse-recount"), area, number)
    if open_requests:
        who = ", ".join(one.payload["asked_by"] for one in open_requests)
        return f"Decide the request for a re-count: {who}."
    return "Draw up the provisional statement, unless somebody present asks for a re-count."


def _why(so_far: NightSoFar, kind: str, area: str, number: int) -> str:
    """What the CARO wrote when querying or directing a re-count last; empty where that was never done."""
    last = so_far.last(kind, area, number)
    return "" if last is None else f"The CARO wrote: “{last.payload['reason']}”"


def _sheets(numbers: list[str]) -> str:
    shown = ", ".join(numbers[:6])
    more = f" and {len(numbers) - 6} more" if len(numbers) > 6 else ""
    return f"sheet {shown}{more}"
