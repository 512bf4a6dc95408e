"""Letters carried by hand taken in, and the keys of other count rooms trusted. Law: SI 2017/67 Sch 1 rr 54-59."""

from __future__ import annotations

from dataclasses import replace

from countroom.actions import Desk, Payload, does, stores
from countroom.actions.area import keep_return
from countroom.handover.carried import STATEMENTS
from countroom.handover.fitting import fit
from countroom.handover.keys import KEY, fingerprint
from countroom.handover.opening import prove, read_letter
from countroom.models import ActRow, AreaRow
from countroom.night.boxes import begun_anywhere
from countroom.night.stages import CENTRE, Role
from mayoral.contest.findings import Refused
from mayoral.files.acts import acts_in


@does("take-in")
def take_in(desk: Desk, letter: str) -> Payload:
    """A letter, whole; what it tells counts from now as if it had been done here.

    `letter` is what its file holds, or the text of its QR codes.
    """
    if desk.count:
        raise Refused("a letter is taken in for an area, not at one of its counts: count 0 was expected")
    to = "" if Role(desk.held.role) in CENTRE else desk.area
    told = read_letter(letter)
    fit(desk.night, prove(desk.night, told, desk.area, to), desk.area, to)
    return told


@does("trust-key")
def trust_key(desk: Desk, public_key: str, whose: str = "") -> Payload:
    """The key by which letters of an area, or (no area) of the CARO, are known; the one before it is no more.

    The installer names it before verification begins, the CARO or a deputy of the CARO also after that.
    """
    if Role(desk.held.role) is Role.INSTALLER and begun_anywhere(desk.night):
        raise Refused("once verification has begun the CARO trusts a key, at the centre: the installer does not")
    key = public_key.strip().lower()
    if not KEY.fullmatch(key):
        raise Refused("a key is 64 hexadecimal digits, as `countroom key` prints it in the other count room")
    if whose and not AreaRow.objects.filter(code=whose).exists():
        raise Refused(f"there is no area “{whose}” in this contest")
    return {"area": whose, "key": key, "fingerprint": fingerprint(key)}


@stores("take-in")
def keep_carried(desk: Desk, row: ActRow, payload: Payload) -> None:
    """The statement in a letter as rows, guarded as one that was drawn up here."""
    for act in acts_in(payload):
        if act.kind in STATEMENTS:
            keep_return(replace(desk, count=act.count), row, dict(act.payload))
