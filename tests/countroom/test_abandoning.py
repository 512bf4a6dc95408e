"""A poll that does not go on, because a candidate has died. Law: SI 2017/67 Sch 1 r 65."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hall import Hall
from invented import invented_night

from countroom.night.stages import Night, Stage
from countroom.paperwork.exporting import packed
from countroom.paperwork.released import released
from countroom.records import night, position
from countroom.running.publisher import write_snapshot
from mayoral.cli import main

WORDS = "Bob Bay, a candidate, has died; the papers are sealed and there is a new election"


@pytest.fixture
def counted(make_hall: Callable[[Path], Hall], tmp_path: Path) -> Hall:
    """Two areas, one of whose counts is published."""
    hall = make_hall(invented_night(tmp_path / "invented"))
    for area in ("N", "S"):
        hall.verify(area)
        hall.count(area, 1)
        hall.accept(area, 1)
    hall.seat("caro").do("authorise", "N", 1)
    write_snapshot()
    return hall


def test_an_abandoned_poll_goes_no_further_and_the_public_is_told(
    counted: Hall, public: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No count, no authorisation, no declaration after it; the last snapshot has the reason and no figure."""
    caro = counted.seat("caro")
    assert caro.act("abandon", dead="bay", proof="") != 302
    caro.do("abandon", dead="bay", proof="certificate of the coroner, seen at the centre")
    assert position(night()).stage is Night.ABANDONED
    for who, act, place in (
        (caro, "show-calculation", ("", 0)),
        (caro, "direct-finals", ("", 0)),
        (caro, "abandon", ("", 0)),
        (caro, "authorise", ("S", 1)),
        (caro, "direct-recount", ("N", 1)),
        (counted.seat("ro", "N"), "declare-locally", ("N", 1)),
    ):
        assert who.act(act, *place) != 302, act
    assert WORDS in caro.page("/centre/")
    assert "Direct a re-count" not in caro.page("/centre/")
    for role, area, page in (("ro", "N", "/area/N/"), ("typist1", "N", "/"), ("observer", "", "/board/")):
        told = counted.seat(role, area).page(page)
        assert WORDS in told, page
        assert "Next:" not in told, page
    observers = counted.seat("observer").page("/observers/")
    assert WORDS in observers
    assert "Poll abandoned" in observers
    assert caro.client.get("/record/night.zip").status_code == 200
    assert night().stage("N", 1) is Stage.ACCEPTED
    assert released(night()) == ()
    write_snapshot()
    document = json.loads(next(public.rglob("latest.json")).read_text())
    assert document["act"] == "abandoned"
    assert document["says"] == f"The poll does not go on: {WORDS}"
    assert document["result"]["outcome"] == "abandoned"
    counts = [count for area in document["areas"] for count in area["counts"]]
    assert {(one["status"], one["figures"]) for one in counts} == {("provisional", None), ("not-started", None)}
    page = (public / "index.html").read_text()
    assert WORDS in page
    assert "1,201" not in page
    assert "coroner" not in page + json.dumps(document)
    (tmp_path / "night.zip").write_bytes(packed(night()))
    assert main(["verify", str(tmp_path / "night.zip")]) == 0
    assert f"Counted again from them: The poll does not go on: {WORDS}" in capsys.readouterr().out


def test_nothing_is_typed_once_the_poll_is_abandoned(hall: Hall) -> None:
    """Neither boxes nor sheets are offered to a typist, who starts at the desk that says why."""
    fenland, cambridge = "E07000010", "E07000008"
    hall.verify(fenland)
    hall.stations(cambridge)
    hall.seat("supervisor", fenland).do("issue-sheets", fenland, 1, sheets="F1")
    boxes, sheets = f"/area/{cambridge}/boxes/", f"/area/{fenland}/1/sheets/"
    typists = {area: hall.seat("typist1", area) for area in (fenland, cambridge)}
    assert "do/found" in typists[cambridge].page(boxes)
    assert "Sheet F1" in typists[fenland].page(sheets)
    dead = night().contest.candidates[0].id
    hall.seat("caro").do("abandon", dead=dead, proof="a certificate, seen at the centre")
    assert "do/found" not in typists[cambridge].page(boxes)
    assert "Sheet F1" not in typists[fenland].page(sheets)
    for area, typist in typists.items():
        assert typist.client.get("/start/").headers["Location"] == f"/area/{area}/"


def test_a_declared_result_is_not_abandoned(counted: Hall) -> None:
    """Proof that comes after the declaration changes nothing."""
    counted.finals()
    counted.declare("Ann Ash", 2011)
    assert counted.seat("caro").act("abandon", dead="bay", proof="a telegram") != 302
    assert position(night()).stage is Night.DECLARED
