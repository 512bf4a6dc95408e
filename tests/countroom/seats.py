"""People who act over HTTP, and what they know from the pages alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Protocol

import requests
from browsing import PASSWORD, Server

if TYPE_CHECKING:
    from live import LiveNight

STATIONS = b"stationcode,placename,add1,postcode\n1,Village Hall,High Street,CB1 1AA\n"
Given = Mapping[str, object]


@dataclass(frozen=True)
class Sent:
    """A form as it is sent: by whom, to where, and every field of it; it can be sent again."""

    session: requests.Session
    address: str
    data: dict[str, str]
    files: dict[str, tuple[str, bytes]] | None = None

    def post(self) -> requests.Response:
        """The answer of the server."""
        token = {"csrfmiddlewaretoken": self.session.cookies["countroom_rehearsal_csrf"]}
        return self.session.post(
            self.address, data=self.data | token, files=self.files, allow_redirects=False, timeout=30
        )


Courier = Callable[[Sent], requests.Response]


class Seat(Protocol):
    """A person at a screen: through HTTP or in a browser."""

    def page(self, path: str) -> str:
        """The page at an address."""

    def act(self, act: str, area: str = "", count: int = 0, fixed: str = "", **given: object) -> int:
        """The status after sending the form of an act."""

    def type_sheet(self, area: str, count: int, sheet: str, figures: dict[str, int]) -> None:
        """A sheet typed, looked over and signed."""

    def stations(self, area: str) -> None:
        """The station list put on the list."""


def do_path(act: str, area: str, count: int, fixed: str) -> str:
    """The address of the form of an act."""
    return f"/area/{area}/{count}/do/{act}/{fixed}" if area else f"/do/{act}/{fixed}"


def options(page: str, name: str) -> list[str]:
    """What a form lets one choose for a field."""
    found = re.search(rf'(?s)<select id="{name}".*?</select>', page)
    every = re.findall(r'<option value="([^"]*)"', found[0]) if found else []
    return [unescape(one) for one in every if one]


def fields(page: str) -> list[str]:
    """The names of the figures a form asks for, in their order."""
    return re.findall(r'<input [^>]*name="([^"]+)"[^>]*class="figure"', page)


@dataclass
class HttpSeat:
    """A person whose browser is a plain HTTP client."""

    server: Server
    username: str
    night: LiveNight
    session: requests.Session = field(default_factory=requests.Session)
    said: str = ""

    def __post_init__(self) -> None:
        self.session.headers["Connection"] = "close"
        self.page("/account/login/")
        data = {"login": self.username, "password": PASSWORD}
        assert Sent(self.session, f"{self.server.address}/account/login/", data).post().status_code == 302

    def page(self, path: str) -> str:
        """The page at an address; who is asked for the password before signing off gives it."""
        answer = self.session.get(self.server.address + path, timeout=30)
        if "/account/reauthenticate/" in answer.url:
            assert Sent(self.session, answer.url, {"password": PASSWORD}).post().status_code == 302
            answer = self.session.get(self.server.address + path, timeout=30)
        assert answer.status_code == 200, (self.username, path, answer.status_code)
        return answer.text

    def sent(self, path: str, data: Given, page: str = "") -> Sent:
        """A form filled in, with what its page fixed."""
        hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
        kept = {name: unescape(value) for name, value in hidden if name != "csrfmiddlewaretoken"}
        return Sent(
            self.session, self.server.address + path, kept | {name: str(one) for name, one in data.items()}
        )

    def act(self, act: str, area: str = "", count: int = 0, fixed: str = "", **given: object) -> int:
        """The status after sending the form of an act; 302 is done."""
        path = do_path(act, area, count, fixed)
        carry = Sent.post if self.night.refusing else self.night.courier
        answer = carry(self.sent(path, given, self.page(path)))
        self.said = answer.text
        return answer.status_code

    def look_over(self, area: str, count: int, sheet: str, figures: dict[str, int]) -> Sent:
        """A sheet typed and looked over; the form that signs it."""
        path = f"/area/{area}/{count}/sheet/{sheet}/"
        names = fields(self.page(path))
        typed = {name: f"{figures.get(name, 0):,}" for name in names}
        looked = self.sent(path, typed).post()
        assert looked.status_code == 200, looked.text
        return self.sent(path, typed | {"sign": "yes"}, looked.text)

    def type_sheet(self, area: str, count: int, sheet: str, figures: dict[str, int]) -> None:
        """A sheet typed, looked over and signed."""
        answer = self.night.courier(self.look_over(area, count, sheet, figures))
        assert answer.status_code == 302, answer.text

    def stations(self, area: str) -> None:
        """The station list put on the list, with the postal papers."""
        path = f"/area/{area}/stations/"
        form = self.sent(path, {"postal": "on"}, self.page(path))
        whole = Sent(form.session, form.address, form.data, {"file": ("s.csv", STATIONS)})
        assert self.night.courier(whole).status_code == 302
