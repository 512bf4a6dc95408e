"""A night in two count rooms without a line between them: everything they tell each other is carried by hand."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hall import CAMBRIDGE
from invented import invented
from rooms import Rooms, rerecorded, told_in, two_rooms
from scripts import FENLAND, small_forms
from seats import fields

from mayoral.cli import main
from mayoral.files.acts import canonical


def first_counts(rooms: Rooms) -> None:
    """Every area verified and its first count accepted; one of them tells so by letters."""
    centre, apart, area = rooms.centre, rooms.apart, rooms.area
    apart.verify(area)
    rooms.to_centre()
    apart.enter(area, 1, "1.1")
    apart.send(area, 1)
    rooms.to_centre(by_codes=True)
    accept_read_out(rooms, 1)
    rooms.to_area()
    for one in centre.areas:
        if one != area:
            centre.verify(one)
            centre.enter(one, 1, "1.1")
            centre.send(one, 1)
            centre.accept(one, 1)


def accept_read_out(rooms: Rooms, count: int) -> None:
    """A carried statement received, read back from the area's own paper, and accepted."""
    centre, area = rooms.centre, rooms.area
    centre.do(("caro", area), "receive", count)
    page = centre.seat("centre-typist").page(f"/area/{area}/{count}/do/read-back/")
    figures = {line: centre.forms[area, count].get(line, 0) for line in names_in(page)}
    code = rooms.apart.code(area, count)
    centre.do(("centre-typist", area), "read-back", count, code=code, **figures)
    centre.do(("caro", area), "accept", count)


def names_in(page: str) -> list[str]:
    """The lines a read-back asks for."""
    return fields(page)


def second_counts(rooms: Rooms) -> None:
    """The second count directed and held everywhere; in one area by letters."""
    centre, apart, area = rooms.centre, rooms.apart, rooms.area
    centre.do(("caro", ""), "show-calculation")
    centre.do(("caro", ""), "direct-second-count")
    rooms.to_area(by_codes=True)
    for one in centre.areas:
        where = apart if one == area else centre
        where.do(("supervisor", one), "acknowledge-direction", 2)
        where.enter(one, 2, "2.1")
        where.send(one, 2)
        if one == area:
            rooms.to_centre()
            accept_read_out(rooms, 2)
            rooms.to_area()
        else:
            centre.accept(one, 2)


def finals(rooms: Rooms) -> None:
    """Final statements directed and drawn up everywhere, those of one area carried."""
    rooms.centre.do(("caro", ""), "show-calculation")
    rooms.centre.do(("caro", ""), "direct-finals")
    rooms.to_area()
    for area, count in rooms.centre.forms:
        where = rooms.apart if area == rooms.area else rooms.centre
        where.do(("ro", area), "final", count)
        if area == rooms.area:
            rooms.to_centre()


def one_elector_more(letter: dict[str, Any]) -> None:
    """A letter changed after it was taken in: one elector more than was stated."""
    letter["acts"][-1]["payload"]["figures"]["electorate:"] += 1


