"""The station list a council exports, taken in with a report on every row of it."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from countroom.access import Access, open_to
from countroom.actions import Doing, perform
from countroom.before.stations import LARGEST, read_stations
from countroom.night.stages import FLOOR, Role
from countroom.records import night
from countroom.views.desks import who
from mayoral.contest.findings import Refused
from mayoral.files.reading import Unreadable


@open_to(Access(FLOOR | {Role.INSTALLER}, here=True))
def stations(request: HttpRequest, area: str) -> HttpResponse:
    """A file looked at with its report, or put on the list."""
    name = next((one.name for one in night().contest.areas if one.id == area), area)
    why = ""
    report: tuple[str, ...] = ()
    if request.method == "POST":
        given = request.FILES.get("file")
        try:
            raw = given.read(LARGEST + 1) if given is not None else b""
            boxes, report = read_stations(raw, str(given.name) if given is not None else "the file")
            postal = [{"box": "Postal", "station": "Duly returned postal papers", "postal": True}]
            rows = [*boxes, *(postal if "postal" in request.POST else [])]
            perform(who(request), Doing("import-boxes", str(request.POST.get("key", "")), area, 0,
                                        {"rows": rows, "report": list(report)}))  # fmt: skip
        except (Refused, Unreadable) as problem:
            why = str(problem)
        else:
            messages.success(request, f"{len(rows)} boxes are on the list.")
            return redirect("stations", area=area)
    imported = [act for act in night().at(area, 0) if act.kind == "import-boxes"]
    last = tuple(imported[-1].payload["report"]) if imported else ()
    context = {"area": area, "name": name, "why": why, "report": report or last, "key": secrets.token_urlsafe(16)}
    return render(request, "countroom/stations.html", context, status=409 if why else 200)
