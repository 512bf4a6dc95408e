"""What may be chosen on a form: the boxes, requests, findings and people that there are at this moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from countroom.models import Appointment, Person
from countroom.night.boxes import Box, boxes, other_polls
from countroom.night.state import NightSoFar
from countroom.night.wording import role_words
from countroom.records import acknowledged, digest, findings_at, position
from mayoral.contest.law import heads_of_rejection
from mayoral.contest.outcomes import Equality
from mayoral.publish.findings import finding_words
from mayoral.publish.wording import Names

Choice: TypeAlias = tuple[str, str]
RECOUNTS = ("grant-recount", "refuse-recount")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form is filled in: the night, the area and count, and what the page's address fixes."""

    night: NightSoFar
    area: str
    count: int
    fixed: Mapping[str, str]


def _boxes(act: str, place: Place) -> list[Choice]:
    every = boxes(place.night, place.area)
    wanted = [box for box in every if _is_about(act, box)]
    return [(box.name, f"{box.name} {box.station}") for box in wanted]


def _is_about(act: str, box: Box) -> bool:
    """Whether an act can be done about a box: only a variance is explained, only a box untouched withdrawn."""
    return bool(box.findings) if act == "explain-box" else act != "withdraw-box" or box.untouched


def _polls(_act: str, place: Place) -> list[Choice]:
    return [(poll, poll) for poll in other_polls(place.night, place.area)]


def _boxes_and_polls(act: str, place: Place) -> list[Choice]:
    return _boxes(act, place) + [(poll, f"The poll “{poll}”") for poll, _ in _polls(act, place)]


def _findings(act: str, place: Place) -> list[Choice]:
    """The findings at a place, or over the whole, that may be acknowledged and are not yet."""
    night = place.night
    if act == "note-finding":
        found = position(night).unacknowledged()
    else:
        figures = night.figures(place.area, place.count)
        known = acknowledged(night)
        every = findings_at(night, place.area, place.count, figures) if figures else ()
        found = tuple(one for one in every if not one.stops and digest(one) not in known)
    return [(digest(one), f"{one.code}: {finding_words(night.contest, one)[0]}") for one in found]


def _decisions(_act: str, place: Place) -> list[Choice]:
    heads = heads_of_rejection(place.night.contest.counted_by, place.count)
    return [("allowed", "Allowed")] + [(one.head.value, f"Rejected: ({one.letter}) {one.words}") for one in heads]


def _equal(_act: str, place: Place) -> list[Choice]:
    contest, outcome = place.night.contest, position(place.night).outcome
    among = contest.in_ballot_order(outcome.among) if isinstance(outcome, Equality) else ()
    return [(who, Names(contest).who(who)) for who in among]


def _requests(_act: str, place: Place) -> list[Choice]:
    waiting = place.night.asked("ask-recount", RECOUNTS, place.area, place.count)
    waiting += place.night.asked("ask-recalculation", ("answer-recalculation",), place.area, place.count)
    return [(str(one.seq), f"{one.payload['asked_by']}: {one.payload['ground']}") for one in waiting]


def _sheets(_act: str, place: Place) -> list[Choice]:
    return [(one.number, one.number) for one in place.night.live_sheets(place.area, place.count)]


def _people(_act: str, _place: Place) -> list[Choice]:
    return [(one.username, f"{one.name} ({one.username})") for one in Person.objects.order_by("username")]


def _areas(_act: str, place: Place) -> list[Choice]:
    return [("", "The whole authority"), *((one.id, one.name) for one in place.night.contest.areas)]


def _candidates(_act: str, place: Place) -> list[Choice]:
    contest = place.night.contest
    return [("", "None"), *((one.id, Names(contest).who(one.id)) for one in contest.candidates)]


def _appointments(_act: str, _place: Place) -> list[Choice]:
    held = Appointment.objects.filter(ended=None).select_related("person", "area", "candidate")
    return [
        (
            str(one.pk),
            f"{one.person} ({one.person.username}): {role_words(one.role)}, {one.area or 'the whole authority'}"
            + (f", for {one.candidate}" if one.candidate else ""),
        )
        for one in held.order_by("person__username")
    ]


CHOICES: Mapping[str, Callable[[str, Place], list[Choice]]] = {
    "whose": lambda act, place: [("", "The CARO"), *_areas(act, place)[1:]],
    "appointment": _appointments,
    "box": _boxes,
    "candidate": _candidates,
    "dead": lambda act, place: _candidates(act, place)[1:],
    "decision": _decisions,
    "drawn": _equal,
    "finding": _findings,
    "from_box": _boxes_and_polls,
    "person": _people,
    "poll": _polls,
    "request": _requests,
    "sheet": _sheets,
    "to_box": _boxes_and_polls,
    "where": _areas,
}
