"""Who is appointed to what, and what happens when a key is lost."""

from __future__ import annotations

from django.utils.timezone import now

from countroom.actions import Desk, Payload, does, stores, words
from countroom.models import ActRow, Appointment, AreaRow, CandidateRow, Person, Token
from countroom.night.boxes import begun_anywhere
from countroom.night.stages import CENTRE, Role
from countroom.people.cards import issue
from countroom.people.reach import appointments_of, at_the_centre, needs_the_centre, speaks_for
from countroom.people.signing_in import lacks_second_factor
from mayoral.contest.findings import Refused
from mayoral.files.acts import Act

OWN_STAFF = frozenset(
    {Role.DEPUTY, Role.SUPERVISOR, Role.TYPIST, Role.ADJUDICATOR, Role.COUNTING_AGENT, Role.OBSERVER}
)
"""Whom a returning officer may appoint, and only in the officer's own area."""
OF_AN_AREA = frozenset({Role.RETURNING_OFFICER, Role.DEPUTY, Role.ADJUDICATOR, Role.COUNTING_AGENT})
OF_THE_WHOLE = CENTRE | {Role.PUBLISHER}


@does("appoint")
def appoint(  # noqa: PLR0913, PLR0917 - an appointment has these parts
    desk: Desk, person: str, role: str, where: str, candidate: str = "", designated: str = ""
) -> Payload:
    """An appointment: a person, a role, and an area or the whole authority.

    Of a candidate's counting agents in an area one is designated to demand re-counts, when appointed: who
    is said to be, or where nothing is said the first of them. Law: r 29(3)-(4).
    """
    known = Person.objects.filter(username=person).first()
    area = AreaRow.objects.filter(code=where).first()
    if known is None or (where and area is None):
        raise Refused("there is no such person, or no such area")
    if role not in set(Role):
        raise Refused(f"there is no role “{role}”: it is one of {', '.join(Role)}")
    if candidate and not CandidateRow.objects.filter(code=candidate).exists():
        raise Refused(f"there is no candidate “{candidate}” in this contest")
    wanted = Role(role)
    _may_appoint(desk, wanted, where)
    held = {Role(one.role) for one in known.appointments.filter(ended=None)}
    if held and (Role.INSTALLER in held) != (wanted is Role.INSTALLER):
        raise Refused("who installs the count room takes no part in the count")
    if wanted in OF_AN_AREA and not where:
        raise Refused("this role is held in one area")
    if wanted in OF_THE_WHOLE and where:
        raise Refused("this role is held over the whole authority")
    _new(known, wanted, area, candidate)
    told: Payload = {"person": person, "role": wanted.value, "area": where, "candidate": candidate}
    if wanted is Role.COUNTING_AGENT:
        told["designated"] = _designated(where, candidate, designated)
    elif designated:
        raise Refused("only a counting agent is designated to demand re-counts")
    return told


def _new(person: Person, role: Role, area: AreaRow | None, candidate: str) -> None:
    """Refused where the person holds this very appointment."""
    same = person.appointments.filter(ended=None, role=role.value, area=area)
    if same.filter(candidate__code=candidate or None).exists():
        raise Refused("this person is appointed to this already")


def _designated(where: str, candidate: str, said: str) -> bool:
    """Whether a counting agent is the one who may demand re-counts for the candidate in the area."""
    if said not in ("", "yes", "no"):
        raise Refused("whether this agent may demand re-counts is answered by yes or no")
    if not candidate:
        if said == "yes":
            raise Refused("say for which candidate this agent may demand re-counts")
        return False
    agents = Appointment.objects.filter(
        ended=None, role=Role.COUNTING_AGENT, area__code=where, candidate__code=candidate
    )
    one = agents.filter(may_demand_recounts=True).select_related("person").first()
    if one is not None and said == "yes":
        raise Refused(f"{one.person} is designated to demand re-counts for this candidate here: one of them is")
    return said == "yes" or (not said and not agents.exists())


def _may_appoint(desk: Desk, wanted: Role, where: str) -> None:
    """Refused where this desk neither appoints to a role in a place nor ends such an appointment.

    The authority appoints its CARO: the installer records that before verification begins, a CARO after it.
    Law: SI 2017/67 art 6(1).
    """
    mine = Role(desk.held.role)
    if wanted is Role.CARO and mine is Role.DEPUTY_CARO:
        raise Refused("a deputy neither appoints a CARO nor ends a CARO's appointment: the authority does")
    if mine is Role.INSTALLER:
        if begun_anywhere(desk.night) and wanted not in (Role.PUBLISHER, Role.INSTALLER):
            raise Refused("once verification has begun the installer appoints nobody to the count")
    elif mine not in CENTRE and (
        wanted not in OWN_STAFF or desk.held.area is None or desk.held.area.code != where
    ):
        raise Refused("a returning officer appoints the staff of their own area")


@does("dismiss")
def dismiss(desk: Desk, appointment: int) -> Payload:
    """An appointment ended."""
    held = Appointment.objects.filter(pk=appointment, ended=None).select_related("person", "area").first()
    if held is None:
        raise Refused("there is no such appointment")
    _may_appoint(desk, Role(held.role), held.area.code if held.area else "")
    _leaves_a_head(held)
    return {"appointment": appointment, "person": held.person.username, "role": held.role}


