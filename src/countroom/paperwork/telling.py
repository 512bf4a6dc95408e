"""Who wrote what and when: moments by the clock on the wall, and explanations with their initials."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localtime

from countroom.night.state import NightSoFar
from countroom.night.wording import without_account
from mayoral.files.acts import Act
from mayoral.publish.wording import how_drawn


def clock(moment: str) -> str:
    """A moment of the record by the clock on the wall, with its zone: `02:41 BST`."""
    return f"{localtime(datetime.fromisoformat(moment)):%H:%M %Z}"


def calendar(moment: str) -> str:
    """A moment of the record with its day: `5 May 2017, 02:41 BST`."""
    there = localtime(datetime.fromisoformat(moment))
    return f"{there.day} {there:%B %Y, %H:%M %Z}"


def one_line(text: str) -> str:
    """Words somebody wrote as one line, so that on a paper they cannot pass for lines of its own."""
    return " ".join(text.split())


def signed(act: Act) -> str:
    """Who did an act, with initials where it bears them, and when: `Sam Clerk (SC), 5 May 2017, 02:41 BST`."""
    initials = f" ({act.payload['initials']})" if act.payload.get("initials") else ""
    return f"{without_account(act.person)}{initials}, {calendar(act.at)}"


def explained(act: Act) -> str:
    """A written explanation: who gave it and when, what was counted again, and the words."""
    again = act.payload.get("counted_again")
    counted = "" if again is None else f"; papers counted again: {again:,}"
    return f"Explained by {signed(act)}{counted}: {one_line(act.payload['explanation'])}"


def lot_words(act: Act) -> str:
    """How a lot was drawn and before whom, and who recorded it when. Law: r 59(12)."""
    return ". ".join((*how_drawn(act.payload["method"], act.payload["witness"]), f"Recorded by {signed(act)}"))


def explanations(so_far: NightSoFar) -> Mapping[str, Act]:
    """The latest acknowledgement of each finding, by its digest: at an area or at the centre."""
    return {act.payload["finding"]: act for act in so_far.done if act.kind in ("acknowledge", "note-finding")}


def answered(so_far: NightSoFar, area: str, number: int) -> str:
    """The area's answer to the CARO's latest query of a count; empty where it has none yet."""
    asked, reply = so_far.last("query", area, number), so_far.last("answer", area, number)
    if asked is None or reply is None or reply.seq < asked.seq:
        return ""
    return f"Query answered by {signed(reply)}: {reply.payload['reply']}"
