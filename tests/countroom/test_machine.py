"""The machine of the night walked at random: what it must never do, it never does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hall import reset_rehearsal
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from invented import invented
from walking import centre_step, mischief, next_step

from countroom.actions import Doing, perform
from countroom.models import ActRow, Person
from countroom.night.stages import BY_COMMAND, RULES, Reach
from countroom.night.state import NightSoFar
from countroom.records import night
from countroom.running.publisher import published_night
from mayoral.cli.replay import made
from mayoral.contest.findings import Refused
from mayoral.contest.night import Step as Published

NAMES = {"N": "north", "S": "south"}
OF_PEOPLE = {"appoint", "dismiss", "reset-factor", "issue-card"}
ENDS = {"abandon"}
"""What would end most walks early; the matrix and tests of its own try it."""
MISCHIEF = [one.act for one in RULES if one.act not in BY_COMMAND | OF_PEOPLE | ENDS]


class Walk(RuleBasedStateMachine):
    """A night in which anybody may try anything at any time, and most try what comes next."""

    done: ClassVar[dict[str, int]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.key = 0
        self.told: tuple[Published, ...] = ()

    def try_it(self, seat: str, act: str, place: tuple[str, int], given: dict[str, Any]) -> None:
        """One act tried; what is refused leaves nothing behind."""
        self.key += 1
        area, count = place
        username = seat if seat in ("caro", "deputy-caro", "centre-typist") else f"{seat}-{NAMES[area or 'N']}"
        before = ActRow.objects.count()
        try:
            row = perform(Person.objects.get(username=username), Doing(act, str(self.key), area, count, given))
        except Refused:
            assert ActRow.objects.count() == before
        else:
            Walk.done[row.kind] = Walk.done.get(row.kind, 0) + 1

    @rule(
        areas=st.permutations(["N", "S"]),
        votes=st.lists(st.integers(0, 3), min_size=4, max_size=4),
        many=st.integers(1, 14),
    )
    def go_on(self, areas: list[str], votes: list[int], many: int) -> None:
        """The next sensible things are done, a few in a row."""
        for _ in range(many):
            so_far = night()
            centre = centre_step(so_far)
            found = None
            for area in areas:
                found = next_step(so_far, area, votes)
                if found is not None:
                    (seat, act, given), count = found
                    self.try_it(seat, act, (area, count), given)
                    break
            if found is None and centre is not None:
                seat, act, given = centre
                self.try_it(seat, act, ("", 0), given)
            self.never_declared_too_early()

    @rule(
        act=st.sampled_from(MISCHIEF),
        seat=st.sampled_from(["caro", "deputy-caro", "ro", "supervisor", "typist1", "typist2"]),
        area=st.sampled_from(["N", "S"]),
        count=st.integers(0, 2),
    )
    def anything(self, act: str, seat: str, area: str, count: int) -> None:
        """Anybody tries any act anywhere."""
        whole = next(one for one in RULES if one.act == act).reach is Reach.AUTHORITY
        place = ("", 0) if whole else (area, count)
        self.try_it(seat, act, place, mischief(night(), act, area, count))

    @rule(
        area=st.sampled_from(["N", "S"]),
        count=st.integers(1, 2),
        act=st.sampled_from(["direct-recount", "authorise", "query"]),
    )
    def interfere(self, area: str, count: int, act: str) -> None:
        """The CARO interferes with one area."""
        self.try_it("caro", act, (area, count), mischief(night(), act, area, count))

    @invariant()
    def never_declared_too_early(self) -> None:
        """A declaration rests on a final of every area for every count, none of them being counted again."""
        so_far = night()
        declared = so_far.declared
        if declared is None:
            return
        counts = len(declared.payload["counts"])
        for area in NAMES:
            for count in range(1, counts + 1):
                last = _last_of(so_far, area, count)
                assert last == "final", (area, count, last)
        if counts == 2:
            assert so_far.direction is not None
            for area in NAMES:
                again = so_far.last("direct-recount", area, 1)
                final = so_far.last("final", area, 2)
                assert final is not None
                assert again is None or again.seq < final.seq, "its first count was counted again since"
            firsts = {
                who: sum(_figure(so_far, area, f"votes:{who}") for area in NAMES)
                for who in so_far.contest.standing
            }
            second = sorted(firsts.values())[-2]
            assert so_far.directed == {who for who, held in firsts.items() if held >= second}

    @invariant()
    def never_published_too_early(self) -> None:
        """What is public was authorised, version by version, and not counted again since.

        A total, a lot and who is elected are public only once declared, and then as declared. What was
        published is only added to.
        """
        so_far = night()
        recording = published_night(so_far)
        assert recording.steps[: len(self.told)] == self.told
        self.told = recording.steps
        document = json.loads(made(recording, len(recording.steps)).text)
        released = _released(so_far)
        shown = {
            (area["id"], one["count"]): {f"{row['measure']}:{row['key']}": row["figure"] for row in one["figures"]}
            for area in document["areas"]
            for one in area["counts"]
            if one["figures"] is not None
        }
        assert shown == released
        result, declared = document["result"], so_far.declared
        assert {(where, one["number"]) for one in result["counts"] for where in one["areas"]} <= released.keys()
        told = [one["votes"] for one in result["counts"]]
        if declared is None:
            assert (result["elected"], result["would_elect"], result["lots"]) == (None, None, [])
            assert {one for votes in told for one in votes.values()} <= {None}
        else:
            assert (result["elected"], told) == (declared.payload["elected"], declared.payload["counts"])

    def teardown(self) -> None:
        """The night forgotten."""
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def _released(so_far: NightSoFar) -> dict[tuple[str, int], dict[str, int]]:
    """The figures whose publication was authorised and not taken back since, read straight from the record."""
    free: dict[tuple[str, int], dict[str, int]] = {}
    stated: dict[tuple[str, int, int], dict[str, int]] = {}
    for act in so_far.acts:
        place = (act.area, act.count)
        if act.kind in ("state", "final"):
            stated[*place, act.payload["version"]] = dict(act.payload["figures"])
        elif act.kind == "authorise":
            free[place] = stated[*place, act.payload["version"]]
        elif act.kind == "direct-recount":
            for fell in (place, (act.area, 2)):  # a second count rests on its area's first
                free.pop(fell, None)
        elif act.kind == "direct-second-count" or "voids" in act.payload:
            free = {where: one for where, one in free.items() if where[1] == 1}
    return free


def _last_of(so_far: NightSoFar, area: str, count: int) -> str:
    """The last act that moved an area's count, read straight from the record."""
    moving = (
        "issue-sheets",
        "enter",
        "show",
        "state",
        "send",
        "accept",
        "query",
        "final",
        "direct-recount",
        "grant-recount",
    )
    kinds = [act.kind for act in so_far.acts if act.area == area and act.count == count and act.kind in moving]
    return kinds[-1] if kinds else "nothing"