def _leaves_a_head(held: Appointment) -> None:
    """Refused where it would take the last CARO away, or leave nobody at the centre."""
    others = Appointment.objects.filter(ended=None, area=None).exclude(pk=held.pk)
    if held.role == Role.CARO and not others.filter(role=Role.CARO).exists():
        raise Refused("appoint another CARO first: the count is never without one")
    if held.role == Role.DEPUTY_CARO and not others.filter(role__in=CENTRE).exists():
        raise Refused("appoint a CARO first: the centre is never left empty")


@does("reset-factor")
def reset_factor(desk: Desk, person: str, reason: str) -> Payload:
    """A lost key: one officer asks, a second officer confirms, and only then is the old factor taken away."""
    known = Person.objects.filter(username=person).first()
    if known is None or known == desk.person:
        raise Refused("two other officers replace a person's second factor")
    asked = _asked_for(desk, "reset-factor", known)
    confirms = None if asked is None else asked.seq
    return {"person": person, "reason": words(reason), "by": desk.person.username, "confirms": confirms}


def _asked_for(desk: Desk, act: str, person: Person) -> Act | None:
    """What this officer confirms: the open request of another, who is still of those who may ask; or None.

    Raises Refused where this officer, or these two together, may not do it for this person.
    """
    if not speaks_for(desk.held, person):
        raise Refused("officers of an area do this for the staff of that area only: ask the centre")
    about = [one for one in desk.night.at("", 0) if one.kind == act and one.payload["person"] == person.username]
    if not about or about[-1].payload.get("issued", about[-1].payload["confirms"] is not None):
        return None
    asked = about[-1]
    if asked.payload["by"] == desk.person.username:
        raise Refused("the second officer has to be another person")
    asker = Person.objects.get(username=asked.payload["by"])
    if not any(one.role == asked.role and speaks_for(one, person) for one in appointments_of(asker)):
        return None
    if needs_the_centre(person) and not any(map(at_the_centre, (asked.role, desk.held.role))):
        raise Refused("one of the two officers has to be the CARO or a deputy of the CARO")
    return asked


@does("issue-card")
def issue_card(desk: Desk, person: str, reason: str) -> Payload:
    """A card of one-time codes: by the installer before verification begins, after that by two officers."""
    known = Person.objects.filter(username=person).first()
    if known is None or known == desk.person or not appointments_of(known):
        raise Refused("a card is issued to somebody else, who is appointed")
    told = {"person": person, "reason": words(reason), "by": desk.person.username}
    if Role(desk.held.role) is Role.INSTALLER:
        if begun_anywhere(desk.night):
            raise Refused("once verification has begun two officers issue cards")
        return {**told, "confirms": None, "issued": True}
    asked = _asked_for(desk, "issue-card", known)
    return {**told, "confirms": None if asked is None else asked.seq, "issued": asked is not None}


@does("give-token")
def give_token(desk: Desk, appointment: int, sha256: str) -> Payload:
    """A token of the API that acts under one appointment; only its SHA-256 is ever known here."""
    del desk
    held = Appointment.objects.filter(pk=appointment, ended=None).select_related("person", "area").first()
    if held is None:
        raise Refused("there is no such appointment")
    if lacks_second_factor(held.person):
        raise Refused(f"{held.person} has no second factor yet: a token is given once there is one")
    told: Payload = {"appointment": appointment, "person": held.person.username, "role": held.role}
    return told | {"area": held.area.code if held.area else "", "sha256": sha256}


@does("end-token")
def end_token(desk: Desk, person: str) -> Payload:
    """Every token of a person ended."""
    del desk
    ended = Token.objects.filter(appointment__person__username=person, ended=None).order_by("pk")
    sha256 = list(ended.values_list("sha256", flat=True))
    if not sha256:
        raise Refused(f"{person} has no token to end")
    return {"person": person, "sha256": sha256}


@stores("give-token")
def keep_token(desk: Desk, row: ActRow, payload: Payload) -> None:
    """The token as a row."""
    del desk, row
    Token.objects.create(appointment_id=payload["appointment"], sha256=payload["sha256"])


@stores("end-token")
def take_tokens_away(desk: Desk, row: ActRow, payload: Payload) -> None:
    """The tokens' rows ended; they are not deleted."""
    del desk, row
    Token.objects.filter(sha256__in=payload["sha256"]).update(ended=now())


@stores("issue-card")
def make_card(desk: Desk, row: ActRow, payload: Payload) -> None:
    """The card itself; its codes are never on the record."""
    del desk, row
    if payload["issued"]:
        issue(Person.objects.get(username=payload["person"]))


@stores("appoint")
def keep_appointment(desk: Desk, row: ActRow, payload: Payload) -> None:
    """The appointment as a row."""
    del desk, row
    Appointment.objects.create(
        person=Person.objects.get(username=payload["person"]),
        role=payload["role"],
        area=AreaRow.objects.filter(code=payload["area"]).first(),
        candidate=CandidateRow.objects.filter(code=payload["candidate"]).first(),
        may_demand_recounts=payload.get("designated", False),
    )


@stores("dismiss")
def end_appointment(desk: Desk, row: ActRow, payload: Payload) -> None:
    """The appointment's row ended; it is not deleted."""
    del desk, row
    Appointment.objects.filter(pk=payload["appointment"]).update(ended=now())


@stores("reset-factor")
def take_factor_away(desk: Desk, row: ActRow, payload: Payload) -> None:
    """The lost factor removed once two officers said so; the person enrols anew at the next login."""
    del desk, row
    if payload["confirms"] is not None:
        Person.objects.get(username=payload["person"]).authenticator_set.all().delete()
