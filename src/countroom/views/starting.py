"""Where a person starts: the page of their next act after signing in, and every way they have."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from countroom.access import (
    APPOINTS,
    AT_THE_CENTRE,
    AT_THE_COUNT,
    READS_BACK,
    READS_THE_SCRIPT,
    SEES_PROGRESS,
    SEES_THE_CALCULATION,
    SEES_THE_RECORD,
    SIGNED_IN,
    open_to,
)
from countroom.models import Appointment, Person
from countroom.night.next_step import current_count, next_step
from countroom.night.stages import Role, Stage
from countroom.night.state import NightSoFar
from countroom.people.reach import appointments_of, areas_in_view
from countroom.records import night
from countroom.views.desks import sees_figures, who

_PAGES = {
    Role.CARO: "centre", Role.DEPUTY_CARO: "centre", Role.OBSERVER: "observers", Role.AUDITOR: "record",
    Role.INSTALLER: "people", Role.PUBLISHER: "public", Role.TYPIST: "read-backs", Role.SUPERVISOR: "read-backs",
}  # fmt: skip
"""Where those appointed over the whole authority start."""
_WAYS = {
    "centre": AT_THE_CENTRE, "calculates": SEES_THE_CALCULATION, "reads_back": READS_BACK,
    "reads_script": READS_THE_SCRIPT, "records": SEES_THE_RECORD, "appoints": APPOINTS, "follows": SEES_PROGRESS,
}  # fmt: skip
"""The ways on the first page, each shown to whom its page is open."""


@open_to(SIGNED_IN)
def start(request: HttpRequest) -> HttpResponse:
    """The way, after signing in, to where a person's next act is."""
    return redirect(start_of(who(request), night()))


def start_of(person: Person, so_far: NightSoFar) -> str:
    """The address at which a person starts: of their first appointment that has a page of its own."""
    for held in appointments_of(person):
        if held.area is not None:
            return _in_area(held, so_far, held.area.code)
        if Role(held.role) in _PAGES:
            return reverse(_PAGES[Role(held.role)])
    return reverse("home")


def _in_area(held: Appointment, so_far: NightSoFar, area: str) -> str:
    number = current_count(so_far, area)
    stage = so_far.stage(area, number)
    role = Role(held.role)
    typing = role is Role.TYPIST and so_far.goes_on(number)
    if typing and number == 0:
        return reverse("boxes", args=[area])
    if typing and stage is Stage.ENTRY:
        return reverse("sheets", args=[area, number])
    if role is Role.ADJUDICATOR and number:
        return reverse("register", args=[area, number])
    if role is Role.OBSERVER:
        return reverse("observers")
    return reverse("area-desk", args=[area])


def _next_in(person: Person, so_far: NightSoFar, area: str) -> str:
    number = current_count(so_far, area)
    return next_step(so_far, area, number, with_words=sees_figures(person, so_far, area, number))


@open_to(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Every way a person has: their next step first, then the desks their appointments lead to."""
    person, so_far = who(request), night()
    names = {str(area.id): area.name for area in so_far.contest.areas}
    held = appointments_of(person)
    mine = [(one.area.name, _next_in(person, so_far, one.area.code)) for one in held if one.area is not None]
    return render(request, "countroom/home.html", {
        "contest": so_far.contest,
        "start": start_of(person, so_far),
        "mine": mine,
        "areas": [(one, names[one]) for one in areas_in_view(held, names) if AT_THE_COUNT.lets_in(person, one)],
        **{way: rule.lets_in(person, "") for way, rule in _WAYS.items()},
        "declared": so_far.declared,
    })  # fmt: skip
