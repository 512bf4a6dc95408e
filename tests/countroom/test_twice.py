"""Nothing twice: a request sent again, and two officers who act in one second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from hall import CAMBRIDGE
from live import LiveNight, room
from postgres import database_at
from scripts import play_2017, play_small
from seats import Sent, do_path


@dataclass
class Twice:
    """A courier that sends every form again after its answer, as a nervous finger or a proxy does."""

    sent: int = 0

    def __call__(self, sent: Sent) -> requests.Response:
        """The answer to the first sending; the second says the same."""
        answer = sent.post()
        again = sent.post()
        assert (answer.status_code, again.status_code) == (302, 302), again.text
        self.sent += 1
        return answer


def sent_twice(night: LiveNight, play: Callable[[LiveNight], None]) -> int:
    """How many forms of a night were sent twice: there are as many acts, and the record verifies."""
    courier = Twice()
    night.courier = courier
    play(night)
    assert night.kept() == courier.sent
    print(f"{courier.sent} requests sent twice")  # noqa: T201
    return courier.sent


def test_every_request_of_a_night_sent_twice_is_done_once(small: LiveNight) -> None:
    """The whole invented night with each form replayed."""
    assert sent_twice(small, play_small) >= 60


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_request_of_the_night_of_2017_sent_twice_is_done_once(tmp_path: Path, database: str) -> None:
    """Cambridgeshire and Peterborough 2017 with each form replayed."""
    with database_at(database) as url, room(tmp_path, CAMBRIDGE, url) as night:
        assert sent_twice(night, play_2017) > 170


def at_once(every: list[Sent]) -> list[int]:
    """The statuses of forms sent by several people in the same instant, least first."""
    statuses: list[int] = []
    gate = threading.Barrier(len(every))

    def send(one: Sent) -> None:
        gate.wait()
        statuses.append(one.post().status_code)

    threads = [threading.Thread(target=send, args=(one,)) for one in every]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(statuses)


@dataclass
class Race:
    """A night in which some acts are tried by two officers at once."""

    night: LiveNight
    run: int = 0
    threes: int = 0

    def act(self, act: str, place: tuple[str, int], roles: tuple[str, str], **given: object) -> None:
        """One of two who send their own forms in one instant does the act; the other is refused."""
        area, count = place
        before = len(self.night.acts())
        forms = []
        for role in roles:
            seat = self.night.seat(role, area if role not in ("caro", "deputy-caro") else "")
            path = do_path(act, area, count, "")
            forms.append(seat.sent(path, given, seat.page(path)))
        assert at_once(forms) in ([302, 409], [302, 422]), act
        assert len(self.night.acts()) == before + 1, act
        self.run += 1


CENTRE, HEADS, FLOOR = ("caro", "deputy-caro"), ("ro", "deputy"), ("supervisor", "deputy")


def test_of_two_officers_in_the_same_second_one_acts_and_the_other_is_told(small: LiveNight) -> None:
    """Thirty-five races in one night, each with two people's own forms: done once, refused once.

    Three people who type one sheet in the same instant enter it twice, for comparison, and never three times.
    """
    race = Race(small)
    for area in small.areas:
        small.seat("supervisor", area).stations(area)
        account = {"entrusted": 100, "issued": 1, "unused": 99, "spoilt": 0, "tendered": 0}
        small.do(("typist1", area), "account", 0, "?box=1", **account)
        small.do(("typist1", area), "found", 0, "?box=1", papers=1)
        small.do(("typist1", area), "found", 0, "?box=Postal", papers=small.forms[area, 1]["papers:"] - 1)
        race.act("close-verification", (area, 0), HEADS, electorate=99)
    _raced_count(race, 1)
    small.do(("caro", ""), "show-calculation")
    race.act("direct-second-count", ("", 0), CENTRE)
    for area in small.areas:
        race.act("acknowledge-direction", (area, 2), FLOOR)
    _raced_count(race, 2)
    race.act("direct-finals", ("", 0), CENTRE)
    for area, count in small.forms:
        race.act("final", (area, count), HEADS)
    small.do(("caro", ""), "show-calculation")
    race.act("draw-lot", ("", 0), CENTRE, drawn="bay", method="slips", witness="two agents")
    small.do(("caro", ""), "show-calculation")
    small.do(("deputy-caro", ""), "read-script", name="Bob Bay", votes=10)
    small.do(("caro", ""), "declare")
    assert race.run == 35
    print(f"{race.run} races of two, {race.threes} of three")  # noqa: T201
    assert small.kept() > race.run


def _raced_count(race: Race, count: int) -> None:
    small = race.night
    for area in small.areas:
        number = f"{count}.1"
        race.act("issue-sheets", (area, count), FLOOR, sheets=number)
        before = len(small.acts())
        typists = [small.seat(one, area) for one in ("typist1", "typist2", "supervisor")]
        figures = small.forms[area, count]
        assert at_once([one.look_over(area, count, number, figures) for one in typists]) == [302, 302, 409]
        assert len(small.acts()) == before + 2
        race.threes += 1
        small.acknowledge(area, count)
        race.act("show", (area, count), FLOOR)
        race.act("state", (area, count), HEADS)
        race.act("send", (area, count), HEADS)
        race.act("receive", (area, count), CENTRE)
        small.read_back(area, count)
        race.act("accept", (area, count), CENTRE)
