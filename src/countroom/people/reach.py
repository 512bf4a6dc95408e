"""Whether a person's appointments reach an act at a place."""

from __future__ import annotations

from collections.abc import Iterable

from countroom.models import Appointment, Person
from countroom.night.stages import AGENTS, CENTRE, OFFICERS, Reach, Role, Rule

ABOUT_PEOPLE = frozenset({"appoint", "dismiss", "reset-factor", "issue-card"})


def appointments_of(person: Person) -> tuple[Appointment, ...]:
    """The appointments of a person that have not ended."""
    return tuple(person.appointments.filter(ended=None).select_related("area", "candidate", "person"))


def permitted(appointments: Iterable[Appointment], rule: Rule, area: str) -> Appointment | None:
    """The appointment under which an act may be done at a place, or None where there is none."""
    return next((one for one in appointments if one.role in rule.roles and _covers(one, rule, area)), None)


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


def areas_in_view(appointments: Iterable[Appointment], every: Iterable[str]) -> tuple[str, ...]:
    """The areas a person may look at: their own, or all for those appointed over the whole."""
    held = tuple(appointments)
    if any(one.area is None for one in held):
        return tuple(every)
    mine = {one.area.code for one in held if one.area is not None}
    return tuple(one for one in every if one in mine)
