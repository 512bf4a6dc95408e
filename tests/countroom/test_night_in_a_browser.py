"""A night in real Chromium, one area wholly by hand, on a server of its own; what is public never runs ahead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
import requests
from browsing import PASSWORD, Server, browser_path, sign_in
from hall import CAMBRIDGE, ROOT
from invented import invented
from live import STATIONS, LiveNight, Seat, Sent, do_path, fields, night_on, served
from playwright.sync_api import Browser, Page, Playwright, expect
from playwright.sync_api import Error as PlaywrightError
from postgres import postgresql
from test_kills import play_small, small_forms

NORTH_EAST = ROOT / "elections" / "mayor.north-east.2024-05-02"
FENLAND = "E07000010"
T = TypeVar("T")


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium, with a context of its own for everybody who sits in it."""
    opened = playwright.chromium.launch(executable_path=browser_path(playwright))
    yield opened
    opened.close()


@dataclass
class BrowserSeat:
    """A person who fills in every form in Chromium."""

    browser: Browser
    server: Server
    username: str
    told: Callable[[str], None]
    said: str = ""
    tab: Page = field(init=False)

    def __post_init__(self) -> None:
        self.tab = sign_in(self.browser, self.server, self.username)

    def page(self, path: str) -> str:
        """The page at an address; who is asked for the password before signing off gives it."""
        self._again(lambda: self._go(path))
        if "/account/reauthenticate/" in self.tab.url:
            self.tab.fill("#id_password", PASSWORD)
            self.tab.click("main button")
            self.tab.wait_for_url(self.server.address + path)
        return self._again(self.tab.content)

    def _go(self, path: str) -> None:
        """The page at an address opened, or the one that asks for the password first."""
        self.tab.goto(self.server.address + path)
        if self.tab.url != self.server.address + path and "/account/reauthenticate/" not in self.tab.url:
            raise PlaywrightError(f"{self.username} asked for {path} and is at {self.tab.url}")

    def _again(self, act: Callable[[], T]) -> T:
        """What an act gives; a page that follows the night may reload itself at that very moment."""
        for _ in range(9):
            try:
                return act()
            except PlaywrightError:
                self.tab.wait_for_load_state()
        return act()

    def _press(self, button: str) -> int:
        """The status of what a pressed button sends."""
        with self.tab.expect_response(
            lambda one: one.request.method == "POST" and "/draft/" not in one.url
        ) as sent:
            self.tab.click(button)
        self.tab.wait_for_load_state()
        self.said = self._again(self.tab.content)
        if sent.value.status == 302:
            self.told(sent.value.url)
        return sent.value.status

    def act(self, act: str, area: str = "", count: int = 0, fixed: str = "", **given: object) -> int:
        """The status after filling in the form of an act and pressing its button."""
        self.page(do_path(act, area, count, fixed))
        for name, value in given.items():
            blank = self.tab.locator(f'main form.entry [name="{name}"]:not([type=hidden])')
            if blank.evaluate("one => one.tagName") == "SELECT":
                blank.select_option(str(value))
            else:
                blank.fill(str(value))
        return self._press("main form.entry > button")

    def type_sheet(self, area: str, count: int, sheet: str, figures: dict[str, int]) -> None:
        """A sheet typed on the keyboard alone, looked over and signed."""
        for name in fields(self.page(f"/area/{area}/{count}/sheet/{sheet}/")):
            self.tab.keyboard.type(str(figures.get(name, 0)))
            self.tab.keyboard.press("Enter")
        expect(self.tab.get_by_role("button", name="Sign: this")).to_be_focused()
        assert self._press("text=Sign: this") == 302
        expect(self.tab.get_by_role("status").first).to_contain_text(f"Sheet {sheet} is signed")

    def stations(self, area: str) -> None:
        """The station list put on the list, with the postal papers."""
        self.page(f"/area/{area}/stations/")
        self.tab.set_input_files("#file", {"name": "s.csv", "mimeType": "text/csv", "buffer": STATIONS})
        assert self._press("main form button") == 302


