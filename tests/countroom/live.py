"""A night on a server in another process: everybody's seat in it, and what they do there."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hall as _hall
from browsing import Server
from seats import Courier, HttpSeat, Seat, Sent, do_path, fields, options

from countroom.before.rehearsal import paper_forms, slug
from mayoral.cli import main
from mayoral.files.elections import read_election

__all__ = ["_hall"]
ASIDE = {"load", "appoint", "publish"}
Forms = dict[tuple[str, int], dict[str, int]]


@dataclass
class LiveNight:
    """A rehearsal on a server, everybody's seat in it, and the paper forms on the tables."""

    server: Server
    areas: dict[str, str]
    forms: Forms
    courier: Courier = Sent.post
    sits: Callable[[str, str], Seat] | None = None
    seats: dict[str, Any] = field(default_factory=dict)
    refusing: bool = False

    def seat(self, role: str, area: str = "") -> Any:  # noqa: ANN401 - in a browser or not
        """The person of a role, over the whole or in an area (by its code)."""
        username = f"{role}-{slug(self.areas[area])}" if area else role
        if username not in self.seats:
            own = self.sits(username, area) if self.sits is not None else None
            self.seats[username] = own or HttpSeat(self.server, username, self)
        return self.seats[username]

    def do(self, who: tuple[str, str], act: str, count: int = 0, fixed: str = "", **given: object) -> None:
        """An act of a role over the whole, or in an area; the test fails where it is refused."""
        seat, place = self._at(who, act)
        status = seat.act(act, place, count, fixed, **given)
        told = re.findall(r'(?s)(?:role="alert"|class="error"[^>]*)>(.*?)<', seat.said)
        assert status == 302, (who, act, count, status, told)

    def refused(self, who: tuple[str, str], act: str, count: int = 0) -> None:
        """An act pressed too early: it is refused. No trial's courier carries it, for nothing is recorded."""
        seat, place = self._at(who, act)
        self.refusing = True
        assert seat.act(act, place, count) == 409, (who, act, count)
        self.refusing = False

    def _at(self, who: tuple[str, str], act: str) -> tuple[Any, str]:
        """The seat of a role, and the area the act is about."""
        role, area = who
        return self.seat(role, area if role in LOCAL else ""), "" if act in WHOLE else area

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
        return acts_in(self.record())

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

    def kept(self) -> int:
        """How many acts the record has now, but for those aside; the test fails where it does not verify."""
        packet = self.server.folder / "night.zip"
        packet.write_bytes(self.record())
        assert main(["verify", str(packet)]) == 0
        return len(acts_in(packet.read_bytes()))


def acts_in(packet: bytes) -> list[dict[str, Any]]:
    """The acts in a record that was taken away, but for those of loading, appointing and publishing."""
    with zipfile.ZipFile(io.BytesIO(packet)) as opened:
        name = next(one for one in opened.namelist() if one.endswith("acts.jsonl"))
        acts = [json.loads(line) for line in opened.read(name).decode().splitlines()]
    return [act for act in acts if act["kind"] not in ASIDE]


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


@contextmanager
def room(folder: Path, election: Path, database: str = "") -> Iterator[LiveNight]:
    """A rehearsal served for as long as the block lasts, and everybody's seat in it."""
    server = served(folder, election, database)
    try:
        yield night_on(server, election)
    finally:
        server.kill()
