"""Look again: what the centre asks about areas and a desk about boxes, and who never sees it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hall import Hall
from test_boxes import do, put

from countroom.before.rehearsal import PaperForm
from countroom.models import Person
from countroom.night.stages import SEEN_BY_CENTRE, Stage
from countroom.paperwork.exporting import write_folder
from countroom.records import night
from countroom.running.publisher import write_snapshot

FENLAND = "E07000010"
SOUTH = "E07000012"
OTHERS = ("E07000009", "E07000011", "E06000031")
ASKED = "The figures of Stephen Goldspink and James Palmer may stand in each other’s line."
BOX = "papers than the other boxes’ share would give."


def section(page: str) -> str:
    """The words of “Look again” on a page; empty where there is no such section."""
    found = re.search(r'(?s)<h\d id="look">(.*?)(?:<h2|</section>|</main>)', page)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).split()) if found else ""


def exchange(hall: Hall, area: str) -> None:
    """The paper form of an area with the figures of Palmer and Goldspink in each other's line."""
    form = hall.forms[area, 1]
    one, two = "votes:james-palmer", "votes:stephen-goldspink"
    figures = {**form.figures, one: form.figures[two], two: form.figures[one]}
    hall.forms[area, 1] = PaperForm(figures, form.made_up)


def sent(hall: Hall, *areas: str) -> None:
    """Areas verified and counted, their statements sent."""
    for area in areas:
        hall.verify(area)
        hall.count(area, 1)


def test_two_figures_in_each_other_s_line_are_asked_about_at_the_centre_before_accepting(hall: Hall) -> None:
    """From the fourth statement sent on; with the figures and one thing to do."""
    exchange(hall, SOUTH)
    caro = hall.seat("caro")
    assert section(caro.page("/centre/")) == ""
    sent(hall, SOUTH, *OTHERS[:2])
    early = section(caro.page("/centre/"))
    assert "Votes are not compared: it takes 4 areas that state every candidate’s figure." in early
    assert ASKED not in early
    sent(hall, OTHERS[2])
    told = section(caro.page("/centre/"))
    assert f"South Cambridgeshire, first count: {ASKED}" in told
    assert "James Palmer: 229; about" in told
    assert "Stephen Goldspink: 17,644; about" in told
    assert "Next: Have the sheet read again from the paper before accepting." in told
    assert "3 times" in told
    assert '<a href="#look">First count: look again<span class="vh"> at South' in caro.page("/centre/")
    hall.accept(SOUTH, 1)
    assert "read again from the paper before the result is declared." in section(caro.page("/centre/"))
    caro.do("direct-recount", SOUTH, 1, sheets="", reason="Read the sheet again")
    told = section(caro.page("/centre/"))
    assert ASKED not in told
    assert "takes 4 areas" in told


def test_a_statement_that_is_not_sent_is_neither_asked_about_nor_compared_with(hall: Hall) -> None:
    """The centre sees figures from when their statement is sent, and so does what is worked out from them."""
    exchange(hall, SOUTH)
    sent(hall, *OTHERS)
    hall.verify(SOUTH)
    supervisor, officer, caro = hall.seat("supervisor", SOUTH), hall.seat("ro", SOUTH), hall.seat("caro")
    supervisor.do("issue-sheets", SOUTH, 1, sheets="1")
    for typist in ("typist1", "typist2"):
        hall.seat(typist, SOUTH).type_sheet(SOUTH, 1, "1", dict(hall.forms[SOUTH, 1].figures))
    hall.acknowledge(SOUTH, 1)
    supervisor.do("show", SOUTH, 1)
    officer.do("state", SOUTH, 1)
    for act, stage in ((None, Stage.STATED), ("send", Stage.SENT)):
        if act:
            officer.do(act, SOUTH, 1)
        assert night().stage(SOUTH, 1) is stage
        told = section(caro.page("/centre/"))
        assert (ASKED in told) is (stage in SEEN_BY_CENTRE)
        assert ("it takes 4 areas that state every candidate’s figure" in told) is (stage not in SEEN_BY_CENTRE)


def test_nobody_who_may_not_see_the_figures_is_told_and_nothing_of_it_is_public_or_on_the_record(
    hall: Hall, public: Path, tmp_path: Path
) -> None:
    """Every person of the rehearsal at every page they may open; only the CARO and the deputy are told."""
    exchange(hall, SOUTH)
    sent(hall, SOUTH, *OTHERS)
    hall.accept(SOUTH, 1)
    hall.seat("caro").do("authorise", SOUTH, 1)
    told = set()
    pages = ["/", "/centre/", "/calculation/", "/read-backs/", "/board/", "/observers/", "/record/", "/public/"]
    pages += [f"/area/{SOUTH}/", f"/area/{SOUTH}/1/statement/1/", f"/area/{OTHERS[0]}/"]
    for person in Person.objects.all():
        seat = hall.seat(person.username)
        if any("other’s line" in unescape(seat.client.get(page).content.decode()) for page in pages):
            told.add(person.username)
    assert told == {"caro", "deputy-caro"}
    write_snapshot()
    write_folder(night(), tmp_path / "night")
    kept = [one for folder in (public, tmp_path / "night") for one in folder.rglob("*") if one.is_file()]
    assert len(kept) > 5
    assert not any(
        re.search(rb"look.again|other\xe2\x80\x99s line", one.read_bytes(), re.IGNORECASE) for one in kept
    )


