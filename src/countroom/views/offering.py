"""Which acts a screen offers: those allowed at the stage that could also succeed there now."""

from __future__ import annotations

from countroom.actions import available
from countroom.forms import Place, blanks_of
from countroom.models import Person
from countroom.night.boxes import begun
from countroom.night.next_step import current_count
from countroom.night.stages import OFFICERS, Rule, Stage
from countroom.night.state import NightSoFar
from countroom.people.reach import appointments_of

_CHOOSE_FROM_WHAT_IS_THERE = frozenset(
    {"withdraw-box", "verify-other-poll", "explain-box", "move-papers", "void-sheet", "acknowledge",
     "grant-recount", "refuse-recount", "answer-recalculation", "note-finding"}
)  # fmt: skip
"""Acts on something that may not be there: a box untouched, another poll, a variance, a request, a finding."""

_ON_A_PAGE_OF_ITS_OWN = frozenset({"take-in"})
"""Where desk and centre lead to another page than a form."""


def offered(person: Person, so_far: NightSoFar, area: str, number: int) -> tuple[Rule, ...]:
    """The acts a screen offers a person at a place, those out of the ordinary last.

    Left out are acts with nothing to choose from, and those the night has not come to or has done already.
    """
    found = [
        one
        for one in available(person, so_far, area, number)
        if one.act not in _ON_A_PAGE_OF_ITS_OWN and _sensible(one.act, so_far, area, number)
    ]
    if area and begun(so_far, area) and not _officer(person, area):
        found = [one for one in found if one.act != "import-boxes"]
    return tuple(sorted(found, key=lambda one: one.seldom))


def _officer(person: Person, area: str) -> bool:
    return any(one.role in OFFICERS and one.area and one.area.code == area for one in appointments_of(person))


def _sensible(act: str, so_far: NightSoFar, area: str, number: int) -> bool:
    if act in _CHOOSE_FROM_WHAT_IS_THERE:
        blanks = blanks_of(act, Place(so_far, area, number, {}))
        return all(one.choices for one in blanks if one.kind == "choice" and not one.optional)
    if act == "expect":
        return number == current_count(so_far, area)
    if act == "final":
        return so_far.finals_directed(number)
    if act == "reopen-verification":
        return so_far.stage(area, 1) in (Stage.NOT_BEGUN, Stage.ENTRY)
    if act in ("authorise", "declare-locally"):
        versions = so_far.versions(area, number)
        version = versions[-1].payload["version"] if versions else None
        authorised, declared = (_version(so_far, kind, area, number) for kind in ("authorise", "declare-locally"))
        return authorised != version if act == "authorise" else authorised == version != declared
    return True


def _version(so_far: NightSoFar, kind: str, area: str, number: int) -> int | None:
    """The version that the last act of a kind was about; None where there was none."""
    last = so_far.last(kind, area, number)
    return None if last is None else int(last.payload["version"])
