"""Letters made here: which there are to carry, and each with its acts whole and signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from countroom.handover.carried import OVER_THE_WHOLE, carried
from countroom.handover.keys import public_key, sign
from countroom.night.state import NightSoFar
from mayoral.files.acts import Act, canonical, line_of

FORMAT = "mayoral.letter/1"


def to_carry(so_far: NightSoFar, area: str, to: str) -> tuple[Act, ...]:
    """The acts done in this room that a letter from, or to, an area can be about, latest first."""
    return tuple(act for act in reversed(so_far.acts) if _about(act, area, to))


def _about(act: Act, area: str, to: str) -> bool:
    here = act.area == area or (bool(to) and act.kind in OVER_THE_WHOLE)
    return here and act.kind in carried(to)


def letter(so_far: NightSoFar, about: Act, area: str, to: str) -> dict[str, Any]:
    """The letter about one act, signed: from an area to the CARO, or (`to` is the area) the other way."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "mode": so_far.mode,
        "contest": so_far.acts[0].payload["contest"],
        "from": "" if to else area,
        "to": to,
        "acts": [json.loads(line_of(act)) for act in (*_with_it(so_far, about, to), about)],
        "key": public_key(),
    }
    return told | {"signature": sign(canonical(told).encode())}


def _with_it(so_far: NightSoFar, about: Act, to: str) -> Iterator[Act]:
    """What a statement that was sent rests on: the findings acknowledged, and its latest drawing up."""
    before = [act for act in so_far.acts[: about.seq] if (act.area, act.count) == (about.area, about.count)]
    kinds = carried(to)[about.kind].with_it
    stated = [act for act in before if act.kind == "state"]
    for act in before:
        if act.kind in kinds and (act.kind != "state" or act is stated[-1]):
            yield act


def text_of(told: dict[str, Any]) -> str:
    """A letter as its file holds it."""
    return canonical(told) + "\n"
