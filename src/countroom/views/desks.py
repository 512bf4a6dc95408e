"""The desk of one area, and who may see figures on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from countroom.access import AT_THE_COUNT, open_to
from countroom.actions import counts_of
from countroom.models import Person
from countroom.night.boxes import boxes, other_polls
from countroom.night.figures import lines
from countroom.night.looking import boxes_to_ask_about, parts_to_ask_about
from countroom.night.next_step import current_count, next_step
from countroom.night.parts import part_of, parts
from countroom.night.sheets import Sheet
from countroom.night.stages import AGENTS, CENTRE, FLOOR, SEEN_BY_AGENTS, SEEN_BY_CENTRE, Role, Rule, Stage
from countroom.night.state import NightSoFar
from countroom.paperwork.telling import answered, explanations
from countroom.people.reach import appointments_of, writes_to
from countroom.records import digest, findings_at, identities_at, night
from countroom.views.offering import offered
from mayoral.contest.findings import Finding, Identity
from mayoral.files.acts import Act
from mayoral.publish.findings import finding_words, identity_words

_ON_OTHER_PAGES = frozenset({"enter", "settle", "account", "found"})


def who(request: HttpRequest) -> Person:
    """The person signed in; the access rule has seen to it that there is one."""
    if not isinstance(request.user, Person):
        raise TypeError("nobody is signed in")
    return request.user


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words, and the act by which somebody acknowledged it."""

    finding: Finding
    words: str
    follow: str
    acknowledged: Act | None


@dataclass(frozen=True, slots=True)
class FigureShown:
    """One line of an area's figures: as it is now and, after a re-count, as it was shown before."""

    words: str
    now: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class CountShown:
    """One count of an area as its desk shows it; figures only to those who may see them."""

    number: int
    stage: Stage
    sheets: tuple[Sheet, ...]
    rules: tuple[Rule, ...]
    told: tuple[Told, ...]
    versions: tuple[Act, ...]
    acts: tuple[Act, ...]
    with_figures: bool
    figures: tuple[FigureShown, ...] = ()
    verified: int | None = None
    answered: str = ""

    @property
    def agreed(self) -> int:
        """How many live sheets are agreed."""
        return sum(one.figures is not None for one in self.sheets)


def sees_figures(person: Person, so_far: NightSoFar, area: str, number: int) -> bool:
    """Whether a person may see the figures of an area's count at its present stage."""
    stage = so_far.stage(area, number)
    for held in appointments_of(person):
        role, here = Role(held.role), held.area is None or held.area.code == area
        if here and held.area is not None and role in FLOOR:
            return True
        verified = number == 0 and stage is Stage.VERIFIED  # any agent may copy this statement: r 47(8)
        if here and role in AGENTS and (verified or stage in SEEN_BY_AGENTS):
            return True
        if here and role in CENTRE | {Role.AUDITOR} and (verified or stage in SEEN_BY_CENTRE):
            return True
    return False


def told(so_far: NightSoFar, area: str, number: int) -> tuple[Told, ...]:
    """Every finding over an area's figures at a count, those that stop it first, in words."""
    figures = so_far.figures(area, number) if number else None
    if figures is None:
        return ()
    known = explanations(so_far)
    found = sorted(findings_at(so_far, area, number, figures), key=lambda one: not one.stops)
    return tuple(Told(one, *finding_words(so_far.contest, one), known.get(digest(one))) for one in found)


@open_to(AT_THE_COUNT)
def area_desk(request: HttpRequest, area: str) -> HttpResponse:
    """One area's night: its boxes, its counts, what is found, and what may be done next."""
    person, so_far = who(request), night()
    name = next((one.name for one in so_far.contest.areas if one.id == area), None)
    if name is None:
        return render(request, "countroom/refused.html", {"why": "There is no such area."}, status=404)
    every = boxes(so_far, area)
    counts = [_count(person, so_far, area, number) for number in counts_of(so_far)]
    now = current_count(so_far, area)
    return render(request, "countroom/desk.html", {
        "area": area,
        "name": name,
        "boxes": every,
        "settled": sum(box.settled for box in every),
        "polls": other_polls(so_far, area),
        "verification": counts[0],
        "looking": boxes_to_ask_about(so_far, area) if counts[0].with_figures else None,
        "counts": counts[1:],
        "now": counts[now],
        "next": next_step(so_far, area, now, with_words=counts[now].with_figures),
        "abandoned": so_far.abandoned,
        "directed": [one.name for one in so_far.contest.candidates if one.id in so_far.directed],
        "declared": so_far.declared,
        "by_hand": writes_to(appointments_of(person), area) is not None,
        "seq": len(so_far.acts),
        "contest": so_far.contest,
    })  # fmt: skip


