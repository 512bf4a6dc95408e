"""A rehearsal in a test: people who act through the screens, each at a browser of their own."""

from __future__ import annotations

import os
import re
import tempfile
import time
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "countroom.settings")
os.environ.setdefault("COUNTROOM_SECRET_KEY", "only-for-tests")
os.environ.setdefault("COUNTROOM_FOLDER", tempfile.mkdtemp(prefix="countroom-tests-"))
# A browser driven in the same process has a loop of its own running; the tests' database does not care.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
Path(os.environ["COUNTROOM_FOLDER"], "rehearsal").mkdir(parents=True, exist_ok=True)

import django

django.setup()

from django.test import Client

from countroom.before.rehearsal import PaperForm, rehearse, slug
from countroom.models import Person
from countroom.records import night
from countroom.running.logs import configure

ROOT = Path(__file__).resolve().parents[2]
CAMBRIDGE = ROOT / "elections" / "mayor.cambridgeshire-and-peterborough.2017-05-04"
configure("WARNING")


@dataclass
class Seat:
    """A person at a browser of their own."""

    username: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=True))

    def __post_init__(self) -> None:
        person = Person.objects.get(username=self.username)
        self.client.force_login(person)
        session = self.client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()

    def page(self, path: str, status: int = 200) -> str:
        """The page at an address; the test fails where its status is another."""
        answer = self.client.get(path)
        text = answer.content.decode()
        assert answer.status_code == status, (path, answer.status_code, text)
        return text

    def act(self, act: str, area: str = "", count: int = 0, fixed: str = "", **given: object) -> int:
        """The status after filling in and sending the form of an act; 302 is done."""
        path = f"/area/{area}/{count}/do/{act}/{fixed}" if area else f"/do/{act}/{fixed}"
        opened = self.client.get(path)
        if opened.status_code != 200:
            self.said = opened.content.decode()
            return -opened.status_code
        hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', opened.content.decode())
        data = {name: unescape(value) for name, value in hidden if name != "csrfmiddlewaretoken"}
        answer = self.client.post(path, data | {name: str(value) for name, value in given.items()})
        self.said = answer.content.decode()
        return answer.status_code

    def do(self, act: str, area: str = "", count: int = 0, fixed: str = "", **given: object) -> None:
        """An act done through its form; the test fails where it is refused."""
        status = self.act(act, area, count, fixed, **given)
        assert status == 302, (
            self.username,
            act,
            area,
            count,
            status,
            re.findall(r'(?s)role="alert">(.*?)<', self.said),
            re.findall(r'class="error"[^>]*>(.*?)<', self.said),
        )

    def type_sheet(self, area: str, count: int, sheet: str, figures: dict[str, int]) -> None:
        """A sheet typed, looked over and signed."""
        path = f"/area/{area}/{count}/sheet/{sheet}/"
        typed = {line: f"{figure:,}" for line, figure in figures.items()}
        looked = self.client.post(path, typed)
        assert looked.status_code == 200, looked.content.decode()
        key = re.search(r'name="key" value="([^"]+)"', looked.content.decode())
        assert key
        signed = self.client.post(path, {"sign": "yes", "key": key[1]})
        assert signed.status_code == 302, signed.content.decode()


@dataclass
class Hall:
    """A rehearsal with everybody in it, and the paper forms that lie on the tables."""

    forms: dict[tuple[str, int], PaperForm]
    _seats: dict[str, Seat] = field(default_factory=dict)

    def seat(self, role: str, area: str = "") -> Seat:
        """The person of a role, over the whole or in an area (by its code)."""
        names = {one.id: one.name for one in night().contest.areas}
        username = f"{role}-{slug(names[area])}" if area else role
        if username not in self._seats:
            self._seats[username] = Seat(username)
        return self._seats[username]

    def stations(self, area: str) -> None:
        """The boxes of an area put on the list: one of a station and the postal papers."""
        stations = b"stationcode,placename,add1,postcode\n1,Village Hall,High Street,CB1 1AA\n"
        from django.core.files.uploadedfile import SimpleUploadedFile

        answer = self.seat("supervisor", area).client.post(
            f"/area/{area}/stations/",
            {"key": f"stations-{area}", "postal": "on", "file": SimpleUploadedFile("s.csv", stations)},
        )
        assert answer.status_code == 302, answer.content.decode()

    def verify(self, area: str) -> None:
        """An area verified: two boxes, one of them postal, that agree with their accounts."""
        papers = self.forms[area, 1].figures["papers:"]
        typist = self.seat("typist1", area)
        self.stations(area)
        account = {"entrusted": papers, "issued": papers - 100, "unused": 90, "spoilt": 10, "tendered": 0}
        typist.do("account", area, 0, "?box=1", **account)
        typist.do("found", area, 0, "?box=1", papers=papers - 100)
        typist.do("found", area, 0, "?box=Postal", papers=100)
        self.seat("ro", area).do("close-verification", area, 0, electorate=3 * papers)

    def count(self, area: str, count: int, sheet: str = "") -> None:
        """An area's count typed by two, shown, stated and sent."""
        number = sheet or f"{count}.1"
        supervisor = self.seat("supervisor", area)
        supervisor.do("issue-sheets", area, count, sheets=number)
        for typist in ("typist1", "typist2"):
            self.seat(typist, area).type_sheet(area, count, number, dict(self.forms[area, count].figures))
        self.send(area, count)

    def send(self, area: str, count: int) -> None:
        """Agreed figures shown, stated and sent; findings to be acknowledged are acknowledged."""
        self.acknowledge(area, count)
        self.seat("supervisor", area).do("show", area, count)
        for act in ("state", "send"):
            self.seat("ro", area).do(act, area, count)

    def acknowledge(self, area: str, count: int) -> None:
        """Every finding that may be acknowledged, acknowledged by the supervisor."""
        from countroom.forms import Place, blanks_of

        blanks = {one.name: one for one in blanks_of("acknowledge", Place(night(), area, count, {}))}
        for finding, _ in blanks["finding"].choices:
            again = self.forms[area, 1].figures["papers:"]
            self.seat("supervisor", area).do(
                "acknowledge",
                area,
                count,
                finding=finding,
                explanation="looked at again",
                counted_again=again,
                initials="AB",
            )

    def accept(self, area: str, count: int) -> None:
        """A sent statement received, read back by telephone and accepted."""
        self.seat("caro").do("receive", area, count)
        self.read_back(area, count)
        self.seat("caro").do("accept", area, count)

    def read_back(self, area: str, count: int, **other: object) -> None:
        """The figures of the paper form and the code of its statement typed at the centre."""
        statement = night().versions(area, count)[-1].payload
        figures = {**statement["figures"], **other}
        self.seat("centre-typist").do("read-back", area, count, code=str(statement["sha256"])[:12], **figures)

    def finals(self) -> None:
        """Final statements directed and drawn up everywhere, for every count held."""
        self.seat("caro").do("show-calculation")
        self.seat("caro").do("direct-finals")
        for area in night().contest.areas:
            for count in (1, 2):
                if night().versions(area.id, count):
                    self.seat("ro", area.id).do("final", area.id, count)

    def declare(self, name: str, votes: int) -> None:
        """The calculation shown, the script read back by the deputy, and the result declared."""
        self.seat("caro").do("show-calculation")
        self.seat("deputy-caro").do("read-script", name=name, votes=votes)
        self.seat("caro").do("declare")


def reset_rehearsal(folder: Path) -> None:
    """A rehearsal of a folder in the test's own transaction."""
    rehearse(folder)
