"""One short function for every human act: it loads, asks the library, and says what is recorded.

`perform` is the only way in, for screens and API alike: one transaction, the rule of the act, the
function, one more line on the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeAlias

import structlog
from django.db import IntegrityError, transaction

from countroom.actions.asked import text_that_can_be_kept, whole_figures
from countroom.models import ActRow, Appointment, Person
from countroom.night.stages import BY_ACT, BY_COMMAND, Night, Reach, Rule, Stage
from countroom.night.state import NightSoFar
from countroom.people.reach import ABOUT_PEOPLE, appointments_of, concerned, permitted
from countroom.records import Position, append, night, one_at_a_time, position
from mayoral.contest.findings import Refused
from mayoral.contest.law import Method
from mayoral.files.acts import Act, canonical

P = ParamSpec("P")
Payload: TypeAlias = dict[str, Any]
log = structlog.get_logger()
LONGEST_KEY = 150
_AFTER_ABANDONING = ABOUT_PEOPLE | BY_COMMAND
INITIALLED = frozenset({"settle", "explain-box", "acknowledge", "note-finding", "move-papers"})
"""The acts that carry initials beside their words."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What somebody wants to do: the act, the place, what they filled in, and the form's own key.

    A key that was recorded before, with the same given, is the same act sent again, and is not done
    twice. `seen` is the last act at the place when the form was shown. `sent` is the form word for word:
    what is worked out from it may change with the night, and the form sent again is still the same.
    """

    act: str
    key: str
    area: str = ""
    count: int = 0
    given: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None
    sent: Mapping[str, str] | None = None

    @property
    def asked(self) -> str:
        """The digest of what is asked for, the key left out."""
        what = self.given if self.sent is None else self.sent
        return hashlib.sha256(canonical([self.act, self.area, self.count, what]).encode()).hexdigest()


class UsedAlready(Refused):
    """A key that was recorded before with something else."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an act is done: by whom, at which place, on the night as it stands at that moment."""

    held: Appointment
    night: NightSoFar
    area: str
    count: int

    @property
    def person(self) -> Person:
        """Who sits at the desk."""
        return self.held.person

    @property
    def position(self) -> Position:
        """Where the whole night stands."""
        return position(self.night)


ACTIONS: dict[str, Callable[..., Payload]] = {}
STORES: dict[str, Callable[[Desk, ActRow, Payload], None]] = {}


def does(act: str) -> Callable[[Callable[Concatenate[Desk, P], Payload]], Callable[Concatenate[Desk, P], Payload]]:
    """Registers the function of an act."""

    def register(function: Callable[Concatenate[Desk, P], Payload]) -> Callable[Concatenate[Desk, P], Payload]:
        ACTIONS[act] = function
        return function

    return register


def stores(
    *acts: str,
) -> Callable[[Callable[[Desk, ActRow, Payload], None]], Callable[[Desk, ActRow, Payload], None]]:
    """Registers what else is stored beside certain acts, so that the database guards it."""

    def register(function: Callable[[Desk, ActRow, Payload], None]) -> Callable[[Desk, ActRow, Payload], None]:
        STORES.update(dict.fromkeys(acts, function))
        return function

    return register


def perform(person: Person, doing: Doing, under: Appointment | None = None) -> ActRow:
    """The act as recorded; under one appointment only where one is given.

    Raises Refused, with the reason, where the rules do not allow it now.
    """
    with one_at_a_time():
        before = recorded(person, doing)
        if before is not None:
            return before
        rule, so_far = BY_ACT[doing.act], night()
        place = concerned(doing.given) if doing.act in ABOUT_PEOPLE else doing.area
        held = permitted(appointments_of(person) if under is None else (under,), rule, place)
        if held is None:
            raise Refused(f"{person} is not appointed to do this here: {rule.words.lower()}")
        desk = Desk(held, so_far, doing.area, doing.count)
        _allowed_now(desk, rule, doing.seen)
        given = dict(doing.given)
        whole_figures(ACTIONS[doing.act], given)
        initials = {"initials": _initials(given.pop("initials", ""))} if doing.act in INITIALLED else {}
        payload = ACTIONS[doing.act](desk, **given) | initials
        act = Act(0, "", f"{person} ({person.username})", held.role, doing.act, doing.area, doing.count, payload)
        try:
            with transaction.atomic():
                row = append(act, _key(person, doing), doing.asked)
                if doing.act in STORES:
                    STORES[doing.act](desk, row, payload)
        except IntegrityError as problem:
            raise Refused("the database already holds this, or forbids it: nothing was recorded") from problem
    log.info("act", seq=row.seq, kind=row.kind, area=row.area, count=row.count, person=person.pk, role=held.role)
    return row


