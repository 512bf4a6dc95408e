"""A letter opened: read, and refused unless it is whole, of this night, and from whom it says it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from countroom.handover.carried import OVER_THE_WHOLE, carried
from countroom.handover.codes import LONGEST, letter_from
from countroom.handover.keys import fingerprint, signed_by, trusted
from countroom.handover.letters import FORMAT
from countroom.night.stages import BY_ACT
from countroom.night.state import NightSoFar
from mayoral.contest.findings import Refused
from mayoral.files.acts import TAKE_IN, Act, acts_in, canonical, hash_of

_TEXTS = ("format", "mode", "contest", "from", "to", "key", "signature")
_ACT = {
    "seq": int, "at": str, "person": str, "role": str, "kind": str, "area": str, "count": int, "payload": dict,
    "previous": str, "hash": str,
}  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", re.ASCII)
_NO_LETTER = "this is no letter of a count room: expected its file, or the text of its QR codes"


def read_letter(given: str) -> dict[str, Any]:
    """The letter in a file or in the text of scanned codes. Raises Refused where it is none, or not all there."""
    text = given.removeprefix("\ufeff").strip()
    if not text:
        raise Refused("choose the file of the letter, or paste what was scanned")
    if len(text) > LONGEST:
        raise Refused(f"{_NO_LETTER}; this is longer than any")
    if not text.startswith("{"):
        text = letter_from(text).strip()
    try:
        told: Any = json.loads(text)
        whole = isinstance(told, dict) and canonical(told) == text
    except (ValueError, RecursionError) as problem:
        raise Refused(_NO_LETTER) from problem
    if not whole or sorted(told) != sorted((*_TEXTS, "acts")) or told["format"] != FORMAT:
        raise Refused(f"{_NO_LETTER}, in the form {FORMAT} and as it was written")
    acts = told["acts"]
    if not all(isinstance(told[one], str) for one in _TEXTS) or not isinstance(acts, list) or not acts:
        raise Refused(_NO_LETTER)
    return dict(told)


def prove(so_far: NightSoFar, told: Mapping[str, Any], area: str, to: str) -> tuple[Act, ...]:
    """The acts of a letter about an area, to it or (no area) to the CARO.

    Raises Refused, with what was expected, unless it is of this contest and mode, goes this way, is signed by
    the key trusted for its sender, was not altered, and is newer than what its sender told before.
    """
    names = {"": "the CARO"} | {str(one.id): one.name for one in so_far.contest.areas}
    sender = "" if to else area
    if told["mode"] != so_far.mode:
        raise Refused(f"this letter is of a {_mode(told['mode'])}; expected one of a {_mode(so_far.mode)}")
    if told["contest"] != so_far.acts[0].payload["contest"]:
        raise Refused(f"this letter is of another contest; expected one of {so_far.contest.title}, loaded alike")
    if (told["from"], told["to"]) != (sender, to):
        there = f"from {names.get(told['from'], 'elsewhere')} to {names.get(told['to'], 'elsewhere')}"
        raise Refused(f"this letter goes {there}; expected one from {names[sender]} to {names[to]}")
    known = trusted(so_far).get(sender)
    if known is None:
        raise Refused(f"no key of {names[sender]} is trusted here: `countroom trust` names it")
    if told["key"] != known.payload["key"]:
        expected = fingerprint(known.payload["key"])
        raise Refused(f"this letter is not signed with the key of {names[sender]}; expected key {expected}")
    bare = {name: one for name, one in told.items() if name != "signature"}
    if not signed_by(told["key"], canonical(bare).encode(), told["signature"]):
        raise Refused("this letter is not as it was signed: something in it was altered. Carry it again")
    acts = _acts(told)
    _of_one_matter(acts, area, to)
    _newer(so_far, acts[-1], sender)
    return acts


def _mode(mode: str) -> str:
    return "rehearsal" if mode == "rehearsal" else f"{mode} election"


def _acts(told: Mapping[str, Any]) -> tuple[Act, ...]:
    """The acts of a letter, each as its sender recorded it. Raises Refused."""
    for one in told["acts"]:
        fields = isinstance(one, dict) and sorted(one) == sorted(_ACT)
        if not fields or not all(type(one[name]) is kind for name, kind in _ACT.items()):
            raise Refused(f"act {told['acts'].index(one) + 1} of this letter is no act of a record")
    acts = acts_in(told)
    for act in acts:
        if act.hash != hash_of(act) or not _MOMENT.fullmatch(act.at):
            raise Refused(f"act {act.seq} in this letter is not as it was recorded")
    return acts


def _of_one_matter(acts: tuple[Act, ...], area: str, to: str) -> None:
    """Refused unless the acts are those that a letter of this way is about, at one place, by who may do them."""
    about = acts[-1]
    rule = carried(to).get(about.kind)
    if rule is None:
        raise Refused(f"a letter this way is not about “{about.kind}”; expected {', '.join(carried(to))}")
    place = ("", 0) if about.kind in OVER_THE_WHOLE else (area, about.count)
    kinds = [act.kind for act in acts[:-1]]
    if any((act.area, act.count) != place for act in acts):
        raise Refused("the acts in this letter are not all about this area, and one of its counts")
    if any(act.role not in BY_ACT[act.kind].roles for act in acts if act.kind in BY_ACT):
        raise Refused("an act in this letter was done by somebody who may not do it")
    if not set(kinds) <= set(rule.with_it) or ("state" in rule.with_it) != (kinds[-1:] == ["state"]):
        wanted = ", ".join((*rule.with_it, about.kind))
        raise Refused(f"this letter does not hold what belongs to “{about.kind}”; expected {wanted}")
    if kinds.count("state") > 1:
        raise Refused("this letter holds more than one statement")


def _newer(so_far: NightSoFar, about: Act, sender: str) -> None:
    """Refused where the letter was taken in, or a later one of the same sender about the same place was."""
    for letter in so_far.acts:
        if letter.kind != TAKE_IN or letter.payload["from"] != sender:
            continue
        before = acts_in(letter.payload)[-1]
        if before.hash == about.hash:
            raise Refused(f"this letter was taken in already, as act {letter.seq}")
        same = (before.area, before.count) == (about.area, about.count)
        if same and datetime.fromisoformat(before.at) >= datetime.fromisoformat(about.at):
            raise Refused(
                f"this letter is older than what is here: it was written at {about.at[11:19]} UTC, and one of "
                f"{before.at[11:19]} was taken in as act {letter.seq}; expected a later one"
            )
