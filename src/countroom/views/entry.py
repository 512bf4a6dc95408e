"""Typing a sheet: the fields in the order of the paper, kept as they are typed, signed once looked over."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from countroom.access import ON_THE_FLOOR, SIGNED_IN, open_to
from countroom.actions import Doing, UsedAlready, perform
from countroom.models import LONGEST_FORM, Draft
from countroom.night.boxes import boxes, withdrawn
from countroom.night.figures import lines, read
from countroom.night.sheets import Sheet
from countroom.night.stages import Stage
from countroom.night.state import NightSoFar
from countroom.records import findings_at, night
from countroom.views.desks import who
from countroom.views.offering import offered
from mayoral.contest.findings import Refused
from mayoral.publish.findings import finding_words

LONGEST = 500
_TOLD_LATER = frozenset({"W103", "W403"})
"""Findings for the supervisor, over all sheets."""
_OF_THE_AREA = frozenset({"E201"})
"""Findings that hold all papers of the area against its first count: no test of one sheet of several."""


@open_to(ON_THE_FLOOR)
def sheets(request: HttpRequest, area: str, count: int) -> HttpResponse:
    """The sheets a person can type now: those nobody typed, and those another person typed first."""
    person, so_far = who(request), night()
    name = f"{person} ({person.username})"
    mine = [one for one in so_far.live_sheets(area, count) if _can_type(one, name)]
    return render(request, "countroom/sheets.html", {
        "area": area,
        "name": _name(so_far, area),
        "count": count,
        "sheets": mine,
        "open": so_far.stage(area, count) is Stage.ENTRY and so_far.goes_on(count),
        "seq": len(so_far.acts),
    })  # fmt: skip


@open_to(ON_THE_FLOOR)
def sheet(request: HttpRequest, area: str, count: int, number: str) -> HttpResponse:
    """One sheet: typed, looked over with everything found in it at once, then signed."""
    person, so_far = who(request), night()
    form = f"{area}/{count}/{number}"
    between = so_far.contest.standing if count == 1 else so_far.directed
    wanted = lines(so_far.contest, count, between)
    typed = dict(Draft.objects.filter(person=person, form=form).values_list("line", "typed"))
    refused: dict[str, str] = {}
    told: list[tuple[str, str, str]] = []
    why, looked_over = "", False
    key = str(request.POST.get("key") or secrets.token_urlsafe(16))
    if request.method == "POST":
        typed |= {
            line.name: str(request.POST[line.name])[:LONGEST] for line in wanted if line.name in request.POST
        }
        for field, text in typed.items():
            Draft.objects.update_or_create(person=person, form=form, line=field, defaults={"typed": text})
        figures, refused = read(typed, wanted)
        looked_over = not refused
        if looked_over:
            several = len(so_far.live_sheets(area, count)) > 1
            not_told = _TOLD_LATER | _OF_THE_AREA if several else _TOLD_LATER
            found = sorted(findings_at(so_far, area, count, figures), key=lambda one: not one.stops)
            told = [(one.code, *finding_words(so_far.contest, one)) for one in found if one.code not in not_told]
        if looked_over and "sign" in request.POST:
            try:
                perform(person, Doing("enter", str(request.POST.get("key", "")), area, count,
                                      {"sheet": number, "figures": figures}))  # fmt: skip
            except Refused as problem:
                why = str(problem)
                if isinstance(problem, UsedAlready):
                    key = secrets.token_urlsafe(16)
            else:
                Draft.objects.filter(person=person, form=form).delete()
                messages.success(request, f"Sheet {number} is signed.")
                return redirect("sheets", area=area, count=count)
    parts: dict[str, list[object]] = {}
    for line in wanted:
        parts.setdefault(line.part, []).append((line, typed.get(line.name, ""), refused.get(line.name, "")))
    return render(request, "countroom/sheet.html", {
        "area": area, "name": _name(so_far, area), "count": count, "number": number, "parts": parts, "form": form,
        "refused": refused, "told": told, "why": why, "looked_over": looked_over,
        "key": key,
    }, status=409 if why else 422 if refused else 200)  # fmt: skip


@open_to(SIGNED_IN)
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keeps one line as it is typed; the answer comes only once it is kept."""
    form, line = str(request.POST.get("form", ""))[:LONGEST_FORM], str(request.POST.get("line", ""))[:240]
    text = str(request.POST.get("typed", ""))[:LONGEST]
    if not form or not line:
        return HttpResponse("form and line are needed", status=400)
    Draft.objects.update_or_create(person=who(request), form=form, line=line, defaults={"typed": text})
    return HttpResponse(status=204)


@open_to(ON_THE_FLOOR)
def box_list(request: HttpRequest, area: str) -> HttpResponse:
    """The boxes of an area with their variances, and where each is typed."""
    so_far = night()
    may = {one.act for one in offered(who(request), so_far, area, 0)}
    return render(request, "countroom/boxes.html", {
        "area": area, "name": _name(so_far, area), "boxes": boxes(so_far, area),
        "withdrawn": withdrawn(so_far, area), "may_withdraw": "withdraw-box" in may,
        "open": so_far.stage(area, 0) is Stage.VERIFYING and so_far.goes_on(0), "seq": len(so_far.acts),
    })  # fmt: skip


def _can_type(one: Sheet, name: str) -> bool:
    return len(one.entries) < 2 and all(act.person != name for act in one.entries)


def _name(so_far: NightSoFar, area: str) -> str:
    return next((one.name for one in so_far.contest.areas if one.id == area), area)