def recorded(person: Person, doing: Doing) -> ActRow | None:
    """The act that this very form made when it was sent before; None where it was not.

    Raises Refused where its key is missing or its text cannot be kept, and UsedAlready where the key was
    used for another act, or for this one with something else given.
    """
    text_that_can_be_kept([doing.key, doing.area, doing.given, doing.sent])
    if not 1 <= len(doing.key) <= LONGEST_KEY:
        raise Refused("the form has no key, or one that is too long: open it again")
    before = ActRow.objects.filter(key=_key(person, doing)).first()
    if before is not None and before.asked != doing.asked:
        raise UsedAlready(
            f"this form's key was already used for act {before.seq}, which is not this: nothing more was recorded"
        )
    return before


def _key(person: Person, doing: Doing) -> str:
    return f"{person.pk}:{doing.key}"


def _initials(typed: object) -> str:
    initials = str(typed).strip()
    if not 1 <= len(initials) <= 10:
        raise Refused("sign with your initials")
    return initials


def counts_of(so_far: NightSoFar) -> tuple[int, ...]:
    """The counts an area may hold, its verification (0) first."""
    return (0, 1, 2) if so_far.contest.counted_by is Method.SUPPLEMENTARY_VOTE else (0, 1)


def _allowed_now(desk: Desk, rule: Rule, seen: int | None) -> None:
    so_far = desk.night
    if so_far.declared is not None and not rule.settled:
        raise Refused("the result is declared: nothing changes after it but by a correction notice")
    if so_far.abandoned is not None and rule.act not in _AFTER_ABANDONING:
        raise Refused(f"the poll is abandoned, and nothing is counted: {so_far.abandoned}")
    if rule.before == frozenset(Night):
        return
    if rule.reach is Reach.AUTHORITY:
        stage: object = desk.position.stage
    else:
        if desk.area not in {one.id for one in so_far.contest.areas} or desk.count not in counts_of(so_far):
            raise Refused("there is no such area or count in this contest")
        stage = so_far.stage(desk.area, desk.count)
    if stage not in rule.before:
        raise Refused(f"this cannot be done now: the stage is “{stage}”")
    if desk.count == 2 and not desk.position.direction_stands:
        raise Refused("the direction of this second count does not stand any more: wait for the CARO")
    last = so_far.at(desk.area, desk.count)
    if seen is not None and last and last[-1].seq != seen and isinstance(rule.after, Stage):
        raise Refused("somebody acted on this since the page was shown: look at it again first")


def available(person: Person, so_far: NightSoFar, area: str, number: int) -> tuple[Rule, ...]:
    """The acts a person may do at a place at its present stage, in the order of the night."""
    held = appointments_of(person)
    stage: object = so_far.stage(area, number) if area else position(so_far).stage
    if number == 2 and (stage is Stage.NOT_BEGUN or not so_far.direction_stands):
        return ()
    return tuple(
        rule
        for rule in BY_ACT.values()
        if stage in rule.before
        and (rule.reach is Reach.AUTHORITY) == (not area)
        and (so_far.declared is None or rule.settled)
        and (so_far.abandoned is None or rule.act in _AFTER_ABANDONING)
        and permitted(held, rule, area) is not None
    )


def words(text: str, what: str = "the reason") -> str:
    """Words somebody wrote. Raises Refused where there are none."""
    bare = text.strip()
    if not bare:
        raise Refused(f"write {what}")
    return bare
