"""Somebody who looks at the public page after every step, and an observer: no figure comes early."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import requests
from browsing import go, sign_in
from live import LiveNight
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError
from seats import Sent

LEAST = 2500
"""Figures below are not looked for: years and the numbers of rules are in every text."""


def figures_in(page: str) -> set[str]:
    """The numbers of four digits and more that stand in a text, as they are written; hashes are none."""
    text = re.sub(r"\b[0-9a-f]{32,}\b", "", page)
    plain = re.findall(r"(?<![\d.])\d{4,}(?![\d]|\.\d)", text)
    return {*plain, *re.findall(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)", text)}


def _heading(name: str, count: int) -> str:
    """What stands over an area's statement, as a pattern: first past the post has the count and no first one."""
    return rf"{re.escape(name)}, {'(?:first )?count' if count == 1 else 'second count'}\b"


@dataclass
class Watch:
    """What must not be public yet, held against what anybody, and what an observer, can see."""

    night: LiveNight
    looked: int = 0
    declared: bool = False
    free: set[tuple[str, int]] = field(default_factory=set)
    screen: Page | None = None
    seen: str = ""

    def sit_down(self, browser: Browser) -> None:
        """An observer signs in and leaves their screen open for the whole night: it follows by itself."""
        self.screen = sign_in(browser, self.night.server, "observer")
        go(self.screen, f"{self.night.server.address}/observers/")

    def look(self) -> None:
        """The public page and the observer's screen; the test fails where they show what nobody authorised."""
        page = self._public("")
        for link in sorted(set(re.findall(r'href="(\w[^":#]*)"', page)) - {"style.css"}):
            page += "\n" + self._public(link)
        for where, text in (("the public page", page), ("the observer's screen", self._screen())):
            early = figures_in(text) & self.secret()
            assert not early, (where, early)
            headed = {(name, count) for name, count in self._headings() if re.search(_heading(name, count), text)}
            assert not headed, (where, headed)
        self.looked += 1
        self.seen = page

    def _public(self, path: str) -> str:
        """A public page or file as anybody gets it; empty where there is none yet."""
        answer = requests.get(f"{self.night.server.address}/public/{path}", timeout=30)
        return answer.text if answer.ok else ""

    def _screen(self) -> str:
        """What the observer's screen shows now, whether or not it is being shown anew at this moment."""
        if self.screen is None:
            return ""
        try:
            return self.screen.inner_text("main")
        except BrowserError:
            self.screen.wait_for_load_state()
            return self.screen.inner_text("main")

    def _headings(self) -> set[tuple[str, int]]:
        return {
            (self.night.areas[area], count) for area, count in self.night.forms if (area, count) not in self.free
        }

    def secret(self) -> set[str]:
        """Every figure that nothing authorised or declared makes public yet, as it may be written."""
        forms = self.night.forms
        told = {one for place in self.free for one in forms[place].values()}
        local = {one for place in forms for one in forms[place].values()}
        known = (local - told - self.totals()) if self.declared else (local | self.totals()) - told
        return {text for one in known if one >= LEAST for text in (str(one), f"{one:,}")}

    def totals(self) -> set[int]:
        """The sums over all areas, line by line and count by count, and first and second preferences together."""
        sums: dict[tuple[int, str], int] = {}
        for (_, count), form in self.night.forms.items():
            for line, one in form.items():
                sums[count, line] = sums.get((count, line), 0) + one
        both = {
            one + sums[1, f"votes:{line.partition(':')[2]}"]
            for (count, line), one in sums.items()
            if count == 2 and line.startswith("second_preferences:")
        }
        return set(sums.values()) | both

    def tell(self, address: str) -> None:
        """What was just acknowledged; then the public page and the observer's screen are looked at."""
        found = re.search(r"(?:/area/(\w+)/(\d))?/do/([a-z-]+)/", address)
        if found is not None and found[3] == "declare":
            self.declared = True
        if found is not None and found[3] == "authorise":
            self.free.add((found[1], int(found[2])))
        self.look()

    def courier(self, sent: Sent) -> requests.Response:
        """A form sent, and everything looked at after it."""
        answer = sent.post()
        if answer.status_code == 302:
            self.tell(sent.address)
        return answer
