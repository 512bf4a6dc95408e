"""One page for every act: its form, its refusals with everything typed kept, and the act itself."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from countroom.access import AT_THE_CENTRE, AT_THE_COUNT, SIGNED_IN, open_to
from countroom.actions import Doing, UsedAlready, perform, recorded
from countroom.forms import NUMBERED, Place, blanks_of, read
from countroom.models import LONGEST_FORM, Draft, Person
from countroom.night.stages import BY_ACT, BY_COMMAND, Reach
from countroom.night.state import NightSoFar
from countroom.night.wording import DONE, FOLLOWS
from countroom.people.reach import ABOUT_PEOPLE, appointments_of, permitted
from countroom.records import night, position
from countroom.views.desks import who
from mayoral.contest.findings import Refused
from mayoral.publish.wording import outcome_words

_ON_THE_OUTCOME = frozenset({"show-calculation", "direct-second-count", "direct-finals", "draw-lot", "declare"})
"""The acts whose forms say what the library makes of the returns."""
_OF_THE_FORM = frozenset({"csrfmiddlewaretoken", "key", "seen"})
"""What a form sends beside what was typed into it."""
_OWN_PAGES = frozenset({"import-boxes", "take-in"})
_FIXABLE = ("box", "sheet", "request", "finding", "poll")


@open_to(AT_THE_COUNT)
def area_act(request: HttpRequest, area: str, count: int, act: str) -> HttpResponse:
    """An act at one area's count."""
    if act not in BY_ACT or BY_ACT[act].reach is Reach.AUTHORITY or act in _OWN_PAGES:
        return render(request, "countroom/refused.html", {"why": "There is no such act."}, status=404)
    return _act(request, act, area, count)


@open_to(SIGNED_IN)
def whole_act(request: HttpRequest, act: str) -> HttpResponse:
    """An act over the whole authority."""
    if act not in BY_ACT or BY_ACT[act].reach is not Reach.AUTHORITY or act in BY_COMMAND:
        return render(request, "countroom/refused.html", {"why": "There is no such act."}, status=404)
    return _act(request, act, "", 0)


def _act(request: HttpRequest, act: str, area: str, count: int) -> HttpResponse:
    rule, person = BY_ACT[act], who(request)
    if permitted(appointments_of(person), rule, area) is None:
        return render(
            request, "countroom/refused.html", {"why": "You are not appointed to do this here."}, status=403
        )
    if rule.sign and not did_recently_reauthenticate(request):
        here = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{here}")
    so_far = night()
    source: Mapping[str, str] = request.POST if request.method == "POST" else request.GET
    fixed = {name: str(source[name]) for name in _FIXABLE if source.get(name) and name in request.GET}
    place = Place(so_far, area, count, fixed)
    blanks = blanks_of(act, place)
    typed: dict[str, str] = {}
    refused: dict[str, str] = {}
    why = ""
    # A form about one box is not that about another: what was typed into it is kept under its whole address.
    drafts = Draft.objects.filter(person=person, form=request.get_full_path()[:LONGEST_FORM])
    if request.method == "POST":
        typed = {name: str(value) for name, value in request.POST.items()}
        given, refused = read(blanks, typed)
        seen = int(typed["seen"]) if NUMBERED.fullmatch(typed.get("seen", "")) else None
        sent = {name: value for name, value in typed.items() if name not in _OF_THE_FORM}
        doing = Doing(act, typed.get("key", ""), area, count, given, seen, sent)
        try:
            # A form sent again is answered as before, though what it chose from is settled by now.
            before = recorded(person, doing)
            if not refused:
                before = perform(person, doing)
        except UsedAlready as problem:
            why, typed["key"] = str(problem), ""
        except Refused as problem:
            why = "" if refused else str(problem)
        else:
            if before is not None:
                drafts.delete()
                messages.success(request, f"Recorded: {DONE[act]}.")
                return redirect(_after(area, act, person))
    else:
        typed = dict(drafts.values_list("line", "typed"))
    last = so_far.at(area, count)
    return render(request, "countroom/act.html", {
        "rule": rule,
        "button": "Record these figures" if rule.words.startswith("Type ") else rule.words,
        "follows": FOLLOWS.get(act, ""),
        "words": outcome_words(so_far.contest, position(so_far).outcome) if act in _ON_THE_OUTCOME else "",
        "area": area,
        "name": next((one.name for one in so_far.contest.areas if one.id == area), ""),
        "count": count,
        "blanks": blanks,
        "typed": typed,
        "refused": refused,
        "why": why,
        "key": typed.get("key") or secrets.token_urlsafe(16),
        "seen": last[-1].seq if last else "",
        "back": _after(area, act, person),
        "original": _original(so_far, area, count, place.fixed.get("sheet", "")) if act == "settle" else None,
    }, status=409 if why else 422 if refused else 200)  # fmt: skip


def _after(area: str, act: str, person: Person) -> str:
    if not area and act in ABOUT_PEOPLE:
        return reverse("people")
    if not area:
        return reverse("centre" if AT_THE_CENTRE.lets_in(person, "") else "home")
    if act in ("account", "found", "explain-box", "withdraw-box"):
        return reverse("boxes", args=[area])
    if BY_ACT[act].reach is Reach.CENTRE_ON_AREA:
        return reverse("centre" if AT_THE_CENTRE.lets_in(person, "") else "read-backs")
    return reverse("area-desk", args=[area])


def _original(so_far: NightSoFar, area: str, count: int, number: str) -> dict[str, tuple[int, int]]:
    """What two typists read on the lines they read differently."""
    sheet = so_far.sheet(area, count, number)
    if sheet is None or not sheet.different:
        return {}
    first, second = (one.payload["figures"] for one in sheet.entries)
    return {line: (first[line], second[line]) for line in sheet.different}
