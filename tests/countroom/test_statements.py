"""Statements: the same bytes each time, their code on them, in the order of the statute."""

from __future__ import annotations

from hall import Hall

from countroom.paperwork.printing import paper_pdf
from countroom.paperwork.statements import Paper, code_of, short
from countroom.records import night

AREA = "E07000010"


def test_a_statement_is_printed_the_same_each_time_with_its_code(hall: Hall) -> None:
    """PDF/UA-1, byte for byte; the page shows the code that the centre types and the head of the record."""
    hall.verify(AREA)
    hall.count(AREA, 1)
    seat = hall.seat("ro", AREA)
    first, again = (seat.client.get(f"/area/{AREA}/1/statement/1.pdf").content for _ in range(2))
    assert first.startswith(b"%PDF-")
    assert first == again
    told = night().versions(AREA, 1)[0].payload
    page = seat.page(f"/area/{AREA}/1/statement/1/")
    assert short(told["sha256"]) in page
    assert code_of(told["text"]) == told["sha256"]
    before = next(act for act in night().at(AREA, 1) if act.kind == "state").previous
    assert before in told["text"]


def test_a_rehearsal_and_a_live_statement_look_different(hall: Hall) -> None:
    """In words and in colour, on screen and on paper."""
    modes, sizes = ("rehearsal", "live"), (True, False)
    made = {paper_pdf(Paper("A", "A\n\nB", mode, "", large)) for mode in modes for large in sizes}
    assert len(made) == 4
    assert "REHEARSAL" in hall.seat("caro").page("/")


def test_the_statement_is_in_the_order_of_the_statute(hall: Hall) -> None:
    """Papers used, rejected, first preferences of each, their total; then the heads. Law: r 51(5), 54(1)."""
    hall.verify(AREA)
    hall.count(AREA, 1)
    text = night().versions(AREA, 1)[0].payload["text"]
    places = [
        text.index(one)
        for one in ("Ballot papers used", "Rejected ballot papers", "Paul Bullen", "Total of first", "(a) want")
    ]
    assert places == sorted(places)
