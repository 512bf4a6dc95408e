"""Every screen in every state along a night: WCAG 2.2 AA by axe, no scrolling sideways at 400 %."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from browsing import PASSWORD, Server, browser_path, sign_in
from invented import TEXT, invented
from live import LiveNight, served
from playwright.sync_api import Page, Playwright, Route, expect
from scripts import play_small, small_forms
from seats import HttpSeat, Sent, do_path

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
NOT_PAGES = re.compile(r"/(events|static|api)/|\.(pdf|zip|json|css)$|/download/|/logout/|/public/.+")
OFTEN = (("supervisor", "N"), ("ro", "N"), ("caro", ""))
EVERYBODY = (
    *OFTEN,
    *((role, "N") for role in ("typist1", "adjudicator", "counting-agent")),
    *((role, "") for role in ("centre-typist", "observer", "auditor", "publisher", "agent", "candidate")),
    *((role, "") for role in ("it-officer", "deputy-caro")),
)


def shape(page: str) -> str:
    """What a page is built of, without its words: two pages of one shape are one screen in one state."""
    main = page[page.find("<main") :]
    tags = re.findall(r'<(\w+)(?:[^>]*?class="([^"]*)")?', main)
    return "".join(f"{tag}.{kind} " for place, (tag, kind) in enumerate(tags) if tags[place - 1] != (tag, kind))


@dataclass
class Audit:
    """A browser that looks at pages as they were sent to somebody, wide and at 400 % zoom."""

    tab: Page
    server: Server
    seen: set[str] = field(default_factory=set)
    looked: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    def look(self, page: str, path: str, who: str) -> None:
        """A page looked at unless one of its shape was: what axe finds at 1,280 and at 320 pixels is noted."""
        built = shape(page)
        if built in self.seen:
            return
        self.seen.add(built)
        self.looked.append(f"{path} ({who})")
        address = f"{self.server.address}{path}"

        def answer(route: Route) -> None:
            route.fulfill(body=re.sub(r' data-follow="\d+"', "", page), content_type="text/html; charset=utf-8")

        self.tab.route(address, answer)
        for width in (1280, 320):
            self.tab.set_viewport_size({"width": width, "height": 900})
            self.tab.goto(address)
            report = Axe().run(self.tab, options=WCAG)
            if report.violations_count:
                self.found.append(f"{path} ({who}) at {width}: {report.generate_report()}")
            wide = self.tab.evaluate("() => document.documentElement.scrollWidth")
            if wide > width:
                self.found.append(f"{path} ({who}) scrolls sideways at {width}: {wide}")
        self.tab.unroute(address)

    def crawl(self, seat: HttpSeat, start: str, deep: int) -> None:
        """Every page that links lead to from a first one, so many steps deep."""
        wanted, done = [(start, 0)], {start}
        while wanted:
            path, depth = wanted.pop()
            answer = _get(seat, path)
            if "html" not in answer.headers.get("content-type", ""):
                continue
            self.look(answer.text, path, seat.username)
            if depth == deep:
                continue
            for link in re.findall(r'<a [^>]*?href="([^"]+)"', answer.text):
                there = urldefrag(unescape(link))[0]
                if there.startswith("/") and there not in done and not NOT_PAGES.search(urlsplit(there).path):
                    done.add(there)
                    wanted.append((there, depth + 1))


def _get(seat: HttpSeat, path: str) -> requests.Response:
    answer = seat.session.get(seat.server.address + path, timeout=30)
    if "/account/reauthenticate/" in answer.url:
        Sent(seat.session, answer.url, {"password": PASSWORD}).post()
        answer = seat.session.get(seat.server.address + path, timeout=30)
    return answer


@pytest.fixture(scope="module")
def tab(playwright: Playwright) -> Iterator[Page]:
    """A browser."""
    opened = playwright.chromium.launch(executable_path=browser_path(playwright))
    yield opened.new_page()
    opened.close()


@pytest.fixture
def night(tmp_path: Path) -> Iterator[LiveNight]:
    """The invented night, served."""
    server = served(tmp_path, invented(tmp_path / "invented"))
    yield LiveNight(server, {"N": "North", "S": "South"}, small_forms())
    server.kill()


def _refusals(night: LiveNight, audit: Audit) -> None:
    """Forms in the states in which something is wrong with them."""
    supervisor = night.seat("supervisor", "N")
    for act, given in (
        ("issue-sheets", {}),
        ("issue-sheets", {"sheets": "X1"}),
        ("issue-sheets", {"sheets": "X1"}),
    ):
        path = do_path(act, "N", 1, "")
        answer = supervisor.sent(path, given, supervisor.page(path)).post()
        if answer.status_code != 302:  # the sheet is issued once, and refused the second time
            audit.look(answer.text, path, "refused")
    typist = night.seat("typist1", "N")
    path = "/area/N/1/sheet/X1/"
    for text in ("|", "7"):
        names = re.findall(r'<input [^>]*name="([^"]+)"[^>]*class="figure"', typist.page(path))
        answer = typist.sent(path, dict.fromkeys(names, text)).post()
        audit.look(answer.text, path, f"typed {text}")
    for one, figure in (("typist1", 3), ("typist2", 4)):
        figures = night.forms["N", 1] | {"votes:ash": figure}
        night.seat(one, "N").look_over("N", 1, "X1", figures).post()
    audit.crawl(supervisor, "/area/N/", 1)
    night.do(("supervisor", "N"), "void-sheet", 1, "?sheet=X1", reason="a trial")


def _outside(night: LiveNight, audit: Audit) -> None:
    """The pages of people who are not signed in, or not rightly."""
    stranger = requests.Session()
    address = f"{night.server.address}/account/login/"
    audit.look(stranger.get(address, timeout=30).text, "/account/login/", "stranger")
    wrong = Sent(stranger, address, {"login": "caro", "password": "wrong"}).post()
    audit.look(wrong.text, "/account/login/", "wrong password")
    seat = HttpSeat(night.server, "caro", night)
    asked = seat.session.get(f"{night.server.address}/do/direct-finals/", timeout=30)
    audit.look(asked.text, "/account/reauthenticate/", "caro")
    again = Sent(seat.session, asked.url, {"password": "wrong"}).post()
    audit.look(again.text, "/account/reauthenticate/", "wrong password")
    for path in ("/account/logout/", "/area/nowhere/", "/nowhere/", "/area/N/1/do/nothing/"):
        audit.look(_get(seat, path).text, path, "caro")


def _totp(secret: str) -> str:
    """The six figures a phone would show now. RFC 6238."""
    key, moment = base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", int(time.time()) // 30)
    code = hmac.new(key, moment, hashlib.sha1).digest()
    place = code[-1] & 15
    return f"{(struct.unpack('>I', code[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def _second_factor(night: LiveNight, audit: Audit) -> None:
    """The pages on which a second factor is enrolled, used, shown and taken away."""
    seat, first = night.seat("deputy", "S"), "/account/2fa/"
    audit.crawl(seat, first, 2)
    form = _get(seat, f"{first}totp/activate/")
    audit.look(form.text, f"{first}totp/activate/", "deputy")
    audit.look(
        Sent(seat.session, form.url, {"code": "000000"}).post().text, f"{first}totp/activate/", "wrong code"
    )
    secret = re.search(r"\b([A-Z2-7]{32})\b", form.text)
    assert secret, form.text
    assert Sent(seat.session, form.url, {"code": _totp(secret[1])}).post().status_code == 302
    audit.crawl(seat, first, 2)
    own = ("totp/deactivate/", "recovery-codes/generate/", "recovery-codes/", "webauthn/", "webauthn/add/")
    for path in own:
        audit.look(_get(seat, first + path).text, first + path, "deputy")
    session = requests.Session()
    login = f"{night.server.address}/account/login/"
    session.get(login, timeout=30)
    Sent(session, login, {"login": seat.username, "password": PASSWORD}).post()
    asked = session.get(f"{night.server.address}{first}authenticate/", timeout=30)
    audit.look(asked.text, f"{first}authenticate/", "signing in")
    wrong = Sent(session, asked.url, {"code": "000000"}).post()
    audit.look(wrong.text, f"{first}authenticate/", "wrong code")


@pytest.mark.long
def test_every_screen_in_every_state_of_a_night_meets_wcag(night: LiveNight, tab: Page) -> None:
    """After every act three people look round, at five moments everybody; every new shape goes through axe."""
    audit = Audit(tab, night.server)
    number = 0

    def courier(sent: Sent) -> requests.Response:
        nonlocal number
        answer = sent.post()
        number += 1
        if number == 5:
            night.courier = Sent.post
            _refusals(night, audit)
            night.courier = courier
        everybody = number in (2, 12, 30, 45) or "/do/declare/" in sent.address
        for role, area in EVERYBODY if everybody else OFTEN:
            seat = night.seat(role, area)
            audit.crawl(
                seat, "/" if everybody else f"/area/{area}/" if area else "/centre/", 3 if everybody else 1
            )
        return answer

    _outside(night, audit)
    _second_factor(night, audit)
    night.courier = courier
    play_small(night)
    print(f"{len(audit.looked)} screens and states looked at:", *audit.looked, sep="\n  ")  # noqa: T201
    assert not audit.found, "\n".join(audit.found)
    assert len(audit.looked) > 60


@pytest.mark.long
def test_boxes_statement_and_centre_do_not_scroll_sideways_at_400_per_cent(night: LiveNight, tab: Page) -> None:
    """The three screens with the widest contents, in the states in which they are widest."""
    audit = Audit(tab, night.server)
    night.seat("supervisor", "S").stations("S")
    night.verify("N")
    night.enter("N", 1, "1.1")
    night.send("N", 1)
    for role, area, path in (
        ("supervisor", "S", "/area/S/boxes/"), ("ro", "N", "/area/N/1/statement/1/"), ("caro", "", "/centre/")
    ):  # fmt: skip
        audit.look(night.seat(role, area).page(path), path, role)
    assert len(audit.looked) == 3
    assert not audit.found, "\n".join(audit.found)


NINE = ("Ash", "Bay", "Cob", "Dew", "Elm", "Fir", "Gum", "Hop", "Ivy")


@pytest.fixture
def nine(tmp_path: Path) -> Iterator[LiveNight]:
    """A contest of nine candidates, served."""
    folder = invented(tmp_path / "nine")
    one = ",".join(f'{{ id = "{name.lower()}", name = "Ann {name}" }}' for name in NINE)
    head = TEXT.format(method="supplementary-vote").partition("candidates = [")[0]
    (folder / "election.toml").write_text(f"{head}candidates = [{one}]\n", encoding="utf-8")
    server = served(tmp_path, folder)
    yield LiveNight(server, {"N": "North", "S": "South"}, small_forms())
    server.kill()


@pytest.mark.long
def test_nine_candidates_and_four_heads_are_sixteen_fields_typed_with_the_keyboard_alone(
    nine: LiveNight, tab: Page
) -> None:
    """Signed with no more key presses than digits, one per field and two, on a screen 320 pixels wide."""
    nine.do(("supervisor", "N"), "issue-sheets", 1, sheets="1")
    browser = tab.context.browser
    assert browser is not None
    page = sign_in(browser, nine.server, "typist1-north")
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{nine.server.address}/area/N/1/sheet/1/")
    votes = [1000 + 7 * place for place in range(9)]
    figures = [sum(votes) + 10, 1, 2, 3, 4, 10, *votes, sum(votes)]
    assert page.locator("input.figure").count() == len(figures) == 16
    keys = [key for figure in figures for key in (*str(figure), "Enter")]
    for key in keys:
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Sign: this")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Sheet 1 is signed")
    assert len(keys) + 1 <= sum(len(str(one)) for one in figures) + 16 + 2
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert nine.acts()[-1]["payload"]["figures"]["votes:ivy"] == votes[-1]