def test_nothing_is_asked_about_a_true_night_and_nothing_once_it_is_declared(hall: Hall) -> None:
    """Cambridgeshire and Peterborough 2017, both counts: that all was compared is said."""
    areas = [one.id for one in night().contest.areas]
    caro = hall.seat("caro")
    for count in (1, 2):
        for area in areas:
            if count == 1:
                hall.verify(area)
            else:
                hall.seat("supervisor", area).do("acknowledge-direction", area, 2)
            hall.count(area, count)
            hall.accept(area, count)
        told = section(caro.page("/centre/"))
        assert f"{('First', 'Second')[count - 1]} count: nothing to ask about the figures of 6 areas." in told
        assert "may stand" not in told
        if count == 1:
            caro.do("show-calculation")
            caro.do("direct-second-count")
    hall.finals()
    hall.declare("James Palmer", 88826)
    assert section(caro.page("/centre/")) == ""


def boxes_of_the_area(hall: Hall) -> None:
    """Six boxes and the postal papers; a third of the papers entrusted is found, in box 4 nine tenths."""
    put("1", "2", "3", "4", "5", "6", "Postal")
    for box, found in zip("12345", (300, 290, 310, 810, 300), strict=True):
        account = {"entrusted": 900, "issued": found, "unused": 900 - found, "spoilt": 0, "tendered": 0}
        do("typist1", "account", box=box, figures=account)
        do("typist1", "found", box=box, papers=found)


def test_a_box_with_papers_far_from_the_others_share_is_asked_about_at_the_desk(hall: Hall) -> None:
    """Papers found of those entrusted; boxes without either are named, and votes are in none. Law: r 50(2)."""
    officer = hall.seat("ro", FENLAND)
    assert section(officer.page(f"/area/{FENLAND}/")) == ""
    put("9")
    assert "Boxes are not compared yet: it takes 4" in section(officer.page(f"/area/{FENLAND}/"))
    do("ro", "withdraw-box", box="9", reason="not here")
    boxes_of_the_area(hall)
    told = section(officer.page(f"/area/{FENLAND}/"))
    assert f"Box 4: Far more {BOX} 810 papers found of 900 entrusted; about 300 expected" in told
    assert told.count(BOX) == 1
    assert "Have the box counted again, and its account read again from the paper" in told
    assert "Not compared, without an account or papers found: 6 and Postal." in told
    assert "2 times that" in told


def test_what_is_asked_about_a_box_is_told_to_those_who_see_the_verification(hall: Hall) -> None:
    """The floor at once; agents and the centre when it is closed (r 47(8)); typists and observers at no time."""
    boxes_of_the_area(hall)
    desk = f"/area/{FENLAND}/"
    seats = {one: hall.seat(f"{one}-fenland") for one in ("ro", "supervisor", "counting-agent", "typist1")}
    seats |= {one: hall.seat(one) for one in ("caro", "it-officer", "observer")}

    def told() -> set[str]:
        pages = {who: seat.client.get(desk).content.decode() for who, seat in seats.items()}
        return {who for who, page in pages.items() if BOX in unescape(page)}

    assert told() == {"ro", "supervisor"}
    do("supervisor", "withdraw-box", box="6", reason="not here")
    do("typist1", "found", box="Postal", papers=100)
    seats["ro"].do("close-verification", FENLAND, 0, electorate=50_000)
    assert told() == {"ro", "supervisor", "counting-agent", "caro"}
    assert "verification may have to be opened again" in section(seats["ro"].page(desk))


@pytest.mark.parametrize("found", [149, 150, 151])
def test_a_box_is_asked_about_from_half_of_what_the_others_give(hall: Hall, found: int) -> None:
    """The limit to the paper: 300 are expected."""
    put("1", "2", "3", "4")
    for box, papers in zip("1234", (300, 300, 300, found), strict=True):
        account = {"entrusted": 900, "issued": papers, "unused": 900 - papers, "spoilt": 0, "tendered": 0}
        do("typist1", "account", box=box, figures=account)
        do("typist1", "found", box=box, papers=papers)
    assert (f"Far fewer {BOX}" in section(hall.seat("ro", FENLAND).page(f"/area/{FENLAND}/"))) is (found <= 150)
