"""The papers of a night: verification, doubtful papers, script and notice, on screen and printed."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from html import unescape
from pathlib import Path

import pytest
from hall import Hall
from invented import invented_night

from countroom.actions import whole
from countroom.paperwork.printing import paper_pdf
from countroom.paperwork.public_page import papers_of
from countroom.paperwork.statements import (
    Paper,
    correction_paper,
    notice_of,
    papers_of_the_end,
    script_of,
)
from countroom.paperwork.telling import calendar
from countroom.records import night, position
from mayoral.contest.findings import Refused

REHEARSAL = "REHEARSAL: not a real election\n\n"


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


def test_the_statement_of_verification_gives_each_box_and_the_head_of_the_record(small_hall: Hall) -> None:
    """Box by box, duly returned postal papers, the total, and where the record stood. Law: r 47(7)-(8)."""
    small_hall.verify("N")
    act = night().versions("N", 0)[0]
    text = act.payload["text"]
    assert hashlib.sha256(text.encode()).hexdigest() == act.payload["sha256"]
    assert act.previous in text
    papers = small_hall.forms["N", 1].figures["papers:"]
    for wanted in ("STATEMENT AS TO THE RESULT OF THE VERIFICATION: North", f"{papers:,}", "Postal", "Electorate"):
        assert wanted in text
    for role, area in (("ro", "N"), ("counting-agent", "N"), ("agent", ""), ("caro", "")):
        assert text in unescape(small_hall.seat(role, area).page("/area/N/0/statement/1/"))
    same_twice(small_hall, "ro", "/area/N/0/statement/1.pdf", "N")
    assert small_hall.seat("observer").client.get("/area/N/0/statement/1/").status_code == 403
    assert small_hall.seat("typist1", "N").client.get("/area/N/0/statement/1/").status_code == 404


def test_the_register_keeps_every_decision_and_its_objection_and_foots(small_hall: Hall) -> None:
    """Head, decision, objection and objector are kept; heads and allowed papers add up. Law: rr 51(4), 52."""
    small_hall.verify("N")
    small_hall.seat("supervisor", "N").do("issue-sheets", "N", 1, sheets="N1")
    decide = small_hall.seat("adjudicator", "N")
    decided = {"want-of-official-mark": "", "more-than-one": "Agent of Bob Bay", "allowed": "Ann Ash"}
    for decision, objector in decided.items():
        decide.do("adjudicate", "N", 1, decision=decision, objected_by=objector, note="a tick outside the box")
    page = unescape(decide.page("/area/N/1/doubtful/"))
    for wanted in ("Agent of Bob Bay", "Ann Ash", "Allowed", "a tick outside the box", "Doubtful papers in all"):
        assert wanted in page
    assert "On the sheets" not in page  # the sheets are not agreed yet
    for typist in ("typist1", "typist2"):
        small_hall.seat(typist, "N").type_sheet("N", 1, "N1", dict(small_hall.forms["N", 1].figures))
    assert "On the sheets" in small_hall.seat("ro", "N").page("/area/N/1/doubtful/")
    assert "On the sheets" not in decide.page("/area/N/1/doubtful/")
    assert small_hall.seat("observer").client.get("/area/N/1/doubtful/").status_code == 403


def test_a_rejection_objected_to_stands_on_the_statement_of_rejected_papers(small_hall: Hall) -> None:
    """With who objected; what was allowed is not among them. Law: r 51(4)-(5)."""
    small_hall.verify("N")
    small_hall.seat("supervisor", "N").do("issue-sheets", "N", 1, sheets="N1")
    decide = small_hall.seat("adjudicator", "N")
    decide.do("adjudicate", "N", 1, decision="more-than-one", objected_by="Agent of Bob Bay", note="")
    decide.do("adjudicate", "N", 1, decision="allowed", objected_by="Ann Ash", note="")
    for typist in ("typist1", "typist2"):
        small_hall.seat(typist, "N").type_sheet("N", 1, "N1", dict(small_hall.forms["N", 1].figures))
    small_hall.send("N", 1)
    text = night().versions("N", 1)[0].payload["text"]
    assert "Doubtful paper 1: rejection objected to by Agent of Bob Bay" in text
    assert "Ann Ash" not in text.partition("Doubtful paper 1")[2]


def test_the_script_is_large_and_the_notice_waits_for_the_declaration(small_hall: Hall) -> None:
    """Names as nominated, hash and head printed; no notice before the declaration. Law: r 59(11), (15)."""
    caro = small_hall.seat("caro")
    assert caro.client.get("/script/").status_code == 409
    play(small_hall)
    page = unescape(caro.page("/script/"))
    (script,) = papers_of_the_end(night())
    assert script.large
    for wanted in ("Ann Ash", "2,011", script.code, script.sha256, night().head):
        assert wanted in page
    before = same_twice(small_hall, "caro", "/script.pdf")
    assert caro.client.get("/notice/").status_code == 409
    assert caro.client.get("/notice.pdf").status_code == 409
    with pytest.raises(Refused):
        notice_of(night())
    assert papers_of(night()) == {}
    small_hall.declare("Ann Ash", 2011)
    declared = night().declared
    assert declared is not None
    notice = notice_of(night())
    for wanted in ("NOTICE OF RESULT", "Elected: Ann Ash.", "2,011", "2,008", "rejected", declared.hash):
        assert wanted in notice.text
    shown = unescape(small_hall.seat("observer").page("/notice/"))
    assert notice.text in shown
    assert notice.sha256 in shown
    printed = same_twice(small_hall, "observer", "/notice.pdf")
    assert same_twice(small_hall, "caro", "/script.pdf") != before
    assert printed.startswith(b"%PDF-")


def test_a_correction_stands_on_the_notice_and_on_a_paper_of_its_own(small_hall: Hall) -> None:
    """Dated, linked to the declaration, which stands; the notice first published is kept word for word."""
    play(small_hall)
    small_hall.declare("Ann Ash", 2011)
    caro, observer = small_hall.seat("caro"), small_hall.seat("observer")
    first, declared = notice_of(night()), night().declared
    printed = same_twice(small_hall, "observer", "/notice.pdf")
    assert declared is not None
    assert observer.client.get("/correction/1/").status_code == 404
    words = "The name read out was Anne Ash; it is Ann Ash"
    caro.do("correct-notice", correction=f"{words}\n\nElected: nobody")
    act = night().last("correct-notice")
    assert act is not None
    notice = notice_of(night())
    for wanted in (
        f"CORRECTION of {calendar(act.at)} (act {act.seq})",
        f"declaration (act {declared.seq})",
        words,
    ):
        assert wanted in notice.text
    assert "\nElected: nobody" not in notice.text  # what somebody wrote never passes for a line of the notice
    assert first.text.removeprefix(REHEARSAL) in notice.text
    assert same_twice(small_hall, "observer", "/notice.pdf") != printed
    own = correction_paper(night(), 1)
    assert own.large
    for wanted in ("CORRECTION NOTICE 1", calendar(act.at), calendar(declared.at), f"act {declared.seq} ", words):
        assert wanted in own.text
    assert declared.payload["sha256"] in own.text
    assert words in unescape(observer.page("/correction/1/"))
    same_twice(small_hall, "observer", "/correction/1.pdf")
    public = papers_of(night())
    assert public["statements/notice.txt"] == notice.text
    assert public["statements/notice-first.txt"] == first.text
    assert public["statements/correction-1.txt"] == own.text
    with pytest.raises(Refused):
        correction_paper(night(), 2)


def test_everything_that_a_rehearsal_publishes_or_prints_says_so(small_hall: Hall) -> None:
    """Each public text begins with it; a live night's has no such line."""
    play(small_hall)
    small_hall.seat("caro").do("authorise", "N", 1)
    small_hall.declare("Ann Ash", 2011)
    small_hall.seat("caro").do("correct-notice", correction="A name")
    public = papers_of(night())
    assert len(public) == 5
    assert all(text.startswith(REHEARSAL) for text in public.values()), list(public)
    assert all(paper.text.startswith(REHEARSAL) for paper in papers_of_the_end(night()))
    live = position(replace(night(), mode="live"))
    assert script_of(live).startswith("DECLARATION OF RESULT")


