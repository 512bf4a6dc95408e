"""One night from verification to declaration, through the screens, with what goes wrong on such a night."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from hall import CAMBRIDGE, ROOT, Hall

from countroom.night.stages import Night, Stage
from countroom.night.state import NightSoFar
from countroom.paperwork.exporting import packed
from countroom.records import night, position
from countroom.running.publisher import write_snapshot
from mayoral.cli import main

FENLAND = "E07000010"


def areas(so_far: NightSoFar) -> list[str]:
    """The areas by id."""
    return [one.id for one in so_far.contest.areas]


def published(public: Path) -> str:
    """The public page after the publisher has run."""
    write_snapshot()
    return (public / "index.html").read_text()


def test_the_night_of_2017_is_played_from_verification_to_declaration(
    hall: Hall, public: Path, tmp_path: Path
) -> None:
    """Cambridgeshire and Peterborough 2017 with a slip, a re-count and a query: the result is the notice's.

    Law: SI 2017/67 Sch 1 rr 47-59.
    """
    declared = tomllib.loads((CAMBRIDGE / "declared.toml").read_text())
    caro = hall.seat("caro")
    for area in areas(night()):
        hall.verify(area)
    for area in areas(night())[1:]:
        if area != FENLAND:
            hall.count(area, 1)
            hall.accept(area, 1)
    _mistyped(hall, areas(night())[0])
    _recounted_and_queried(hall, FENLAND)
    assert "76,064" not in published(public)
    assert position(night()).stage is Night.SECOND_TO_DIRECT
    caro.do("show-calculation")
    caro.do("direct-second-count")
    for area in areas(night()):
        hall.seat("supervisor", area).do("acknowledge-direction", area, 2)
        hall.count(area, 2)
        hall.accept(area, 2)
    assert position(night()).stage is Night.FINALS_TO_DIRECT
    hall.finals()
    assert "88,826" not in published(public)
    caro.do("authorise", FENLAND, 1)
    page = published(public)
    assert "Fenland" in page
    assert "Huntingdonshire, count" not in page
    assert caro.act("declare") == 409
    hall.declare("James Palmer", 88826)
    act = night().declared
    assert act is not None
    assert act.payload["elected"] == declared["elected"]
    assert act.payload["counts"] == [one["votes"] for one in declared["counts"]]
    assert "88,826" in published(public)
    assert caro.act("direct-recount", FENLAND, 1, sheets="", reason="too late") == 409
    packet = tmp_path / "night.zip"
    packet.write_bytes(packed(night()))
    assert main(["verify", str(packet)]) == 0


def _mistyped(hall: Hall, area: str) -> None:
    """One typist reads 13,237 for 13,273; the difference is settled with the paper in hand."""
    figures = dict(hall.forms[area, 1].figures)
    hall.seat("supervisor", area).do("issue-sheets", area, 1, sheets="A1")
    hall.seat("typist1", area).type_sheet(area, 1, "A1", figures | {"votes:rod-cantrill": 13237})
    hall.seat("typist2", area).type_sheet(area, 1, "A1", figures)
    assert hall.seat("supervisor", area).act("show", area, 1) == 409
    reading = {"votes:rod-cantrill": "13 273"}
    hall.seat("supervisor", area).do(
        "settle", area, 1, "?sheet=A1", reason="a figure was turned round", initials="JS", **reading
    )
    hall.send(area, 1)
    hall.accept(area, 1)


def _recounted_and_queried(hall: Hall, area: str) -> None:
    """A re-count asked for and granted; then the CARO's query, answered; and a read-back that differs first."""
    supervisor, officer, caro = hall.seat("supervisor", area), hall.seat("ro", area), hall.seat("caro")
    supervisor.do("issue-sheets", area, 1, sheets="1")
    for typist in ("typist1", "typist2"):
        hall.seat(typist, area).type_sheet(area, 1, "1", dict(hall.forms[area, 1].figures))
    hall.acknowledge(area, 1)
    supervisor.do("show", area, 1)
    hall.seat("counting-agent", area).do(
        "ask-recount", area, 1, asked_by="Paul Bullen's agent", ground="it is close"
    )
    assert officer.act("state", area, 1) == 409
    request = night().asked("ask-recount", ("grant-recount", "refuse-recount"), area, 1)[0].seq
    officer.do("grant-recount", area, 1, request=request, reason="reasonable")
    assert supervisor.act("issue-sheets", area, 1, sheets="1") == 409
    hall.count(area, 1, "2")
    caro.do("receive", area, 1)
    hall.read_back(area, 1, **{"votes:rod-cantrill": 1})
    assert caro.act("accept", area, 1) == 409
    caro.do("query", area, 1, reason="the read-back differs for Rod Cantrill")
    officer.do("answer", area, 1, reply="the statement stands; the line was bad")
    hall.accept(area, 1)
    assert night().stage(area, 1) is Stage.ACCEPTED


def test_first_past_the_post_needs_no_second_count(make_hall: Callable[[Path], Hall]) -> None:
    """North East 2024: seven areas, most votes wins, no second count is ever offered. Law: r 59(11)."""
    folder = ROOT / "elections" / "mayor.north-east.2024-05-02"
    hall = make_hall(folder)
    for area in areas(night()):
        hall.verify(area)
        hall.count(area, 1)
        hall.accept(area, 1)
    hall.finals()
    declared = tomllib.loads((folder / "declared.toml").read_text())
    winner = declared["elected"]
    votes = declared["counts"][0]["votes"][winner]
    hall.declare(night().contest.candidate(winner).name, votes)
    act = night().declared
    assert act is not None
    assert act.payload["elected"] == winner
