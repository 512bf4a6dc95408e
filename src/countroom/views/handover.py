"""Letters carried by hand where there is no line: those to carry from here, and taking in what was carried."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from countroom.access import BY_HAND, open_to
from countroom.actions import Doing, UsedAlready, perform
from countroom.handover.carried import TO_THE_CENTRE
from countroom.handover.codes import LONGEST, parts_of, picture
from countroom.handover.keys import fingerprint, public_key, trusted
from countroom.handover.letters import letter, text_of, to_carry
from countroom.models import Person
from countroom.night.stages import BY_ACT
from countroom.night.state import NightSoFar
from countroom.night.wording import DONE, count_words
from countroom.paperwork.printing import letter_pdf
from countroom.people.reach import appointments_of, permitted, writes_to
from countroom.records import act_of, night
from countroom.views.desks import who
from mayoral.contest.findings import Refused
from mayoral.files.acts import Act, acts_in


@open_to(BY_HAND)
def letters(request: HttpRequest, area: str) -> HttpResponse:
    """The letters about an area to be carried from here, the keys, and the form that takes one in."""
    person, so_far = who(request), night()
    to = _way(person, so_far, area)
    if to is None:
        return _not_theirs(request)
    why, typed, key = "", "", secrets.token_urlsafe(16)
    if request.method == "POST":
        typed, key = str(request.POST.get("letter", "")), str(request.POST.get("key", ""))
        try:
            row = perform(person, Doing("take-in", key, area, 0, {"letter": _given(request, typed)}))
        except Refused as problem:
            why = str(problem)
            key = secrets.token_urlsafe(16) if isinstance(problem, UsedAlready) else key
        else:
            told = "; ".join(DONE[act.kind] for act in acts_in(act_of(row).payload))
            messages.success(request, f"Taken in: {told}.")
            return redirect("letters", area=area)
    names = _names(so_far)
    return render(request, "countroom/letters.html", {
        "area": area, "name": names[area], "to": to, "other": names[to], "why": why, "typed": typed, "key": key,
        "takes_in": permitted(appointments_of(person), BY_ACT["take-in"], area) is not None,
        "letters": [(act, _about(so_far, act, to)) for act in to_carry(so_far, area, to)],
        "own": _own_key(), "theirs": trusted(so_far).get(to),
        "taken_in": [act for act in so_far.acts if act.kind == "take-in" and act.area == area],
    }, status=409 if why else 200)  # fmt: skip


def _given(request: HttpRequest, typed: str) -> str:
    """The text of a letter: of the file that was chosen, or what was pasted. Raises Refused."""
    file = request.FILES.get("file")
    if file is None:
        return typed
    if typed.strip():
        raise Refused("choose the file of the letter or paste its codes, not both")
    try:
        return str(file.read(LONGEST), "utf-8")
    except UnicodeDecodeError as problem:
        raise Refused("this file is no letter: expected the one that the other count room gave") from problem


@open_to(BY_HAND)
def letter_page(request: HttpRequest, area: str, seq: int) -> HttpResponse:
    """One letter: its QR codes on the screen or as PDF, and its file."""
    person, so_far = who(request), night()
    to = _way(person, so_far, area)
    if to is None:
        return _not_theirs(request)
    about = next((act for act in to_carry(so_far, area, to) if act.seq == seq), None)
    if about is None:
        raise Http404
    try:
        text = text_of(letter(so_far, about, area, to))
    except Refused as problem:
        return render(request, "countroom/refused.html", {"why": str(problem)}, status=409)
    if request.path.endswith(".json"):
        answer = HttpResponse(text, content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="letter-{area}-{about.count}-{seq}.json"'
        return answer
    parts = parts_of(text.strip())
    names = _names(so_far)
    told: dict[str, object] = {
        "title": f"Letter to {names[to]}",
        "mode": settings.MODE,
        "contest": so_far.contest.title,
        "from": names["" if to else area],
        "to": names[to],
        "about": _about(so_far, about, to),
        "fingerprint": fingerprint(public_key()),
        "codes": [_code(place, part, len(parts)) for place, part in enumerate(parts, 1)],
    }
    if request.path.endswith(".pdf"):
        return HttpResponse(letter_pdf(told), content_type="application/pdf")
    return render(request, "countroom/letter.html", {**told, "area": area, "number": seq})


def _code(place: int, part: str, of: int) -> dict[str, str]:
    words = f"Code {place} of {of}"
    return {"words": words, "text": part, "svg": picture(part, words)}


def _way(person: Person, so_far: NightSoFar, area: str) -> str | None:
    """To whom this person's letters about an area go; None where there are none, or there is no such area."""
    return writes_to(appointments_of(person), area) if area in _names(so_far) else None


def _not_theirs(request: HttpRequest) -> HttpResponse:
    why = {"why": "You carry no letters about this area."}
    return render(request, "countroom/refused.html", why, status=403)


def _names(so_far: NightSoFar) -> dict[str, str]:
    """Who writes and is written to, by area; the CARO under no area."""
    return {"": "the CARO"} | {str(one.id): one.name for one in so_far.contest.areas}


def _about(so_far: NightSoFar, act: Act, to: str) -> str:
    """What a letter is about: the act, its count, the version where it has one."""
    count = f", {count_words(act.count, so_far.contest).lower()}" if act.area and act.count else ""
    version = f", version {act.payload['version']}" if "version" in act.payload else ""
    back = ", as it was stated here while there was a line" if to and act.kind in TO_THE_CENTRE else ""
    return f"{DONE[act.kind]}{count}{version}{back}"


def _own_key() -> str:
    """The short form of this room's key; empty where it has none."""
    try:
        return fingerprint(public_key())
    except Refused:
        return ""