@dataclass
class Watch:
    """Somebody outside who looks at the public page after every step: no figure may stand there early."""

    night: LiveNight
    election: str
    looked: int = 0
    acts: set[str] = field(default_factory=set)
    free: set[tuple[str, int]] = field(default_factory=set)

    def look(self) -> str:
        """The public page; the test fails where it shows a figure of an area that was not authorised."""
        shown = [
            requests.get(f"{self.night.server.address}/public/{one}", timeout=30)
            for one in ("", f"results/{self.election}/latest.json")
        ]
        page = shown[0].text + (shown[1].text if shown[1].ok else "")
        early = set(re.findall(r"\d{1,3}(?:,\d{3})+|\d{4,}", page)) & self.secret()
        assert not early, early
        self.looked += 1
        return page

    def secret(self) -> set[str]:
        """Every figure over 2,500 that nothing authorised or declared makes public yet."""
        if "declare" in self.acts:
            return set()
        told = {one for place in self.free for one in self.night.forms[place].values()}
        known = {one for form in self.night.forms.values() for one in form.values()} - told
        return {text for one in known if one > 2500 for text in (str(one), f"{one:,}")}

    def tell(self, address: str) -> None:
        """What was just acknowledged; then the public page is looked at."""
        found = re.search(r"(?:/area/(\w+)/(\d))?/do/([a-z-]+)/", address)
        if found is not None:
            self.acts.add(found[3])
            if found[3] == "authorise":
                self.free.add((found[1], int(found[2])))
        self.look()

    def courier(self, sent: Sent) -> requests.Response:
        """A form sent, and the public page looked at after it."""
        answer = sent.post()
        if answer.status_code == 302:
            self.tell(sent.address)
        return answer


@contextmanager
def room(folder: Path, election: Path, database: str = "") -> Iterator[LiveNight]:
    """A rehearsal served, and a watch kept on its public page."""
    server = served(folder, election, database)
    try:
        yield night_on(server, election)
    finally:
        server.kill()


def by_hand(night: LiveNight, browser: Browser, watch: Watch, names: tuple[str, ...]) -> None:
    """Everybody whose account ends so, and all at the centre but the auditor, sits in the browser."""

    def sits(username: str, area: str) -> Seat | None:
        if username.endswith(names) or not area:
            return None if username == "auditor" else BrowserSeat(browser, night.server, username, watch.tell)
        return None

    night.sits = sits


def play_2017(night: LiveNight, watch: Watch) -> None:
    """The night of 2017 with a slip of the keyboard, a re-count, a query and the second count."""
    first, *others = night.areas
    for area in night.areas:
        night.verify(area)
    for area in others:
        if area != FENLAND:
            night.enter(area, 1, "1.1")
            night.send(area, 1)
            night.accept(area, 1)
    _mistyped(night, first)
    _recounted_and_queried(night, FENLAND)
    night.second_count()
    night.finals()
    assert "Fenland, count" not in watch.look()
    night.do(("caro", FENLAND), "authorise", 1)
    assert night.seat("caro").act("declare") == 409
    night.declare("James Palmer", 88826)


def _mistyped(night: LiveNight, area: str) -> None:
    night.enter(area, 1, "A1", **{"votes:rod-cantrill": 13237})
    assert night.seat("supervisor", area).act("show", area, 1) == 409
    told = {"reason": "a figure was turned round", "initials": "JS", "votes:rod-cantrill": 13273}
    night.do(("supervisor", area), "settle", 1, "?sheet=A1", **told)
    night.send(area, 1)
    night.accept(area, 1)


def _recounted_and_queried(night: LiveNight, area: str) -> None:
    night.enter(area, 1, "1")
    night.acknowledge(area, 1)
    night.do(("supervisor", area), "show", 1)
    night.do(("counting-agent", area), "ask-recount", 1, asked_by="Paul Bullen’s agent", ground="it is close")
    assert night.seat("ro", area).act("state", area, 1) == 409
    night.do(("ro", area), "grant-recount", 1, reason="reasonable", **_request(night, area))
    night.enter(area, 1, "2")
    night.send(area, 1)
    night.do(("caro", area), "receive", 1)
    night.read_back(area, 1, **{"votes:rod-cantrill": 1})
    assert night.seat("caro").act("accept", area, 1) == 409
    night.do(("caro", area), "query", 1, reason="the read-back differs for Rod Cantrill")
    night.do(("ro", area), "answer", 1, reply="the statement stands; the line was bad")
    night.accept(area, 1)


def _request(night: LiveNight, area: str) -> dict[str, str]:
    page = night.seat("ro", area).page(do_path("grant-recount", area, 1, ""))
    found = re.search(r'(?s)<select id="request".*?<option value="(\d+)"', page)
    assert found
    return {"request": found[1]}