def _count(person: Person, so_far: NightSoFar, area: str, number: int) -> CountShown:
    with_figures = sees_figures(person, so_far, area, number)
    rules = tuple(one for one in offered(person, so_far, area, number) if one.act not in _ON_OTHER_PAGES)
    return CountShown(
        number=number,
        stage=so_far.stage(area, number),
        sheets=so_far.sheets(area, number) if number else (),
        rules=rules,
        told=told(so_far, area, number) if with_figures else (),
        versions=so_far.versions(area, number) if with_figures else (),
        acts=so_far.at(area, number),
        with_figures=with_figures,
        figures=_figures(so_far, area, number) if with_figures and number else (),
        verified=_verified(so_far, area) if with_figures and number == 1 else None,
        answered=answered(so_far, area, number) if with_figures else "",
    )


def _figures(so_far: NightSoFar, area: str, number: int) -> tuple[FigureShown, ...]:
    """The figures of a count once every sheet is agreed, beside those shown before a re-count."""
    shown = [act.payload["figures"] for act in so_far.since_direction(area, number) if act.kind == "show"]
    if shown and so_far.stage(area, number) is not Stage.ENTRY:
        shown.pop()
    before = shown[-1] if shown else {}
    now = so_far.figures(area, number) or {}
    between = so_far.contest.standing if number == 1 else so_far.directed
    wanted = lines(so_far.contest, number, between) if now or before else ()
    return tuple(FigureShown(one.words, now.get(one.name), before.get(one.name)) for one in wanted)


def _verified(so_far: NightSoFar, area: str) -> int | None:
    """The ballot papers verified; None until the verification is closed."""
    versions = so_far.versions(area, 0)
    closed = so_far.stage(area, 0) is Stage.VERIFIED
    return int(versions[-1].payload["figures"]["verified:"]) if closed and versions else None


@open_to(AT_THE_COUNT)
def adding_up(request: HttpRequest, area: str, count: int) -> HttpResponse:
    """Whether a count is explainable: every sum of the area with what is left over, and each part kept apart."""
    so_far = night()
    if area not in {one.id for one in so_far.contest.areas} or count not in counts_of(so_far)[1:]:
        raise Http404
    if not sees_figures(who(request), so_far, area, count):
        why = "The figures of this count are not shown to you at its present stage."
        return render(request, "countroom/refused.html", {"why": why}, status=403)
    figures = so_far.figures(area, count)
    sums = () if figures is None else identities_at(so_far, area, count, figures)
    kept_apart = parts(so_far, area, count)
    papers = _verified(so_far, area) if count == 1 else _taking_part(sums)
    every = part_of("", papers, so_far.live_sheets(area, count))
    handed = sum(one.papers or 0 for one in kept_apart)
    spare = None if every.papers is None or not kept_apart else every.papers - handed
    return render(request, "countroom/adding_up.html", {
        "area": area,
        "name": next(one.name for one in so_far.contest.areas if one.id == area),
        "count": count,
        "sums": [(*identity_words(one), one.residual) for one in sums],
        "every": every,
        "parts": kept_apart,
        "not_handed_out": spare,
        "left_over": [(one.name or "The whole area", one.residual) for one in (every, *kept_apart) if one.residual]
        + ([("Not handed to any part", spare)] if spare else []),
        "told": told(so_far, area, count),
        "looking": parts_to_ask_about(so_far, area, count),
        "seq": len(so_far.acts),
    })  # fmt: skip


def _taking_part(sums: Iterable[Identity]) -> int | None:
    """The papers that take part in a second count: those with a first preference for the eliminated."""
    return next((one.parts[0][1] for one in sums if one.code == "E201"), None)
