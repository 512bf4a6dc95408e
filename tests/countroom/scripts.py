"""Nights as they are played, from verification to declaration: an invented one and that of 2017."""

from __future__ import annotations

from hall import ROOT
from live import Forms, LiveNight
from seats import do_path, options

NORTH_EAST = ROOT / "elections" / "mayor.north-east.2024-05-02"
FENLAND = "E07000010"
VOTES = {"N": (6, 4, 2, 2), "S": (4, 2, 4, 2)}
NAMES = ("ash", "bay", "cob", "dew")


def small_forms(times: int = 1) -> Forms:
    """Papers of the invented contest, each so many times: ten, six, six and four; then ten each, and a lot."""
    forms: Forms = {}
    for area, votes in VOTES.items():
        firsts = {f"votes:{name}": one for name, one in zip(NAMES, votes, strict=True)}
        forms[area, 1] = {"papers:": sum(votes), **firsts, "valid:": sum(votes)}
        forms[area, 2] = {"second_count_papers:": 2, "second_preferences:bay": 2}
    return {place: {line: one * times for line, one in form.items()} for place, form in forms.items()}


def play_small(night: LiveNight) -> None:
    """The invented night from verification to declaration: equality for second place, and a lot at the end."""
    for area in night.areas:
        night.verify(area)
        night.enter(area, 1, "1.1")
        night.send(area, 1)
        night.accept(area, 1)
    night.second_count()
    night.finals()
    night.do(("caro", ""), "show-calculation")
    night.do(("caro", ""), "draw-lot", drawn="bay", method="slips in a box", witness="two agents")
    lines = ("votes:bay", "second_preferences:bay")
    night.declare("Bob Bay", sum(form.get(line, 0) for form in night.forms.values() for line in lines))


def play_first_past_the_post(night: LiveNight, name: str, votes: int) -> None:
    """A night of one count in every area, declared for a name with its votes."""
    for area in night.areas:
        night.verify(area)
        night.enter(area, 1, "1.1")
        night.send(area, 1)
        night.accept(area, 1)
    night.refused(("caro", ""), "direct-second-count")
    night.finals()
    night.declare(name, votes)


def play_2017(night: LiveNight) -> None:
    """Cambridgeshire and Peterborough 2017 with a slip of the keyboard, a re-count, a query and the second count.

    Law: SI 2017/67 Sch 1 rr 47-59.
    """
    first, *others = night.areas
    for area in night.areas:
        night.verify(area)
    for area in others:
        if area != FENLAND:
            night.enter(area, 1, "1.1")
            night.send(area, 1)
            night.accept(area, 1)
    night.refused(("caro", ""), "direct-finals")
    _mistyped(night, first)
    _recounted_and_queried(night, FENLAND)
    night.second_count()
    night.finals()
    night.do(("caro", FENLAND), "authorise", 1)
    night.refused(("caro", ""), "declare")
    night.declare("James Palmer", 88826)


def _mistyped(night: LiveNight, area: str) -> None:
    """One typist reads 13,237 for 13,273: nothing goes on until a third has looked at the paper."""
    night.enter(area, 1, "A1", **{"votes:rod-cantrill": 13237})
    night.refused(("supervisor", area), "show", 1)
    told = {"reason": "a figure was turned round", "initials": "JS", "votes:rod-cantrill": 13273}
    night.do(("supervisor", area), "settle", 1, "?sheet=A1", **told)
    night.send(area, 1)
    night.accept(area, 1)


def _recounted_and_queried(night: LiveNight, area: str) -> None:
    """A re-count asked for and granted; a read-back that differs; the CARO's query, answered."""
    night.enter(area, 1, "1")
    night.acknowledge(area, 1)
    night.do(("supervisor", area), "show", 1)
    night.do(("counting-agent", area), "ask-recount", 1, asked_by="Paul Bullen’s agent", ground="it is close")
    night.refused(("ro", area), "state", 1)
    asked = options(night.seat("ro", area).page(do_path("grant-recount", area, 1, "")), "request")
    night.do(("ro", area), "grant-recount", 1, request=asked[0], reason="reasonable")
    night.enter(area, 1, "2")
    night.send(area, 1)
    night.do(("caro", area), "receive", 1)
    night.read_back(area, 1, **{"votes:rod-cantrill": 1})
    night.refused(("caro", area), "accept", 1)
    night.do(("caro", area), "query", 1, reason="the read-back differs for Rod Cantrill")
    night.do(("ro", area), "answer", 1, reply="the statement stands; the line was bad")
    night.accept(area, 1)
