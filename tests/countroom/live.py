"""A night on a server in another process: people who act over HTTP, and what they know from the pages alone."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, Protocol

import hall as _hall
import requests
from browsing import PASSWORD, Server

from countroom.before.rehearsal import paper_forms, slug
from mayoral.cli import main
from mayoral.files.elections import read_election

__all__ = ["_hall"]
STATIONS = b"stationcode,placename,add1,postcode\n1,Village Hall,High Street,CB1 1AA\n"
ASIDE = {"load", "appoint", "publish"}
Forms = dict[tuple[str, int], dict[str, int]]
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
        answer = self.night.courier(self.sent(path, given, self.page(path)))
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


@dataclass
class LiveNight:
    """A rehearsal on a server, everybody's seat in it, and the paper forms on the tables."""

    server: Server
    areas: dict[str, str]
    forms: Forms
    courier: Courier = Sent.post
    sits: Callable[[str, str], Seat] | None = None
    seats: dict[str, Any] = field(default_factory=dict)

    def seat(self, role: str, area: str = "") -> Any:  # noqa: ANN401 - in a browser or not
        """The person of a role, over the whole or in an area (by its code)."""
        username = f"{role}-{slug(self.areas[area])}" if area else role
        if username not in self.seats:
            own = self.sits(username, area) if self.sits is not None else None
            self.seats[username] = own or HttpSeat(self.server, username, self)
        return self.seats[username]

    def do(self, who: tuple[str, str], act: str, count: int = 0, fixed: str = "", **given: object) -> None:
        """An act of a role over the whole, or in an area; the test fails where it is refused."""
        role, area = who
        place = area if act not in WHOLE else ""
        seat = self.seat(role, area if role in LOCAL else "")
        status = seat.act(act, place, count, fixed, **given)
        told = re.findall(r'(?s)(?:role="alert"|class="error"[^>]*)>(.*?)<', seat.said)
        assert status == 302, (who, act, count, status, told)

    def verify(self, area: str) -> None:
        """An area verified: two boxes, one of them postal, that agree with their accounts."""
        papers = self.forms[area, 1]["papers:"]
        local = max(papers - 100, 1)
        self.seat("supervisor", area).stations(area)
        account = {"entrusted": local + 100, "issued": local, "unused": 90, "spoilt": 10, "tendered": 0}
        self.do(("typist1", area), "account", 0, "?box=1", **account)
        self.do(("typist1", area), "found", 0, "?box=1", papers=local)
        self.do(("typist1", area), "found", 0, "?box=Postal", papers=papers - local)
        self.do(("ro", area), "close-verification", electorate=3 * papers)

    def enter(self, area: str, count: int, sheet: str, **misread: int) -> None:
        """A sheet issued and typed by two, the first of whom may misread lines."""
        figures = self.forms[area, count]
        self.do(("supervisor", area), "issue-sheets", count, sheets=sheet)
        self.seat("typist1", area).type_sheet(area, count, sheet, figures | misread)
        self.seat("typist2", area).type_sheet(area, count, sheet, figures)

    def acknowledge(self, area: str, count: int) -> None:
        """Every finding that may be acknowledged, acknowledged by the supervisor."""
        supervisor = self.seat("supervisor", area)
        told = {"explanation": "looked at again", "initials": "AB"}
        for finding in options(supervisor.page(do_path("acknowledge", area, count, "")), "finding"):
            again = self.forms[area, 1]["papers:"]
            self.do(("supervisor", area), "acknowledge", count, finding=finding, counted_again=again, **told)

    def send(self, area: str, count: int) -> None:
        """Agreed figures shown, stated and sent."""
        self.acknowledge(area, count)
        self.do(("supervisor", area), "show", count)
        self.do(("ro", area), "state", count)
        self.do(("ro", area), "send", count)

    def code(self, area: str, count: int) -> str:
        """The code printed on an area's latest statement, as its returning officer reads it."""
        officer = self.seat("ro", area)
        versions = re.findall(rf'/area/{area}/{count}/statement/(\d+)/"', officer.page(f"/area/{area}/"))
        page = officer.page(f"/area/{area}/{count}/statement/{max(map(int, versions))}/")
        found = re.search(r"SHA-256 ([0-9a-f]{64})", page)
        assert found
        return found[1][:12]

    def read_back(self, area: str, count: int, **misheard: int) -> None:
        """The paper form and the code of its statement typed at the centre from the telephone."""
        page = self.seat("centre-typist").page(do_path("read-back", area, count, ""))
        figures = {name: self.forms[area, count].get(name, 0) for name in fields(page)}
        self.do(("centre-typist", area), "read-back", count, code=self.code(area, count), **(figures | misheard))

    def accept(self, area: str, count: int) -> None:
        """A sent statement received, read back by telephone and accepted."""
        self.do(("caro", area), "receive", count)
        self.read_back(area, count)
        self.do(("caro", area), "accept", count)

    def second_count(self) -> None:
        """The second count directed, held everywhere and accepted."""
        self.do(("caro", ""), "show-calculation")
        self.do(("caro", ""), "direct-second-count")
        for area in self.areas:
            self.do(("supervisor", area), "acknowledge-direction", 2)
            self.enter(area, 2, "2.1")
            self.send(area, 2)
            self.accept(area, 2)

    def finals(self) -> None:
        """Final statements directed and drawn up everywhere, for every count held."""
        self.do(("caro", ""), "show-calculation")
        self.do(("caro", ""), "direct-finals")
        for area, count in self.forms:
            self.do(("ro", area), "final", count)

    def declare(self, name: str, votes: int) -> None:
        """The calculation shown, the script read back by the deputy, and the result declared."""
        self.do(("caro", ""), "show-calculation")
        self.do(("deputy-caro", ""), "read-script", name=name, votes=votes)
        for finding in options(self.seat("caro").page("/do/note-finding/"), "finding"):
            told = {"explanation": "looked at again", "initials": "C"}
            self.do(("caro", ""), "note-finding", finding=finding, **told)
        self.do(("caro", ""), "declare")

    def record(self) -> bytes:
        """The record as the auditor takes it away."""
        auditor = self.seat("auditor")
        return bytes(auditor.session.get(self.server.address + "/record/night.zip", timeout=30).content)

    def acts(self) -> list[dict[str, Any]]:
        """The acts on the record, but for those of loading, appointing and publishing."""
        with zipfile.ZipFile(io.BytesIO(self.record())) as packet:
            name = next(one for one in packet.namelist() if one.endswith("acts.jsonl"))
            acts = [json.loads(line) for line in packet.read(name).decode().splitlines()]
        return [act for act in acts if act["kind"] not in ASIDE]

    def published(self, election: str) -> list[str]:
        """What was done in each public snapshot; fails unless all are on record and on disk, none twice."""
        self.server.run("publisher", "--once")
        with zipfile.ZipFile(io.BytesIO(self.record())) as packet:
            acts = [json.loads(line) for line in packet.read("acts.jsonl").decode().splitlines()]
        sealed = [act["payload"] for act in acts if act["kind"] == "publish"]
        assert [one["number"] for one in sealed] == list(range(1, len(sealed) + 1))
        folder = self.server.folder / "rehearsal" / "public" / "results" / election
        texts = [(folder / f"{one['number']}.json").read_bytes() for one in sealed]
        assert [hashlib.sha256(text).hexdigest() for text in texts] == [one["sha256"] for one in sealed]
        assert (folder / "latest.json").read_bytes() == texts[-1]
        return [json.loads(text)["act"] for text in texts]

    def verifies(self, packet: Path) -> bool:
        """Whether the record as exported now replays to what it says."""
        packet.write_bytes(self.record())
        return main(["verify", str(packet)]) == 0


LOCAL = {"ro", "deputy", "supervisor", "typist1", "typist2", "adjudicator", "counting-agent"}
WHOLE = {"show-calculation", "direct-second-count", "direct-finals", "draw-lot", "read-script", "declare",
         "note-finding", "ask-recalculation", "answer-recalculation", "correct-notice"}  # fmt: skip


def served(folder: Path, election: Path, database: str = "") -> Server:
    """A rehearsal of an election served from a folder."""
    server = Server(folder, database)
    server.run("rehearse", str(election))
    server.start()
    return server


def night_on(server: Server, election: Path) -> LiveNight:
    """The night of an election whose returns are known."""
    areas = {str(one.id): one.name for one in read_election(election).contest.areas}
    forms = {place: dict(form.figures) for place, form in paper_forms(election).items()}
    return LiveNight(server, areas, forms)
