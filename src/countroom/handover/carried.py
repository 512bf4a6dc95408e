"""Which acts a letter carries, which way, and at what stage of the receiver it comes in time.

Law: SI 2017/67 Sch 1 rr 54(2), 55-59: what the two officers owe each other, whatever carries it.
"""

from __future__ import annotations

from dataclasses import dataclass

from countroom.night.stages import Stage

_S = Stage


@dataclass(frozen=True, slots=True)
class Carried:
    """One act that a letter is about.

    `with_it` are the kinds of acts that go before it in the letter; `before` the stages of the receiver from
    which it is taken in (of a direction over the whole: of the count it follows on).
    """

    act: str
    before: frozenset[Stage]
    with_it: tuple[str, ...] = ()


_STATEMENTS = (
    Carried("close-verification", frozenset({_S.VERIFYING, _S.VERIFIED})),
    Carried("send", frozenset({_S.NOT_BEGUN, _S.DIRECTED, _S.ENTRY, _S.QUERIED}), ("acknowledge", "state")),
    Carried("final", frozenset({_S.ACCEPTED})),
)
_DIRECTED = frozenset({_S.ACCEPTED, _S.FINAL})
TO_THE_CENTRE = {one.act: one for one in (*_STATEMENTS, Carried("answer", frozenset({_S.QUERIED})))}
"""What an area tells the CARO, by act."""
TO_AN_AREA = {
    one.act: one
    for one in (
        *_STATEMENTS,
        Carried("accept", frozenset({_S.SENT})),
        Carried("query", frozenset({_S.SENT})),
        Carried("direct-recount", frozenset({_S.SENT, _S.QUERIED, _S.ACCEPTED, _S.FINAL})),
        Carried("direct-second-count", _DIRECTED),
        Carried("direct-finals", _DIRECTED),
    )
}
"""What the CARO tells an area, by act; also what the area itself stated while there was a line."""
OVER_THE_WHOLE = frozenset({"direct-second-count", "direct-finals"})
"""Directions to every area: each is carried a letter of its own."""
STATEMENTS = frozenset({"close-verification", "state", "final"})
"""The acts that hold the figures and the text of a statement."""


def carried(to: str) -> dict[str, Carried]:
    """What a letter to an area, or (no area) to the CARO, may be about."""
    return TO_AN_AREA if to else TO_THE_CENTRE
