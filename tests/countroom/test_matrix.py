"""Role by act by area by stage: along a whole night every act is tried by every role at every stage."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hall import reset_rehearsal
from invented import invented
from matrix import EVERYWHERE, MATRIX
from walking import centre_step, mischief, next_step

from countroom.actions import Doing, perform
from countroom.models import Person
from countroom.night.boxes import boxes
from countroom.night.stages import BY_COMMAND, RULES, Night, Reach, Rule, Stage
from countroom.night.state import NightSoFar
from countroom.records import night, position
from mayoral.contest.findings import Refused

NAMES = {"N": "north", "S": "south"}
LOCAL = ("ro", "deputy", "supervisor", "typist1", "adjudicator", "counting-agent")
PEOPLE = tuple(EVERYWHERE) + tuple(f"{one}-{area}" for one in LOCAL for area in NAMES.values())
OF_PEOPLE = {"appoint", "dismiss", "reset-factor", "issue-card"}
TRIED = [rule for rule in RULES if rule.act not in OF_PEOPLE | BY_COMMAND]


def may(username: str, rule: Rule, area: str) -> bool:
    """Whether the matrix typed by hand lets this account do an act at this area."""
    role, _, where = username.rpartition("-") if username.endswith(tuple(NAMES.values())) else (username, "", "")
    return role in MATRIX[rule.act] and (not where or (rule.reach is not Reach.AUTHORITY and where == NAMES[area]))


VOTES = {"N": [6, 4, 2, 2], "S": [4, 2, 4, 2]}
SECOND = [0, 2, 0, 0]
"""Second preferences of either area between Ash, Bay and Cob, so that Ash and Bay end equal."""
QUICK = {("VERIFYING", 0), ("SHOWN", 1), ("RECEIVED", 1), ("DECLARED", 0), ("ABANDONED", 0)}
GOING_ON = {one.name for one in Night} - {"DECLARED", "ABANDONED"}


def places() -> list[Any]:
    """Every stage of the machine with the count at which it is reached; the quick ones are always tried."""
    local = [(one.name, count) for one in Stage for count in _counts(one)]
    every = [*local, *((one.name, 0) for one in Night)]
    return [pytest.param(*one, marks=() if one in QUICK else pytest.mark.long) for one in every]


def _counts(stage: Stage) -> tuple[int, ...]:
    if stage in (Stage.VERIFYING, Stage.VERIFIED):
        return (0,)
    return (2,) if stage is Stage.DIRECTED else (1,) if stage is Stage.NOT_BEGUN else (1, 2)


def sensible(so_far: NightSoFar, area: str) -> tuple[tuple[str, str, dict[str, Any]], str, int] | None:
    """The next sensible act at an area, or over the whole where the area is empty, with its place."""
    if not area:
        whole = centre_step(so_far)
        return None if whole is None else (whole, "", 0)
    found = next_step(so_far, area, VOTES[area] if so_far.direction is None else SECOND)
    return None if found is None else (found[0], area, found[1])


def step_on(number: int) -> bool:
    """The next sensible act of anybody, done; False where the night is over."""
    for area in ("N", "S", ""):
        found = sensible(night(), area)
        if found is not None:
            (role, act, given), where, count = found
            username = role if not area or role in EVERYWHERE else f"{role}-{NAMES[area]}"
            perform(Person.objects.get(username=username), Doing(act, f"step-{number}", where, count, given))
            return True
    return False


def reached(stage: str, count: int) -> bool:
    """Whether the night is at a stage: the first area with a count, or the whole."""
    so_far = night()
    if stage in Night.__members__:
        return position(so_far).stage.name == stage
    listed = stage != "VERIFYING" or bool(boxes(so_far, "N"))  # without a box hardly anything could be done
    return listed and so_far.stage("N", count).name == stage


def walk_to(stage: str, count: int) -> None:
    """The invented night walked, sensibly, until a stage is reached."""
    for number in range(200):
        if reached(stage, count):
            return
        if stage == "QUERIED" and reached("RECEIVED", count):
            query = Doing("query", "query", "N", count, {"reason": "the line was bad"})
            perform(Person.objects.get(username="caro"), query)
        elif stage == "ABANDONED" and reached("ACCEPTED", 1):
            death = Doing("abandon", "abandon", "", 0, mischief(night(), "abandon", "", 0))
            perform(Person.objects.get(username="caro"), death)
        elif not step_on(number):
            break
    raise AssertionError(f"{stage} of count {count} is never reached")


@dataclass
class Trial:
    """Every person at every act at one moment of the night; what is done is undone again."""

    tried: int = 0
    done: set[str] = field(default_factory=set)

    def each(self, rule: Rule, area: str, count: int) -> set[str]:
        """Who did an act at a place; the test fails where that was against the matrix or the stage."""
        so_far = night()
        authority = rule.reach is Reach.AUTHORITY
        stage: Stage | Night = position(so_far).stage if authority else so_far.stage(area, count)
        due = sensible(so_far, "" if authority else area)
        matches = due is not None and (due[0][1], due[2]) == (rule.act, 0 if authority else count)
        given = due[0][2] if due is not None and matches else mischief(so_far, rule.act, area, count)
        did = {one for one in PEOPLE if self._did(one, rule, ("" if authority else area, count), given)}
        allowed = {one for one in PEOPLE if may(one, rule, area)} if stage in rule.before else set()
        open_yet = so_far.abandoned is None and (so_far.declared is None or rule.settled)
        assert did <= (allowed if open_yet else set()), (rule.act, area, count, stage, did - allowed)
        assert did or not matches, (rule.act, area, count, stage)
        return did

    def _did(self, username: str, rule: Rule, place: tuple[str, int], given: dict[str, Any]) -> bool:
        self.tried += 1
        point = transaction.savepoint()
        doing = Doing(rule.act, f"try-{self.tried}", place[0], 0 if not place[0] else place[1], given)
        try:
            perform(Person.objects.get(username=username), doing)
        except Refused:
            return False
        finally:
            transaction.savepoint_rollback(point)
        self.done.add(rule.act)
        return True


@pytest.mark.parametrize(("stage", "count"), places())
def test_every_role_tries_every_act_at_this_stage(
    db: None, public: Path, tmp_path: Path, stage: str, count: int
) -> None:
    """Twenty-one people, forty-five acts: nothing is done but what the matrix and the stage allow."""
    reset_rehearsal(invented(tmp_path / "invented"))
    walk_to(stage, count)
    trial = Trial()
    for rule in TRIED:
        trial.each(rule, "N", count)
    assert trial.tried == len(TRIED) * len(PEOPLE)
    assert bool(trial.done) is (stage != "ABANDONED")
    assert ("withdraw-box" in trial.done) is (stage == "VERIFYING")
    assert ("abandon" in trial.done) is (position(night()).stage.name in GOING_ON)
    print(f"{stage} {count}: {trial.tried} tried, done: {', '.join(sorted(trial.done))}")  # noqa: T201
