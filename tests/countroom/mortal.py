"""A browser that is killed under people's hands at every step of a night."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from browsing import chromium, sign_in
from by_hand import BrowserSeat
from live import LiveNight
from playwright.sync_api import Browser, Playwright, expect
from playwright.sync_api import Error as BrowserError
from seats import Seat, fields


def process_of(mark: str) -> int:
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


@dataclass
class Mortal:
    """The one Chromium at which everybody sits in turn, and how often it was killed and when."""

    playwright: Playwright
    night: LiveNight
    chance: random.Random = field(default_factory=lambda: random.Random(2024))
    process: int = 0
    browser: Browser | None = None
    done: int = 0
    typing: int = 0
    after: int = 0
    during: int = 0
    kept: int = 0

    def alive(self) -> Browser:
        """A Chromium that runs: the one there is, or a new one."""
        if self.browser is None:
            mark = f"--mark={uuid.uuid4()}"
            self.browser = chromium(self.playwright, mark)
            self.process = process_of(mark)
        return self.browser

    def strike(self) -> None:
        """Kill -9, nothing asked."""
        os.kill(self.process, signal.SIGKILL)

    def bury(self) -> None:
        """What is left of a killed browser let go of."""
        browser, self.browser = self.browser, None
        assert browser is not None
        with suppress(BrowserError):
            browser.close()
        assert not browser.is_connected()

    def close(self) -> None:
        """The last browser ended in peace, after all that the dead ones left behind was heard."""
        self.alive().close()

    def told(self) -> str:
        """How often the browser was killed and when, in words."""
        return (
            f"{self.typing} kills in the middle of a sheet, {self.after} after an acknowledgement, "
            f"{self.during} during a request ({self.kept} of these recorded); {self.done} acts"
        )

    def sits(self, username: str, area: str) -> Seat | None:
        """Everybody sits here, but for the auditor, who takes the record away."""
        del area
        return None if username == "auditor" else MortalSeat(self, username)


class MortalSeat(BrowserSeat):
    """A person whose browser is killed at every step, and who then looks what is there and goes on."""

    def __init__(self, mortal: Mortal, username: str) -> None:
        self.mortal, self.server, self.username = mortal, mortal.night.server, username
        self.told, self.said = self._acknowledged, ""
        self.sat: Browser | None = None
        self.spared = False

    def page(self, path: str) -> str:
        """The page at an address, after signing in anew where the browser died."""
        browser = self.mortal.alive()
        if self.sat is not browser:
            self.tab, self.sat = sign_in(browser, self.server, self.username), browser
        return super().page(path)

    def _acknowledged(self, address: str) -> None:
        """An act acknowledged: the browser dies, and the record has the act."""
        del address
        self.mortal.done += 1
        if not self.spared:
            self.mortal.after += 1
            self.mortal.strike()
            self._dies(0)

    def press(self, button: str) -> int:
        """302 where the act is on the record, 0 where the browser died before the server had it."""
        mortal = self.mortal
        if mortal.night.refusing or self.spared or mortal.done % 2 == 0:
            return super().press(button)
        mortal.during += 1
        death = threading.Timer(mortal.chance.random() / 10, mortal.strike)
        death.start()
        with suppress(BrowserError):  # it may die before the button is quite pressed
            self.tab.click(button, no_wait_after=True)
        death.join()
        kept = self._dies(1)
        mortal.done += kept
        mortal.kept += kept
        return 302 if kept else 0

    def _dies(self, under_way: int) -> int:
        """The browser dead; how many acts more than were acknowledged the record has, and it verifies."""
        self.mortal.bury()
        night, known = self.mortal.night, self.mortal.done
        for _ in range(10):  # what the server had received is done within a second
            acts = night.kept()
            if acts == known + under_way:
                break
            time.sleep(0.1)
        assert known <= acts <= known + under_way, (known, acts)
        return acts - known

    def act(self, act: str, area: str = "", count: int = 0, fixed: str = "", **given: object) -> int:
        """The status of an act; what a death prevented is done again."""
        return self._again(lambda: super(MortalSeat, self).act(act, area, count, fixed, **given))

    def stations(self, area: str) -> None:
        """The station list put on the list; what a death prevented is done again."""
        assert self._again(lambda: self.upload(area)) == 302

    def type_sheet(self, area: str, count: int, sheet: str, figures: dict[str, int]) -> None:
        """A sheet signed: killed in the middle of a figure, another browser has every line told as kept."""
        path = f"/area/{area}/{count}/sheet/{sheet}/"
        names = fields(self.page(path))
        there = self.mortal.chance.randrange(1, len(names))
        for name in names[:there]:
            self.tab.keyboard.type(str(figures.get(name, 0)))
            with self.tab.expect_response("**/draft/") as kept:
                self.tab.keyboard.press("Enter")
            assert kept.value.status == 204, name
        self.tab.keyboard.type("9")
        self.mortal.typing += 1
        self.mortal.strike()
        self._dies(0)
        self.page(path)
        shown = [self.tab.locator("input.figure").nth(place).input_value() for place in range(len(names))]
        assert shown == [str(figures.get(name, 0)) for name in names[:there]] + [""] * (len(names) - there)
        typed = [there, len(names)]
        assert self._again(lambda: self._signed(path, figures, typed.pop(0))) == 302

    def _signed(self, path: str, figures: dict[str, int], there: int) -> int:
        """The status of signing a sheet whose first lines stand there already."""
        for place, name in enumerate(fields(self.page(path))):
            if place >= there:
                self.tab.keyboard.type(str(figures.get(name, 0)))
            self.tab.keyboard.press("Enter")
        expect(self.tab.get_by_role("button", name="Sign: this")).to_be_focused()
        return self.press("text=Sign: this")

    def _again(self, once: Callable[[], int]) -> int:
        """The status of something done, once more and in peace where a death prevented it."""
        status = once()
        if status == 0:
            self.spared = True
            status = once()
            self.spared = False
        return status