@pytest.fixture
def tied(make_hall: Callable[[Path], Hall], tmp_path: Path) -> Hall:
    """A rehearsal in which two candidates have as many votes as each other, ready for the lot."""
    folder = invented_night(tmp_path / "mayor.invented.2017-05-04")
    returns = folder / "returns.csv"
    returns.write_text(returns.read_text().replace("S,1,votes,bay,1105", "S,1,votes,bay,1108"))
    hall = make_hall(folder)
    play(hall)
    return hall


def test_a_lot_is_told_with_its_method_witnesses_and_the_day_on_the_wall(
    tied: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On script, notice, calculation and record; half past midnight in London is the new day. Law: r 59(12)."""

    class AtHalfPastMidnight(datetime):
        """A clock that stands at 00:30 BST on 7 May 2021."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime(2021, 5, 6, 23, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(whole, "datetime", AtHalfPastMidnight)
    caro = tied.seat("caro")
    caro.do("show-calculation")
    caro.do("draw-lot", drawn="bay", method="Two slips\nin a hat", witness="Witness Wilma and Observer Omar")
    caro.do("show-calculation")
    drawn = night().last("draw-lot")
    assert drawn is not None
    assert drawn.payload["on"] == "2021-05-07"
    wanted = ("on 7 May 2021", "Two slips in a hat", "Witness Wilma and Observer Omar")
    assert all(one in script_of(position(night())) for one in wanted)
    for page in ("/calculation/", "/record/"):
        shown = unescape(caro.page(page))
        assert all(one in shown for one in wanted[1:]), page
    tied.declare("Bob Bay", 2011)
    assert all(one in notice_of(night()).text for one in wanted)


def drawn_in(pdf: bytes) -> list[bytes]:
    """What a PDF draws, stream by stream."""
    streams = re.findall(rb"(?s)stream\r?\n(.*?)\r?\nendstream", pdf)
    return [zlib.decompressobj().decompress(one) for one in streams if one.startswith(b"x")]


def sizes_in(pdf: bytes) -> set[float]:
    """The sizes of type that a PDF sets."""
    return {float(one) for one in re.findall(rb"/\S+ ([\d.]+) Tf", b"".join(drawn_in(pdf)))}


def lines_of(pdf: bytes) -> list[int]:
    """How many pieces of text each page of a PDF has."""
    return [one.count(b"BT") for one in drawn_in(pdf) if b"BT" in one]


def test_no_signature_stands_on_a_page_without_the_figures_it_signs() -> None:
    """Whatever the length of two tables, the second goes over with its heading and its signature."""
    signed = ["─" * 40, "Returning officer: ______________________________    Date: ______________"]
    (alone,) = lines_of(paper_pdf(Paper("A", "\n".join(signed), "live", "", large=False)))
    over = 0
    for rows in range(6, 20):
        table = [f"  Candidate {number}    {number:,}" for number in range(rows)]
        text = "\n".join([*table, "", "THE SECOND PART", *table, *signed])
        pages = lines_of(paper_pdf(Paper("A", text, "live", "", large=False)))
        over += len(pages) == 2
        assert len(pages) == 1 or pages[-1] == alone + 1 + 2 * rows, (rows, pages)
    assert over


@pytest.mark.parametrize(("large", "size"), [(False, 16.0), (True, 18.0)])
def test_papers_are_in_large_print_and_no_long_line_makes_them_smaller(large: bool, size: float) -> None:
    """Smaller are only the bar above, and the code and the hashes below."""
    long = "A long explanation of what was found in this box. " * 40
    lines = [f"  Candidate {number}    {number:,}" for number in range(12)]
    sizes = sizes_in(paper_pdf(Paper("A", "\n".join([*lines, long]), "live", "", large)))
    assert sizes == {9.0, 12.0, 13.0, size}
