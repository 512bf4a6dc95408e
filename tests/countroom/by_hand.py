"""People who do everything by hand in Chromium, in one night with others who act over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from browsing import PASSWORD, Server, content, go, sign_in
from live import LiveNight
from playwright.sync_api import Browser, Page, expect
from seats import STATIONS, Seat, do_path, fields


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
        there = self.server.address + path
        for _ in range(5):  # the page left behind may show itself anew at the last moment
            go(self.tab, there)
            if self.tab.url == there or "/account/reauthenticate/" in self.tab.url:
                break
        if "/account/reauthenticate/" in self.tab.url:
            self.tab.fill("#id_password", PASSWORD)
            self.tab.click("main button")
            self.tab.wait_for_url(there)
        assert self.tab.url == there, (self.username, there, self.tab.url)
        return content(self.tab)

    def press(self, button: str) -> int:
        """The status of what a pressed button sends; 302 is done."""
        with self.tab.expect_response(
            lambda one: one.request.method == "POST" and "/draft/" not in one.url
        ) as sent:
            self.tab.click(button)
        self.tab.wait_for_load_state()
        self.said = content(self.tab)
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
        return self.press("main form.entry > button")

    def typed(self, area: str, count: int, sheet: str, figures: dict[str, int]) -> None:
        """A sheet typed on the keyboard alone, so that one more key signs it."""
        for name in fields(self.page(f"/area/{area}/{count}/sheet/{sheet}/")):
            self.tab.keyboard.type(str(figures.get(name, 0)))
            self.tab.keyboard.press("Enter")
        expect(self.tab.get_by_role("button", name="Sign: this")).to_be_focused()

    def type_sheet(self, area: str, count: int, sheet: str, figures: dict[str, int]) -> None:
        """A sheet typed on the keyboard alone, looked over and signed."""
        self.typed(area, count, sheet, figures)
        assert self.press("text=Sign: this") == 302
        expect(self.tab.get_by_role("status").first).to_contain_text(f"Sheet {sheet} is signed")

    def stations(self, area: str) -> None:
        """The station list put on the list, with the postal papers."""
        assert self.upload(area) == 302

    def upload(self, area: str) -> int:
        """The status of sending the station list."""
        self.page(f"/area/{area}/stations/")
        self.tab.set_input_files("#file", {"name": "s.csv", "mimeType": "text/csv", "buffer": STATIONS})
        return self.press("main form button")


def sit(night: LiveNight, browser: Browser, told: Callable[[str], None], names: tuple[str, ...]) -> None:
    """Everybody whose account ends so, and all at the centre but the auditor, sits in the browser."""

    def sits(username: str, area: str) -> Seat | None:
        if username.endswith(names) or not area:
            return None if username == "auditor" else BrowserSeat(browser, night.server, username, told)
        return None

    night.sits = sits
