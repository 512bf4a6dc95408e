"""The CARO's screens: every area at a glance, the calculation, what is read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from countroom.access import AT_THE_CENTRE, READS_BACK, SEES_THE_CALCULATION, SEES_THE_RECORD, open_to
from countroom.actions import counts_of
from countroom.handover.keys import trusted
from countroom.models import Person
from countroom.night.boxes import boxes
from countroom.night.expected import Expected, expected
from countroom.night.figures import lines
from countroom.night.looking import areas_to_ask_about
from countroom.night.next_step import current_count
from countroom.night.stages import BY_ACT, CENTRE, Night, Rule, Stage
from countroom.night.state import NightSoFar
from countroom.night.wording import count_words
from countroom.paperwork.statements import code_of, script_of
from countroom.paperwork.telling import answered, explained, explanations, lot_words
from countroom.people.reach import ABOUT_PEOPLE, appointments_of, permitted
from countroom.records import Position, digest, night, position
from countroom.views.desks import told, who
from countroom.views.offering import offered
from mayoral.contest.contest import Contest
from mayoral.contest.outcomes import Count
from mayoral.files.acts import Act
from mayoral.publish.findings import finding_words, places
from mayoral.publish.transcripts.count import transcript
from mayoral.publish.wording import Names, number, outcome_words

_BEFORE_ACCEPTING = frozenset({Stage.SENT, Stage.RECEIVED, Stage.QUERIED})


@dataclass(frozen=True, slots=True)
class AreaRowShown:
    """One area on the CARO's table: its boxes, stages, last event, contact, what was read back, what is to do.

    `owed` is the count whose statement is expected next, None where none is.
    """

    id: str
    name: str
    settled: int
    boxes: int
    stages: tuple[tuple[int, Stage], ...]
    last: Act | None
    expected: Expected | None
    owed: int | None
    heard: tuple[tuple[int, str], ...]
    wrote: tuple[tuple[int, str], ...]
    rules: tuple[tuple[int, Rule], ...]


@open_to(AT_THE_CENTRE)
def centre(request: HttpRequest) -> HttpResponse:
    """Every area at a glance, what the library makes of it, and what may be done over the whole."""
    person, so_far = who(request), night()
    where = position(so_far)
    return render(request, "countroom/centre.html", {
        "contest": so_far.contest,
        "names": {str(area.id): area.name for area in so_far.contest.areas},
        "areas": [_row(person, so_far, area.id, area.name) for area in so_far.contest.areas],
        "counts": counts_of(so_far),
        "stage": where.stage,
        "words": outcome_words(so_far.contest, where.outcome),
        "told": _told(so_far.contest, where),
        "looking": areas_to_ask_about(so_far),
        "whole": [one for one in offered(person, so_far, "", 0) if one.act not in ABOUT_PEOPLE],
        "heard": _script_heard(so_far, where),
        "direction_void": so_far.direction is not None and where.stage is Night.SECOND_TO_DIRECT,
        "requests": so_far.asked("ask-recalculation", ("answer-recalculation",)),
        "by_hand": set(trusted(so_far)),
        "recent": so_far.acts[:-13:-1],
        "seq": len(so_far.acts),
    })  # fmt: skip


def _row(person: Person, so_far: NightSoFar, area: str, name: str) -> AreaRowShown:
    about = [act for act in so_far.acts if act.area == area]
    stages = tuple((number, so_far.stage(area, number)) for number in counts_of(so_far))
    rules = tuple(
        (number, rule)
        for number in counts_of(so_far)[1:]
        for rule in offered(person, so_far, area, number)
        if rule.roles & CENTRE and rule.act not in ("read-back", "expect")
    )
    now = current_count(so_far, area)
    owed = now if any(one.act == "expect" for one in offered(person, so_far, area, now)) else None
    every = boxes(so_far, area)
    settled = sum(box.settled for box in every)
    return AreaRowShown(
        area, name, settled, len(every), stages, about[-1] if about else None, expected(so_far, area), owed,
        tuple(_heard(so_far, area)), tuple(_wrote(so_far, area)), rules,
    )  # fmt: skip


def _wrote(so_far: NightSoFar, area: str) -> Iterator[tuple[int, str]]:
    """What an area wrote beside the statements that are not accepted yet: explanations and answers."""
    for count in counts_of(so_far)[1:]:
        if so_far.stage(area, count) in _BEFORE_ACCEPTING:
            for one in told(so_far, area, count):
                if one.acknowledged is not None:
                    yield count, f"{one.finding.code}: {one.words} {explained(one.acknowledged)}"
            if answered(so_far, area, count):
                yield count, answered(so_far, area, count)


def _heard(so_far: NightSoFar, area: str) -> Iterator[tuple[int, str]]:
    """How each received statement of an area compared with what was read back over the telephone."""
    for count in counts_of(so_far)[1:]:
        heard, received = so_far.last("read-back", area, count), so_far.last("receive", area, count)
        if so_far.stage(area, count) is not Stage.RECEIVED or received is None or not so_far.goes_on(count):
            continue
        if heard is None or heard.seq < received.seq:
            yield count, "not read back yet"
        elif heard.payload["differs"] or not heard.payload["code_agrees"]:
            between = so_far.contest.standing if count == 1 else so_far.directed
            said = {line.name: line.words for line in lines(so_far.contest, count, between)}
            wrong = [said.get(one, one) for one in heard.payload["differs"]]
            code = [] if heard.payload["code_agrees"] else ["the code of the paper"]
            yield count, f"read back by {heard.person}: differs on {', '.join([*wrong, *code])}"
        else:
            yield count, f"read back by {heard.person}: figures and code agree"


def _script_heard(so_far: NightSoFar, where: Position) -> str:
    """How the declaration that may be made was read back; empty where there is none yet."""
    heard = so_far.last("read-script")
    if where.stage is not Night.READY or heard is None or heard.payload["script"] != code_of(script_of(where)):
        return ""
    said = {"name": "the name", "votes": "the figure"}
    wrong = " and ".join(said[one] for one in heard.payload.get("differs", ()))
    told = f"{wrong} differs: have it read again" if wrong else "name and figure agree"
    return f"The declaration was read back by {heard.person}: {told}."


def _told(contest: Contest, where: Position) -> list[tuple[str, str, str, str, Act | None]]:
    """Every finding over what stands, in words, with the act by which it was acknowledged."""
    found, known = sorted(where.findings, key=lambda one: not one.stops), explanations(where.night)
    return [
        (one.code, places(contest, [one]), *finding_words(contest, one), known.get(digest(one))) for one in found
    ]


@open_to(SEES_THE_CALCULATION)
def calculation(request: HttpRequest) -> HttpResponse:
    """The calculation with its inputs by version; to agents as it was last shown to them."""
    so_far = night()
    where = position(so_far)
    shown = so_far.last("show-calculation")
    at_centre = SEES_THE_RECORD.lets_in(who(request), "")
    current = shown is not None and shown.payload["inputs"] == where.inputs
    if not at_centre and not current:
        words = "The CARO has not shown the present figures to the election agents yet."
        return render(request, "countroom/refused.html", {"why": words}, status=403)
    return render(request, "countroom/calculation.html", {
        "contest": so_far.contest,
        "text": transcript(so_far.contest, where.outcome),
        "tables": [_table(so_far.contest, one) for one in where.outcome.counts],
        "inputs": _inputs(so_far),
        "centre": at_centre,
        "shown": shown,
        "current": current,
        "whole": offered(who(request), so_far, "", 0),
        "requests": so_far.asked("ask-recalculation", ("answer-recalculation",)),
        "seq": len(so_far.acts),
    })  # fmt: skip


def _inputs(so_far: NightSoFar) -> list[str]:
    """The inputs of the calculation in words: every standing return by version, and the lots."""
    contest = so_far.contest
    names = {area.id: area.name for area in contest.areas}
    order = [area.id for area in contest.areas]
    standing = sorted(so_far.standing, key=lambda one: (one.count, order.index(one.area)))
    returns = [
        f"{count_words(one.count, contest)}, {names[one.area]}: version {one.version}"
        + (f", {one.status.value}" if one.count else "")
        for one in standing
    ]
    lots = [
        f"Lot, {count_words(act.payload['count'], contest).lower()}: "
        f"{Names(contest).who(act.payload['drawn'])}. {lot_words(act)}"
        for act in so_far.acts
        if act.kind == "draw-lot"
    ]
    return returns + lots


def _table(contest: Contest, one: Count) -> dict[str, object]:
    """A count as rows: each candidate's votes area by area and in all."""
    names = {area.id: area.name for area in contest.areas}
    rows = []
    for candidate in contest.candidates:
        if candidate.id in one.totals.votes:
            local = [
                number(one.areas[area].votes.get(candidate.id)) if area in one.areas else "missing"
                for area in names
            ]
            rows.append((Names(contest).who(candidate.id), local, number(one.totals.votes[candidate.id])))
    return {"number": one.number, "areas": list(names.values()), "rows": rows}


@open_to(READS_BACK)
def read_backs(request: HttpRequest) -> HttpResponse:
    """The statements that wait to be read back over the telephone; what they say is not shown."""
    so_far = night()
    rule = BY_ACT["read-back"]
    waiting = [
        (area.id, area.name, count)
        for area in so_far.contest.areas
        for count in counts_of(so_far)[1:]
        if so_far.stage(area.id, count) in rule.before
        and so_far.goes_on(count)
        and permitted(appointments_of(who(request)), rule, area.id)
    ]
    return render(request, "countroom/readbacks.html", {"waiting": waiting, "seq": len(so_far.acts)})