def _figure(so_far: NightSoFar, area: str, line: str) -> int:
    """A figure of the last statement of an area's first count, read straight from the record."""
    told = [act for act in so_far.acts if act.area == area and act.count == 1 and act.kind in ("state", "final")]
    return int(told[-1].payload["figures"][line])


@pytest.fixture
def walked(db: None, tmp_path: Path) -> Iterator[Callable[[int, int], dict[str, int]]]:
    """Walks the machine so many times, so many steps each; gives back how often each act was done."""
    reset_rehearsal(invented(tmp_path / "invented"))

    def walk(times: int, steps: int) -> dict[str, int]:
        Walk.done = {}
        quiet = settings(
            max_examples=times, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        run_state_machine_as_test(Walk, settings=quiet)  # type: ignore[no-untyped-call]
        return Walk.done

    return walk


def test_no_sequence_of_acts_declares_or_publishes_too_early(walked: Callable[[int, int], dict[str, int]]) -> None:
    """No area missing, stale, in re-count or provisional at a declaration; nothing public too early. Law: r 59."""
    done = walked(12, 25)
    assert done.get("accept", 0) > 0


@pytest.mark.long
def test_no_long_sequence_of_acts_declares_or_publishes_too_early(
    walked: Callable[[int, int], dict[str, int]],
) -> None:
    """The same, walked far and often; some walks reach a declaration, so that the rule is really tried."""
    done = walked(150, 60)
    assert done.get("declare", 0) > 0


def test_equality_for_second_place_keeps_everybody_in_and_a_lot_settles_the_end(db: None, tmp_path: Path) -> None:
    """Two equal for second place both remain; equality at the end is settled by lot, which adds to no figure.

    Law: 2009 Act Sch 5B para 5(5), (10).
    """
    reset_rehearsal(invented(tmp_path / "invented"))
    walk = Walk()
    for _ in range(120):
        so_far = night()
        if so_far.declared is not None:
            break
        second = so_far.direction is not None
        votes = [0, 1, 1, 0] if second else [4, 3, 3, 2]
        found = [(area, step) for area in NAMES if (step := next_step(so_far, area, votes)) is not None]
        if found:
            (area, ((seat, act, given), count)) = found[0]
            walk.try_it(seat, act, (area, count), given)
        else:
            centre = centre_step(so_far)
            assert centre is not None
            walk.try_it(centre[0], centre[1], ("", 0), centre[2])
    walk.teardown()
    declared = so_far.declared
    assert declared is not None
    assert so_far.directed == {"ash", "bay", "cob"}
    assert [act.payload["among"] for act in so_far.acts if act.kind == "draw-lot"] == [["ash", "bay", "cob"]]
    assert declared.payload["elected"] == "ash"
    assert declared.payload["counts"][1] == {"ash": 8, "bay": 8, "cob": 8}
    recording = published_night(so_far)
    (before, after) = (json.loads(made(recording, number).text)["result"] for number in (1, 2))
    assert (before["elected"], before["lots"]) == (None, [])
    assert after["elected"] == "ash"
    assert [(one["drawn"], one["among"]) for one in after["lots"]] == [("ash", ["ash", "bay", "cob"])]
