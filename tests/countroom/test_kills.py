"""Nothing lost, nothing twice: kill -9 at every step, two officers in one second, a request sent again."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from browsing import browser_path, sign_in
from hall import CAMBRIDGE
from invented import invented
from live import Forms, LiveNight, Sent, do_path, night_on, served
from playwright.sync_api import Playwright, expect

VOTES = {"N": (6, 4, 2, 2), "S": (4, 2, 4, 2)}
NAMES = ("ash", "bay", "cob", "dew")


def small_forms() -> Forms:
    """Papers of the invented contest: ten, six, six and four; then ten each, and a lot."""
    forms: Forms = {}
    for area, votes in VOTES.items():
        firsts = {f"votes:{name}": one for name, one in zip(NAMES, votes, strict=True)}
        forms[area, 1] = {"papers:": sum(votes), **firsts, "valid:": sum(votes)}
        forms[area, 2] = {"second_count_papers:": 2, "second_preferences:bay": 2}
    return forms


def play_small(night: LiveNight) -> None:
    """The invented night from verification to declaration: equality for second place, and a lot at the end."""
    for area in night.areas:
        night.verify(area)
        night.enter(area, 1, "1.1")
        night.send(area, 1)
        night.accept(area, 1)
    night.second_count()
    night.finals()
    night.do(("caro", ""), "show-calculation")
    night.do(("caro", ""), "draw-lot", drawn="bay", method="slips in a box", witness="two agents")
    night.declare("Bob Bay", 10)


def play_2017(night: LiveNight) -> None:
    """Cambridgeshire and Peterborough 2017 from verification to declaration."""
    for area in night.areas:
        night.verify(area)
    for area in night.areas:
        night.enter(area, 1, "1.1")
        night.send(area, 1)
        night.accept(area, 1)
    night.second_count()
    night.finals()
    night.do(("caro", next(iter(night.areas))), "authorise", 1)
    night.declare("James Palmer", 88826)


@dataclass
class Killing:
    """A courier in whose hands the server dies: after an acknowledgement or while it is at work.

    `every` is how many requests lie between two deaths.
    """

    night: LiveNight
    packet: Path
    every: int
    chance: random.Random = field(default_factory=lambda: random.Random(2017))
    sent: int = 0
    after: int = 0
    during: int = 0

    def __call__(self, sent: Sent) -> requests.Response:
        """The answer of the server, dead or alive in between."""
        turn = self.sent // self.every if self.sent % self.every == self.every - 1 else None
        if turn is not None and turn % 2:
            answer = self._during(sent)
        else:
            answer = sent.post()
            assert answer.status_code == 302, answer.text
            if turn is not None:
                self.after += 1
                self._restart()
        self.sent += 1
        if turn is not None:
            assert len(self.night.acts()) == self.sent
            assert self.night.verifies(self.packet)
        return answer

    def _during(self, sent: Sent) -> requests.Response:
        """Killed between nothing and a tenth of a second after the request; then the form is sent again."""
        statuses: list[int] = []
        sending = threading.Thread(target=_quietly, args=(sent, statuses))
        sending.start()
        time.sleep(self.chance.random() / 10)
        self.during += 1
        self.night.server.kill()
        sending.join()
        self.night.server.start()
        kept = len(self.night.acts())
        assert kept in (self.sent, self.sent + 1)
        assert kept >= self.sent + statuses.count(302), "acknowledged and lost"
        answer = sent.post()
        assert answer.status_code == 302, answer.text
        return answer

    def _restart(self) -> None:
        self.night.server.kill()
        self.night.server.start()


def _quietly(sent: Sent, statuses: list[int]) -> None:
    try:
        statuses.append(sent.post().status_code)
    except requests.RequestException:
        statuses.append(0)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[LiveNight]:
    """The invented contest, served."""
    server = served(tmp_path, invented(tmp_path / "invented"))
    yield LiveNight(server, {"N": "North", "S": "South"}, small_forms())
    server.kill()


def killed(night: LiveNight, every: int, play: Callable[[LiveNight], None]) -> Killing:
    """A night played under a server that dies again and again; the record verifies at its end."""
    courier = Killing(night, night.server.folder / "night.zip", every)
    night.courier = courier
    play(night)
    assert len(night.acts()) == courier.sent
    assert night.verifies(courier.packet)
    print(f"{courier.after} kills after an acknowledgement, {courier.during} during a request")  # noqa: T201
    return courier


def test_twelve_kills_lose_nothing_and_count_nothing_twice(small: LiveNight) -> None:
    """Kill -9 at every fifth step of the invented night, every other time in the middle of the request."""
    courier = killed(small, 5, play_small)
    assert courier.after + courier.during >= 12
    assert small.published("mayor.invented.2017-05-04") == ["preload", "declared"]


@pytest.mark.long
def test_a_kill_at_every_step_of_the_night_of_2017_loses_nothing(tmp_path: Path) -> None:
    """Every act of six areas and the centre: more than two hundred kills, half of them during a request."""
    server = served(tmp_path, CAMBRIDGE)
    try:
        night = night_on(server, CAMBRIDGE)
        courier = killed(night, 1, play_2017)
        assert night.published(CAMBRIDGE.name) == ["preload", "stated", "declared"]
    finally:
        server.kill()
    assert courier.after + courier.during == courier.sent
    assert courier.sent > 150


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


def test_every_request_of_a_night_sent_twice_is_done_once(small: LiveNight) -> None:
    """The whole invented night with each form replayed: as many acts as forms, and the record verifies."""
    courier = Twice()
    small.courier = courier
    play_small(small)
    assert len(small.acts()) == courier.sent
    assert small.verifies(small.server.folder / "night.zip")


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
    assert small.verifies(small.server.folder / "night.zip")


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
        small.acknowledge(area, count)
        race.act("show", (area, count), FLOOR)
        race.act("state", (area, count), HEADS)
        race.act("send", (area, count), HEADS)
        race.act("receive", (area, count), CENTRE)
        small.read_back(area, count)
        race.act("accept", (area, count), CENTRE)


def _browser_of_ours(mark: str) -> int:
    """The process of the browser that was started with a mark of our own among its arguments."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                said = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if mark.encode() in said and b"--type=" not in said and b"--headless" in said:
                return int(entry.name)
    raise LookupError("the browser is not running")


def test_a_browser_killed_in_the_middle_of_a_sheet_loses_no_line_that_was_kept(
    small: LiveNight, playwright: Playwright
) -> None:
    """Kill -9 of Chromium after three lines were told as kept: another browser shows exactly those."""
    small.verify("N")
    small.do(("supervisor", "N"), "issue-sheets", 1, sheets="1")
    address = f"{small.server.address}/area/N/1/sheet/1/"
    mark = f"--mark={uuid.uuid4()}"
    path = browser_path(playwright)
    page = sign_in(playwright.chromium.launch(executable_path=path, args=[mark]), small.server, "typist1-north")
    page.goto(address)
    for place, value in enumerate(("1,234", "12", "7")):
        page.keyboard.type(value)
        with page.expect_response("**/draft/") as kept:
            page.keyboard.press("Enter")
        assert kept.value.status == 204, place
    page.keyboard.type("99")
    os.kill(_browser_of_ours(mark), signal.SIGKILL)
    again = sign_in(playwright.chromium.launch(executable_path=path), small.server, "typist1-north")
    again.goto(address)
    shown = [again.locator("input.figure").nth(place).input_value() for place in range(4)]
    expect(again.locator("input.figure").first).to_be_focused()
    assert shown == ["1,234", "12", "7", ""]
