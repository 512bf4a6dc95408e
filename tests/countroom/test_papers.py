"""The papers of a night: verification, doubtful papers, script and notice, on screen and printed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from hall import Hall
from invented import invented_night

from countroom.paperwork.public_page import papers_of
from countroom.paperwork.statements import notice_of, papers_of_the_end
from countroom.records import night
from mayoral.contest.findings import Refused


@pytest.fixture
def small(make_hall: Callable[[Path], Hall], tmp_path: Path) -> Hall:
    """A rehearsal of the invented contest: two areas, four candidates."""
    return make_hall(invented_night(tmp_path / "mayor.invented.2017-05-04"))


def play(hall: Hall) -> None:
    """Both areas counted, accepted and final."""
    for area in ("N", "S"):
        hall.verify(area)
        hall.count(area, 1, sheet=f"{area}1")
        hall.accept(area, 1)
    hall.finals()


def same_twice(hall: Hall, role: str, address: str, area: str = "") -> bytes:
    """A PDF fetched twice and found the same, byte for byte."""
    client = hall.seat(role, area).client
    first, again = (client.get(address) for _ in range(2))
    assert first.status_code == 200, (address, first.content[:200])
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert first.content == again.content
    return bytes(first.content)


def test_the_statement_of_verification_gives_each_box_and_the_head_of_the_record(small: Hall) -> None:
    """Box by box, duly returned postal papers, the total, and where the record stood. Law: r 47(7)-(8)."""
    small.verify("N")
    act = night().versions("N", 0)[0]
    text = act.payload["text"]
    assert hashlib.sha256(text.encode()).hexdigest() == act.payload["sha256"]
    assert act.previous in text
    papers = small.forms["N", 1].figures["papers:"]
    for wanted in ("STATEMENT AS TO THE RESULT OF THE VERIFICATION: North", f"{papers:,}", "Postal", "Electorate"):
        assert wanted in text
    for role, area in (("ro", "N"), ("counting-agent", "N"), ("agent", ""), ("caro", "")):
        assert text in unescape(small.seat(role, area).page("/area/N/0/statement/1/"))
    same_twice(small, "ro", "/area/N/0/statement/1.pdf", "N")
    assert small.seat("observer").client.get("/area/N/0/statement/1/").status_code == 403
    assert small.seat("typist1", "N").client.get("/area/N/0/statement/1/").status_code == 404


def test_the_register_keeps_every_decision_and_its_objection_and_foots(small: Hall) -> None:
    """Head, decision, objection and objector are kept; heads and allowed papers add up. Law: rr 51(4), 52."""
    small.verify("N")
    small.seat("supervisor", "N").do("issue-sheets", "N", 1, sheets="N1")
    decide = small.seat("adjudicator", "N")
    decided = {"want-of-official-mark": "", "more-than-one": "Agent of Bob Bay", "allowed": "Ann Ash"}
    for decision, objector in decided.items():
        decide.do("adjudicate", "N", 1, decision=decision, objected_by=objector, note="a tick outside the box")
    page = unescape(decide.page("/area/N/1/doubtful/"))
    for wanted in ("Agent of Bob Bay", "Ann Ash", "Allowed", "a tick outside the box", "Doubtful papers in all"):
        assert wanted in page
    assert "On the sheets" not in page  # the sheets are not agreed yet
    for typist in ("typist1", "typist2"):
        small.seat(typist, "N").type_sheet("N", 1, "N1", dict(small.forms["N", 1].figures))
    assert "On the sheets" in small.seat("ro", "N").page("/area/N/1/doubtful/")
    assert "On the sheets" not in decide.page("/area/N/1/doubtful/")
    assert small.seat("observer").client.get("/area/N/1/doubtful/").status_code == 403


def test_a_rejection_objected_to_stands_on_the_statement_of_rejected_papers(small: Hall) -> None:
    """With who objected; what was allowed is not among them. Law: r 51(4)-(5)."""
    small.verify("N")
    small.seat("supervisor", "N").do("issue-sheets", "N", 1, sheets="N1")
    decide = small.seat("adjudicator", "N")
    decide.do("adjudicate", "N", 1, decision="more-than-one", objected_by="Agent of Bob Bay", note="")
    decide.do("adjudicate", "N", 1, decision="allowed", objected_by="Ann Ash", note="")
    for typist in ("typist1", "typist2"):
        small.seat(typist, "N").type_sheet("N", 1, "N1", dict(small.forms["N", 1].figures))
    small.send("N", 1)
    text = night().versions("N", 1)[0].payload["text"]
    assert "Doubtful paper 1: rejection objected to by Agent of Bob Bay" in text
    assert "Ann Ash" not in text.partition("Doubtful paper 1")[2]


def test_the_script_is_large_and_the_notice_waits_for_the_declaration(small: Hall) -> None:
    """Names as nominated, hash and head printed; no notice before the declaration. Law: r 59(11), (15)."""
    caro = small.seat("caro")
    assert caro.client.get("/script/").status_code == 409
    play(small)
    page = unescape(caro.page("/script/"))
    (script,) = papers_of_the_end(night())
    assert script.large
    for wanted in ("Ann Ash", "2,011", script.code, script.sha256, night().head):
        assert wanted in page
    before = same_twice(small, "caro", "/script.pdf")
    assert caro.client.get("/notice/").status_code == 409
    assert caro.client.get("/notice.pdf").status_code == 409
    with pytest.raises(Refused):
        notice_of(night())
    assert papers_of(night()) == {}
    small.declare("Ann Ash", 2011)
    declared = night().declared
    assert declared is not None
    notice = notice_of(night())
    for wanted in ("NOTICE OF RESULT", "Elected: Ann Ash.", "2,011", "2,008", "rejected", declared.hash):
        assert wanted in notice.text
    shown = unescape(small.seat("observer").page("/notice/"))
    assert notice.text in shown
    assert notice.sha256 in shown
    printed = same_twice(small, "observer", "/notice.pdf")
    assert same_twice(small, "caro", "/script.pdf") != before
    caro.do("correct-notice", correction="The name of the ward in the heading")
    assert same_twice(small, "observer", "/notice.pdf") == printed
    assert f"to the declaration (act {declared.seq})" in small.seat("observer").page("/notice/")
    assert papers_of(night())["statements/notice.txt"] == notice.text


def test_observers_see_progress_and_figures_only_once_released(small: Hall) -> None:
    """Before the authorisation not one figure of the return; after it the statement as authorised."""
    small.verify("N")
    small.count("N", 1, sheet="N1")
    small.accept("N", 1)
    observer = small.seat("observer")
    page = observer.page("/observers/")
    assert "accepted, provisional" in page
    assert "1,201" not in page
    small.seat("caro").do("authorise", "N", 1)
    page = observer.page("/observers/")
    assert "1,201" in page
    assert "1,201" not in observer.page("/board/")
    small.seat("caro").do("direct-recount", "N", 1, sheets="", reason="a bundle was seen twice")
    page = observer.page("/observers/")
    assert "counting again" in page
    assert "Re-count directed by the CARO" in page
    assert small.seat("it-officer").client.get("/observers/").status_code == 403