def ended(night: LiveNight, election: Path, watch: Watch) -> None:
    """Everything there is to hold against a night at its end."""
    declared = tomllib.loads((election / "declared.toml").read_text())
    act = next(one for one in night.acts() if one["kind"] == "declare")
    assert act["payload"]["elected"] == declared["elected"]
    assert act["payload"]["counts"] == [one["votes"] for one in declared["counts"]]
    assert night.verifies(night.server.folder / "night.zip")
    papers = (night.server.folder / "rehearsal" / "papers.txt").read_text()
    assert papers.count(" *") >= sum("papers:" in form for form in night.forms.values())
    assert "no source gives" in papers
    assert watch.looked > 20


def whole_night(folder: Path, browser: Browser, names: tuple[str, ...], database: str = "") -> None:
    """Cambridgeshire and Peterborough 2017, the areas named and the whole centre in the browser."""
    with room(folder, CAMBRIDGE, database) as night:
        watch = Watch(night, CAMBRIDGE.name)
        night.courier = watch.courier
        by_hand(night, browser, watch, names)
        play_2017(night, watch)
        ended(night, CAMBRIDGE, watch)
        observer = night.seat("observer").page("/board/")
        assert "88,826" not in observer
        published(browser, night.server, "88,826")


def published(browser: Browser, server: Server, figure: str) -> None:
    """The public page, in a browser of somebody not signed in, comes to show a figure."""
    page = browser.new_page()
    for _ in range(20):
        page.goto(f"{server.address}/public/")
        if figure in page.content():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.content())


@pytest.mark.long
def test_the_night_of_2017_is_played_in_a_browser(tmp_path: Path, browser: Browser) -> None:
    """Fenland and the centre by hand in Chromium, the other areas over HTTP. Law: SI 2017/67 Sch 1 rr 47-59."""
    whole_night(tmp_path, browser, ("-fenland",))


@pytest.mark.long
def test_the_whole_night_of_2017_is_played_in_a_browser(tmp_path: Path, browser: Browser) -> None:
    """All six areas and the centre by hand in Chromium."""
    whole_night(tmp_path, browser, ("",))


@pytest.mark.long
def test_the_night_of_2017_is_played_in_a_browser_on_postgresql(tmp_path: Path, browser: Browser) -> None:
    """The same on the database that several count centres use."""
    with postgresql() as url:
        whole_night(tmp_path, browser, ("-fenland",), url)


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_north_east_2024_is_played_in_a_browser(tmp_path: Path, browser: Browser, database: str) -> None:
    """Seven areas, first past the post: most votes wins, no second count is offered. Law: r 59(11)."""
    with ExitStack() as stack:
        url = stack.enter_context(postgresql()) if database == "postgresql" else ""
        night = stack.enter_context(room(tmp_path, NORTH_EAST, url))
        watch = Watch(night, NORTH_EAST.name)
        night.courier = watch.courier
        by_hand(night, browser, watch, ("-gateshead",))
        for area in night.areas:
            night.verify(area)
            night.enter(area, 1, "1.1")
            night.send(area, 1)
            night.accept(area, 1)
        night.finals()
        declared = tomllib.loads((NORTH_EAST / "declared.toml").read_text())
        winner, votes = declared["elected"], declared["counts"][0]["votes"]
        night.declare(_name(winner), votes[winner])
        ended(night, NORTH_EAST, watch)


def _name(winner: str) -> str:
    told = tomllib.loads((NORTH_EAST / "election.toml").read_text())
    return str(next(one["name"] for one in told["candidates"] if one["id"] == winner))


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_equality_for_second_place_and_a_lot_are_played_in_a_browser(
    tmp_path: Path, browser: Browser, database: str
) -> None:
    """Two are equal second, so three go on; two are equal at the end, so a lot decides. Law: 2009 Act Sch 5B."""
    with ExitStack() as stack:
        url = stack.enter_context(postgresql()) if database == "postgresql" else ""
        server = served(tmp_path, invented(tmp_path / "invented"), url)
        stack.callback(server.kill)
        night = LiveNight(server, {"N": "North", "S": "South"}, small_forms())
        by_hand(night, browser, Watch(night, "mayor.invented.2017-05-04"), ("-north",))
        play_small(night)
        acts = night.acts()
        assert len(next(one for one in acts if one["kind"] == "direct-second-count")["payload"]["remaining"]) == 3
        assert next(one for one in acts if one["kind"] == "declare")["payload"]["elected"] == "bay"
        assert night.verifies(tmp_path / "night.zip")
