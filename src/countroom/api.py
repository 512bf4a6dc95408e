"""The same acts under the same rules for programs: tokens by appointment, a key that is never done twice.

What an act asks is read from its own function, so that the screens and this cannot differ. A figure is a whole
number from 0 to 999,999,999. A key sent again with the same is answered as before; with anything else it is
refused. Where a second factor is asked for, acts that are signed off are done at a screen.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.security import HttpBearer
from pydantic import ConfigDict, Field, create_model

from countroom.actions import ACTIONS, INITIALLED, LONGEST_KEY, Doing, counts_of, perform
from countroom.actions import every as _every
from countroom.actions.asked import hints_of
from countroom.models import Appointment, Token
from countroom.night.stages import BY_COMMAND, RULES, Reach, Rule
from countroom.people.reach import areas_in_view
from countroom.people.signing_in import lacks_second_factor
from countroom.records import night
from mayoral.contest.findings import Refused

__all__ = ["_every", "api"]


class Bearer(HttpBearer):
    """A token of one appointment; it reaches no further than that appointment."""

    def authenticate(self, request: HttpRequest, token: str) -> Appointment | None:
        """The appointment of a token that has not ended, or None; its holder could sign in to the screens too."""
        del request
        sha256 = hashlib.sha256(token.encode()).hexdigest()
        known = Token.objects.filter(sha256=sha256, ended=None, appointment__ended=None)
        found = known.select_related("appointment__person", "appointment__area").first()
        if found is None:
            return None
        person = found.appointment.person
        return found.appointment if person.is_active and not lacks_second_factor(person) else None


class Asked(Schema):
    """What an act asks, taken as it is given: a text is no number, and a truth value is none either."""

    model_config = ConfigDict(strict=True)


class Done(Schema):
    """An act as it stands on the record."""

    seq: int
    hash: str
    at: str


class Problem(Schema):
    """Why an act was refused."""

    refused: str


class Unheard(Schema):
    """Why a request came to nobody: no token that holds, or a body that cannot be read."""

    detail: Any


class AreaStage(Schema):
    """How far an area is with one count."""

    area: str
    name: str
    count: int
    stage: str


class NightTold(Schema):
    """The night without a single vote."""

    mode: str
    election: str
    acts: int
    head: str
    stages: list[AreaStage]


ANSWERS = {200: Done, 400: Unheard, 401: Unheard, 409: Problem, 422: Unheard}
"""What an act may be answered; the description of the API says the same."""

api = NinjaAPI(
    title="Count room", version="1", auth=Bearer(), docs_url=None, urls_namespace="api", description=str(__doc__)
)


@api.exception_handler(Refused)
def refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    """A refusal, with its reason."""
    return api.create_response(request, {"refused": str(problem)}, status=409)


@api.get("/night", response={200: NightTold, 401: Unheard, 409: Problem}, url_name="api-night")
def tell_night(request: HttpRequest) -> NightTold:
    """How far the areas are that this appointment may look at; figures are not in it."""
    so_far = night()
    names = {str(area.id): area.name for area in so_far.contest.areas}
    stages = [
        AreaStage(area=area, name=names[area], count=number, stage=so_far.stage(area, number).value)
        for area in areas_in_view([_held(request)], names)
        for number in counts_of(so_far)
    ]
    return NightTold(
        mode=so_far.mode,
        election=so_far.contest.id or "",
        acts=len(so_far.acts),
        head=so_far.head,
        stages=stages,
    )


def _held(request: HttpRequest) -> Appointment:
    held = getattr(request, "auth", None)
    if not isinstance(held, Appointment):
        raise TypeError("a token's appointment was expected")
    return held


def _schema(rule: Rule) -> type[Schema]:
    """What an act asks, as a schema: its place, its key, and the arguments of its function."""
    fields: dict[str, Any] = {"key": (str, Field(min_length=1, max_length=LONGEST_KEY))}
    if rule.reach is not Reach.AUTHORITY:
        fields |= {"area": (str, ...), "count": (int, Field(ge=0, le=2))}
    function = ACTIONS[rule.act]
    hints = hints_of(function)
    for name, parameter in inspect.signature(function).parameters.items():
        if name != "desk":
            default = ... if parameter.default is parameter.empty else parameter.default
            fields[name] = (hints[name], default)
    if rule.act in INITIALLED:
        fields["initials"] = (str, ...)
    made: type[Schema] = create_model(f"Ask_{rule.act.replace('-', '_')}", __base__=Asked, **fields)
    return made


def _endpoint(rule: Rule, schema: type[Schema]) -> Callable[..., Done]:
    def act(request: HttpRequest, body: Any) -> Done:  # noqa: ANN401 - one schema for each act
        given = body.dict(exclude_unset=True)
        place = {"area": given.pop("area", ""), "count": given.pop("count", 0)}
        key = given.pop("key")
        held = _held(request)
        if rule.sign and settings.SECOND_FACTOR:
            raise Refused("this act is signed off at a screen, by a person who has just shown who they are")
        row = perform(held.person, Doing(rule.act, f"api:{key}", given=given, **place), held)
        return Done(seq=row.seq, hash=row.hash, at=row.at)

    act.__annotations__ = {"request": HttpRequest, "body": schema, "return": Done}
    act.__name__ = rule.act.replace("-", "_")
    act.__doc__ = f"{rule.words}."
    return act


for _rule in RULES:
    if _rule.act not in BY_COMMAND:
        api.post(f"/acts/{_rule.act}", response=ANSWERS, url_name=f"api-{_rule.act}")(
            _endpoint(_rule, _schema(_rule))
        )
