"""Papers on the screen and as PDF: statements, the script, the notice, and the register of doubtful papers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from countroom.access import AT_THE_COUNT, READS_THE_SCRIPT, SEES_PROGRESS, WITH_DOUBTFUL, open_to
from countroom.actions import counts_of
from countroom.handover.letters import to_carry
from countroom.night.state import NightSoFar
from countroom.paperwork.printing import paper_pdf
from countroom.paperwork.statements import (
    Paper,
    correction_paper,
    corrections_of,
    doubtful,
    notice_of,
    paper_of,
    papers_of_the_end,
)
from countroom.people.reach import appointments_of, writes_to
from countroom.records import night
from countroom.views.desks import sees_figures, who
from countroom.views.offering import offered
from mayoral.contest.findings import Refused
from mayoral.contest.law import heads_of_rejection
from mayoral.files.acts import Act


def _shown(request: HttpRequest, paper: Paper, **more: object) -> HttpResponse:
    """A paper as a page or, asked for by its ending, as PDF."""
    if request.path.endswith(".pdf"):
        return HttpResponse(paper_pdf(paper), content_type="application/pdf")
    pdf = request.path.rstrip("/") + ".pdf"
    return render(request, "countroom/paper.html", {"paper": paper, "pdf": pdf, **more})


@open_to(AT_THE_COUNT)
def statement(request: HttpRequest, area: str, count: int, version: int) -> HttpResponse:
    """A statement of an area: of its verification, or of one of its counts."""
    so_far = night()
    found = next((one for one in so_far.versions(area, count) if one.payload["version"] == version), None)
    if found is None or "text" not in found.payload or not sees_figures(who(request), so_far, area, count):
        raise Http404
    return _shown(request, paper_of(so_far, found), area=area, letter=_letter(request, so_far, found))


def _letter(request: HttpRequest, so_far: NightSoFar, stated: Act) -> int:
    """The act by whose letter a statement is carried to the CARO; 0 where this person has none to carry."""
    if writes_to(appointments_of(who(request)), stated.area) != "":
        return 0
    about = [act for act in to_carry(so_far, stated.area, "") if act.count == stated.count]
    version = stated.payload["version"]
    return next((act.seq for act in about if act.payload.get("version") == version), 0)


@open_to(READS_THE_SCRIPT)
def script(request: HttpRequest) -> HttpResponse:
    """The declaration to be read aloud, in large print, once it may be declared."""
    so_far = night()
    try:
        paper = next(papers_of_the_end(so_far))
    except Refused as problem:
        return render(request, "countroom/refused.html", {"why": str(problem)}, status=409)
    return _shown(request, paper, declared=so_far.declared)


@open_to(SEES_PROGRESS)
def notice(request: HttpRequest) -> HttpResponse:
    """The public notice of the result, once it is declared, with its corrections linked to it."""
    so_far = night()
    try:
        paper = notice_of(so_far)
    except Refused as problem:
        return render(request, "countroom/refused.html", {"why": str(problem)}, status=409)
    return _shown(request, paper, corrections=corrections_of(so_far))


@open_to(SEES_PROGRESS)
def correction(request: HttpRequest, number: int) -> HttpResponse:
    """A correction notice in large print, to be read aloud and put up."""
    so_far = night()
    try:
        paper = correction_paper(so_far, number)
    except Refused as problem:
        raise Http404 from problem
    return _shown(request, paper, correction=number)


@open_to(WITH_DOUBTFUL)
def register(request: HttpRequest, area: str, count: int) -> HttpResponse:
    """The doubtful papers of a count, each with its decision and objection, and the heads added up."""
    so_far = night()
    if area not in {one.id for one in so_far.contest.areas} or count not in counts_of(so_far)[1:]:
        raise Http404
    acts = doubtful(so_far, area, count)
    figures = so_far.figures(area, count) if sees_figures(who(request), so_far, area, count) else None
    return render(request, "countroom/register.html", {
        "area": area,
        "name": next(one.name for one in so_far.contest.areas if one.id == area),
        "count": count,
        "decisions": [(act, _decision(so_far, count, act.payload["decision"])) for act in acts],
        "heads": _heads(so_far, count, acts, figures),
        "allowed": sum(act.payload["decision"] == "allowed" for act in acts),
        "with_figures": figures is not None,
        "rules": [one for one in offered(who(request), so_far, area, count) if one.act == "adjudicate"],
        "seq": len(so_far.acts),
    })  # fmt: skip


def _decision(so_far: NightSoFar, count: int, decision: str) -> str:
    for one in heads_of_rejection(so_far.contest.counted_by, count):
        if one.head.value == decision:
            return f"Rejected: ({one.letter}) {one.words}"
    return "Allowed" if decision == "allowed" else decision


def _heads(
    so_far: NightSoFar, count: int, acts: tuple[Act, ...], figures: dict[str, int] | None
) -> list[tuple[str, int, int | None]]:
    """Each head with the papers the register holds and, where they may be seen, the sheets; then all."""
    decided = [act.payload["decision"] for act in acts]
    rows = [
        (f"({one.letter}) {one.words}", decided.count(one.head.value), f"rejected:{one.head.value}")
        for one in heads_of_rejection(so_far.contest.counted_by, count)
    ]
    rows.append(("All rejected", sum(number for _, number, _ in rows), "rejected:"))
    return [(words, number, None if figures is None else figures.get(line)) for words, number, line in rows]
