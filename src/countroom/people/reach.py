"""Whether a person's appointments reach an act at a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from countroom.models import Appointment, Person
from countroom.night.stages import AGENTS, CENTRE, FLOOR, OFFICERS, Reach, Role, Rule

ABOUT_PEOPLE = frozenset({"appoint", "dismiss", "reset-factor", "issue-card"})


def appointments_of(person: Person) -> tuple[Appointment, ...]:
    """The appointments of a person that have not ended."""
    return tuple(person.appointments.filter(ended=None).select_related("area", "candidate", "person"))


def permitted(appointments: Iterable[Appointment], rule: Rule, area: str) -> Appointment | None:
    """The appointment under which an act may be done at a place, or None where there is none.

    Of several the one over the whole authority, since a CARO who is also an area's officer acts as the CARO;
    of an area's that of this place, and the officer's before others.
    """
    widest = sorted(
        appointments,
        key=lambda one: (one.area is not None, one.area and one.area.code != area, one.role not in OFFICERS),
    )
    return next((one for one in widest if one.role in rule.roles and _covers(one, rule, area)), None)


def _covers(held: Appointment, rule: Rule, area: str) -> bool:
    role = Role(held.role)
    here = held.area is not None and held.area.code == area
    everywhere = held.area is None
    if rule.act in ABOUT_PEOPLE:
        return everywhere or role in OFFICERS
    if rule.reach is not Reach.AREA:
        return everywhere
    if role is Role.COUNTING_AGENT:
        return here and held.may_demand_recounts
    if role in AGENTS | CENTRE or role is Role.INSTALLER:
        return here or everywhere
    return here


def concerned(given: Mapping[str, Any]) -> str:
    """The area that an act about people concerns: where somebody is appointed, or holds an appointment."""
    if "where" in given:
        return str(given["where"])
    held = Appointment.objects.filter(ended=None, area__isnull=False).order_by("pk")
    mine = (
        held.filter(pk=given["appointment"])
        if "appointment" in given
        else held.filter(person__username=given["person"])
    )
    found = mine.select_related("area").first()
    return found.area.code if found is not None and found.area is not None else ""


def at_the_centre(role: str) -> bool:
    """Whether an officer of this role sits at the centre."""
    return role in CENTRE


def needs_the_centre(person: Person) -> bool:
    """Whether one of the two who give a person a new second factor has to sit at the centre.

    So it is for everybody whose reach is more than the staff of one area: who is appointed over the whole
    authority or in several areas, an area's returning officer, and who is not appointed at all.
    """
    held = appointments_of(person)
    places = {one.area_id for one in held}
    return len(places) != 1 or None in places or any(one.role == Role.RETURNING_OFFICER for one in held)


def speaks_for(held: Appointment, person: Person) -> bool:
    """Whether an officer may be one of the two who give a person a new second factor, or a card.

    Officers at the centre for anybody; officers of an area for who is appointed there and nowhere else; a
    returning officer also, beside the centre, for whom the centre is needed, so that there is a way where
    one at the centre is left. Nobody for themself.
    """
    if held.person_id == person.pk:
        return False
    if held.area is None:
        return at_the_centre(held.role)
    theirs = appointments_of(person)
    if held.role in OFFICERS and theirs and all(one.area_id == held.area_id for one in theirs):
        return True
    return held.role == Role.RETURNING_OFFICER and needs_the_centre(person)


def writes_to(appointments: Iterable[Appointment], area: str) -> str | None:
    """To whom somebody's letters about an area go: from the centre to the area, from its floor to the CARO ("").

    None for whoever carries no letter.
    """
    held = tuple(appointments)
    if any(one.area is None and one.role in CENTRE for one in held):
        return area
    return "" if any(one.area and one.area.code == area and one.role in FLOOR for one in held) else None


def areas_in_view(appointments: Iterable[Appointment], every: Iterable[str]) -> tuple[str, ...]:
    """The areas a person may look at: their own, or all for those appointed over the whole."""
    held = tuple(appointments)
    if any(one.area is None for one in held):
        return tuple(every)
    mine = {one.area.code for one in held if one.area is not None}
    return tuple(one for one in every if one in mine)
