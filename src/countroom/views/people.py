"""People: who is appointed to what, and the cards printed for them."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from countroom.access import APPOINTS, open_to
from countroom.actions import available
from countroom.models import Appointment, Person
from countroom.night.state import NightSoFar
from countroom.paperwork.printing import card_pdf
from countroom.people.cards import print_once
from countroom.people.reach import ABOUT_PEOPLE
from countroom.records import night
from countroom.views.desks import who
from mayoral.contest.findings import Refused


@open_to(APPOINTS)
def people(request: HttpRequest) -> HttpResponse:
    """Who is appointed to what, and the cards this person has issued."""
    so_far = night()
    held = (
        Appointment.objects.filter(ended=None)
        .select_related("person", "area", "candidate")
        .order_by("area__place", "role")
    )
    acts = [one for one in available(who(request), so_far, "", 0) if one.act in ABOUT_PEOPLE]
    context = {"appointments": held, "acts": acts, "cards": sorted(_issued_by(so_far, who(request))),
               "contest": so_far.contest}  # fmt: skip
    return render(request, "countroom/people.html", context)


def _issued_by(so_far: NightSoFar, person: Person) -> set[str]:
    """The people whose latest card this person issued."""
    last = {act.payload["person"]: act.payload["by"] for act in so_far.at("", 0)
            if act.kind == "issue-card" and act.payload["issued"]}  # fmt: skip
    return {username for username, by in last.items() if by == person.username}


@open_to(APPOINTS)
@require_POST
def card(request: HttpRequest, username: str) -> HttpResponse:
    """A card as PDF, once, for whoever issued it."""
    holder = Person.objects.filter(username=username).first()
    if holder is None or username not in _issued_by(night(), who(request)):
        return render(request, "countroom/refused.html", {"why": "You have not issued this card."}, status=403)
    try:
        with transaction.atomic():
            serial, codes = print_once(holder)
    except Refused as problem:
        return render(request, "countroom/refused.html", {"why": str(problem)}, status=409)
    pdf = card_pdf({"name": str(holder), "card": serial, "codes": codes, "mode": settings.MODE})
    return HttpResponse(pdf, content_type="application/pdf")