def verified(rooms: Rooms, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`mayoral verify` counts the centre's record again, knows the area's heads, and names what was altered."""
    packet = folder / "night.zip"
    packet.write_bytes(rooms.centre.record())
    head = json.loads(rooms.apart.seat("ro", rooms.area).page(f"{rooms.latest('ro').rstrip('/')}.json"))
    capsys.readouterr()
    assert main(["verify", str(packet), "--head", head["acts"][-1]["previous"][:16]]) == 0
    assert "Letters carried by hand among them: 5" in capsys.readouterr().out
    altered = rerecorded(packet.read_bytes(), folder / "altered", one_elector_more)
    assert main(["verify", str(altered)]) == 1
    assert "in the letter taken in, close-verification by" in capsys.readouterr().out
    own = folder / "own.zip"
    own.write_bytes(rooms.apart.record())
    assert main(["verify", str(own)]) == 0
    assert canonical(head["acts"][-1]) in zipfile.ZipFile(own).read("acts.jsonl").decode()


def test_a_night_whose_letters_are_carried_by_hand_is_declared_and_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The invented night: North's verification, both its counts and its final statements by letter."""
    with two_rooms(tmp_path, invented(tmp_path / "invented"), "N") as rooms:
        rooms.centre.forms = rooms.apart.forms = small_forms()
        first_counts(rooms)
        again = rooms.carry("ro", "caro", rooms.latest("ro"))
        assert again.status_code == 409
        assert "was taken in already, as act" in told_in(again.text)[0]
        second_counts(rooms)
        finals(rooms)
        rooms.centre.do(("caro", ""), "show-calculation")
        rooms.centre.do(("caro", ""), "draw-lot", drawn="bay", method="slips in a box", witness="two agents")
        lines = ("votes:bay", "second_preferences:bay")
        votes = sum(form.get(line, 0) for form in rooms.centre.forms.values() for line in lines)
        rooms.centre.declare("Bob Bay", votes)
        said = rooms.centre.seat("caro").page("/record/")
        assert "From North: Provisional statement drawn up, Ro north (ro-north)" in said
        verified(rooms, tmp_path, capsys)


@pytest.mark.long
def test_fenland_counts_the_election_of_2017_without_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cambridgeshire and Peterborough 2017: 88,826 votes for James Palmer, Fenland's part of them by letter."""
    with two_rooms(tmp_path, CAMBRIDGE, FENLAND) as rooms:
        first_counts(rooms)
        second_counts(rooms)
        finals(rooms)
        rooms.centre.declare("James Palmer", 88826)
        verified(rooms, tmp_path, capsys)


@pytest.mark.long
def test_an_area_goes_on_by_itself_when_the_line_breaks_in_the_middle_of_the_night(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What North stated over the line is carried back to it; its second count is made in a room of its own."""
    with two_rooms(tmp_path, invented(tmp_path / "invented"), "N") as rooms:
        centre, apart = rooms.centre, rooms.apart
        centre.forms = apart.forms = small_forms()
        for area in centre.areas:
            centre.verify(area)
            centre.enter(area, 1, "1.1")
            centre.send(area, 1)
            centre.accept(area, 1)
        centre.do(("caro", ""), "show-calculation")
        centre.do(("caro", ""), "direct-second-count")
        early = rooms.carry("caro", "ro", rooms.latest("caro", "Second count directed"))
        assert early.status_code == 409
        assert "the stage here is “not begun”" in told_in(early.text)[0]
        for words in ("Verification closed", "Statement sent", "Statement accepted", "Second count directed"):
            rooms.to_area(words=words)
        apart.do(("supervisor", "N"), "acknowledge-direction", 2)
        apart.enter("N", 2, "2.1")
        apart.send("N", 2)
        rooms.to_centre(by_codes=True)
        accept_read_out(rooms, 2)
        assert "accepted, provisional" in centre.seat("caro").page("/area/N/")
        packet = tmp_path / "night.zip"
        packet.write_bytes(centre.record())
        assert main(["verify", str(packet)]) == 0
        assert "Letters carried by hand among them: 1" in capsys.readouterr().out


def test_a_query_and_a_re_count_directed_go_by_letter_too(tmp_path: Path) -> None:
    """The CARO queries North's statement, is answered, and directs a re-count of the whole area. Law: r 57."""
    with two_rooms(tmp_path, invented(tmp_path / "invented", "first-past-the-post"), "N") as rooms:
        centre, apart = rooms.centre, rooms.apart
        forms = small_forms()
        centre.forms = apart.forms = {place: form for place, form in forms.items() if place[1] == 1}
        apart.verify("N")
        rooms.to_centre()
        apart.enter("N", 1, "1.1")
        apart.send("N", 1)
        rooms.to_centre()
        centre.do(("caro", "N"), "query", 1, reason="is that so?")
        rooms.to_area()
        assert "is that so?" in apart.seat("ro", "N").page("/area/N/")
        apart.do(("ro", "N"), "answer", 1, reply="it is")
        rooms.to_centre()
        centre.do(("caro", "N"), "direct-recount", 1, sheets="", reason="count it again")
        rooms.to_area(by_codes=True)
        desk = apart.seat("ro", "N").page("/area/N/")
        assert "void: count it again" in desk
        apart.enter("N", 1, "1.2")
        apart.send("N", 1)
        rooms.to_centre(by_codes=True)
        accept_read_out(rooms, 1)
        assert "version 2" in centre.seat("caro").page("/area/N/")
