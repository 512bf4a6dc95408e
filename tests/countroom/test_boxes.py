"""Boxes put on the list by mistake: withdrawn with a reason, before anything is typed for them."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from django.db import transaction
from hall import Hall
from matrix import EVERYWHERE, LOCAL, MATRIX

from countroom.actions import Doing, perform
from countroom.before.loading import new_person
from countroom.models import ActRow, Person
from countroom.night.boxes import boxes, withdrawn
from countroom.paperwork.exporting import write_folder
from countroom.records import night
from mayoral.cli import main
from mayoral.contest.findings import Refused

AREA = "E07000010"
WHY = "Station 9 is in East Cambridgeshire & <not> here"
BOXES = f"/area/{AREA}/boxes/"


def do(role: str, act: str, **given: object) -> ActRow:
    """An act of somebody of the area, without its screen."""
    person = Person.objects.get(username=f"{role}-fenland")
    return perform(person, Doing(act, f"{act}-{ActRow.objects.count()}", AREA, 0, given))


def put(*names: str) -> None:
    """Boxes put on the list."""
    rows = [{"box": one, "station": f"Hall {one}", "postal": one == "Postal"} for one in names]
    do("ro", "import-boxes", rows=rows, report=[])


def test_a_box_put_on_the_list_by_mistake_is_withdrawn_and_verification_closes(
    hall: Hall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It leaves the list and the statement, stays on the page with its reason, and the record verifies."""
    put("9")
    supervisor, officer = hall.seat("supervisor", AREA), hall.seat("ro", AREA)
    assert "/do/withdraw-box/?box=9" in supervisor.page(BOXES)
    supervisor.do("withdraw-box", AREA, 0, "?box=9", reason=WHY)
    page = unescape(officer.page(BOXES))
    assert "No boxes are on the list yet." in page
    assert f"withdrawn by {Person.objects.get(username='supervisor-fenland')} (supervisor-fenland): {WHY}" in page
    hall.verify(AREA)
    closed = night().last("close-verification", AREA, 0)
    assert closed is not None
    assert [one["box"] for one in closed.payload["boxes"]] == ["1", "Postal"]
    assert "Box 9, Hall 9: put on the list by mistake" in unescape(officer.page(BOXES))
    write_folder(night(), tmp_path / "night")
    assert main(["verify", str(tmp_path / "night")]) == 0
    assert WHY in (tmp_path / "night" / "acts.jsonl").read_text(encoding="utf-8")
    assert f"Head of the chain: {night().head}" in capsys.readouterr().out


def test_a_box_withdrawn_does_not_begin_verification(hall: Hall) -> None:
    """The installer still appoints; once papers found are typed no more."""
    hall.stations(AREA)
    hall.seat("ro", AREA).do("withdraw-box", AREA, 0, box="Postal", reason="there is none")
    new_person("late", "Late", "x")
    given = {"person": "late", "role": "typist", "where": AREA, "candidate": ""}
    hall.seat("it-officer").do("appoint", **given)
    hall.seat("typist1", AREA).do("found", AREA, 0, "?box=1", papers=1)
    assert hall.seat("it-officer").act("appoint", **given | {"role": "supervisor"}) != 302


def test_a_box_for_which_anything_was_typed_stays_on_the_list(hall: Hall) -> None:
    """An account, papers found, papers moved into it: each holds the box, and no screen offers it."""
    put("1", "2", "3", "4")
    do("typist1", "found", box="1", papers=7)
    do(
        "typist1",
        "account",
        box="2",
        figures=dict.fromkeys(("entrusted", "issued", "unused", "spoilt", "tendered"), 0),
    )
    do("supervisor", "move-papers", from_box="1", to_box="3", papers=2, initials="AB")
    for box in "123":
        with pytest.raises(Refused, match=f"figures were typed for box {box}, or papers moved into it"):
            do("ro", "withdraw-box", box=box, reason=WHY)
    page = hall.seat("ro", AREA).page(f"/area/{AREA}/0/do/withdraw-box/")
    assert [f'<option value="{box}"' in page for box in "1234"] == [False, False, False, True]
    assert hall.seat("ro", AREA).page(BOXES).count("/do/withdraw-box/") == 1
    assert [box.name for box in boxes(night(), AREA)] == ["1", "2", "3", "4"]
    hall.seat("ro", AREA).do("withdraw-box", AREA, 0, "?box=4", reason=WHY)
    assert "/do/withdraw-box/" not in hall.seat("ro", AREA).page(f"/area/{AREA}/")


def test_nothing_is_typed_for_a_withdrawn_box_until_it_is_put_on_the_list_again(hall: Hall) -> None:
    """Who had its form open is told that it was withdrawn and why; put on the list again, it is a box again."""
    put("1", "2")
    with pytest.raises(Refused, match="write the reason"):
        do("ro", "withdraw-box", box="2", reason="  ")
    do("ro", "withdraw-box", box="2", reason="of another area")
    with pytest.raises(Refused, match=r"no box “2” on the list: it was withdrawn \(of another area\)"):
        do("typist1", "found", box="2", papers=7)
    with pytest.raises(Refused, match="neither a box"):
        do("supervisor", "move-papers", from_box="1", to_box="2", papers=1, initials="AB")
    with pytest.raises(Refused, match="no box “2”"):
        do("supervisor", "withdraw-box", box="2", reason="again")
    put("2")
    assert [box.name for box in boxes(night(), AREA)] == ["1", "2"]
    assert withdrawn(night(), AREA) == ()
    assert do("typist1", "found", box="2", papers=7).kind == "found"


def test_a_box_is_withdrawn_while_the_area_verifies_and_not_after(hall: Hall) -> None:
    """Once verification is closed the list stands; opened again, what is new on it can be withdrawn."""
    hall.verify(AREA)
    with pytest.raises(Refused, match="cannot be done now"):
        do("ro", "withdraw-box", box="1", reason=WHY)
    do("ro", "reopen-verification", reason="a box was found")
    put("9")
    with pytest.raises(Refused, match="not yet verified"):
        do("ro", "close-verification", electorate=999_999)
    do("deputy", "withdraw-box", box="9", reason=WHY)
    assert do("ro", "close-verification", electorate=999_999).kind == "close-verification"


def test_only_the_officers_and_the_supervisor_of_the_area_withdraw_a_box(hall: Hall) -> None:
    """Everybody tries, of the whole authority, of this area and of another."""
    put("9")
    people = {one: one for one in EVERYWHERE} | {
        f"{one}-{area}": one for one in LOCAL for area in ("fenland", "peterborough")
    }
    did = set()
    for username in people:
        point = transaction.savepoint()
        doing = Doing("withdraw-box", username, AREA, 0, {"box": "9", "reason": WHY})
        try:
            perform(Person.objects.get(username=username), doing)
            did.add(username)
        except Refused:
            continue
        finally:
            transaction.savepoint_rollback(point)
    assert did == {f"{role}-fenland" for role in MATRIX["withdraw-box"]}
    assert len(did) == 3
    assert len(people) == 21
    assert "/do/withdraw-box/" not in hall.seat("typist1", AREA).page(BOXES)
