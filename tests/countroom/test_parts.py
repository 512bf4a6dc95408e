"""Whether a count is explainable: the area, and each mini-count area or team whose papers are kept apart."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hall import Hall
from invented import sheet

from countroom.night.parts import parts
from countroom.records import night

EAST, WEST = (700, 300, 14, 2), (501, 603, 30, 5)
"""The votes of the two parts of North; together those of its statement."""


def typed(hall: Hall, number: str, votes: tuple[int, ...], rejected: int = 0) -> None:
    """A sheet of North typed twice alike; its rejected papers are of the last head."""
    figures = sheet(night(), "N", 1, votes)
    head = [line for line in figures if line.startswith("rejected:")][-2]
    figures |= {"papers:": sum(votes) + rejected, head: rejected, "rejected:": rejected}
    for typist in ("typist1", "typist2"):
        hall.seat(typist, "N").type_sheet("N", 1, number, figures)


def issue(hall: Hall, number: str, part: str = "", papers: object = "") -> None:
    """A sheet of North issued, for a part or for none."""
    hall.seat("supervisor", "N").do("issue-sheets", "N", 1, sheets=number, part=part, part_papers=papers)


def table(page: str) -> dict[str, list[str]]:
    """The rows of the papers and what became of them, by their heads."""
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', unescape(page), re.DOTALL)
    return {head: [cell.strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)] for head, cells in rows}


def test_every_part_kept_apart_has_to_account_for_the_papers_it_was_handed(small_hall: Hall) -> None:
    """West found two papers too few: it is named, though North's own sum is only out by the same two."""
    small_hall.verify("N")
    papers = small_hall.forms["N", 1].figures["papers:"]
    issue(small_hall, "E1", "Team East", sum(EAST))
    issue(small_hall, "W1", "Team West", papers - sum(EAST))
    typed(small_hall, "E1", EAST)
    ro = small_hall.seat("ro", "N")
    page = ro.page("/area/N/1/adding-up/")
    assert "So far nothing is left over: 1 of 2 sheets are agreed" in page
    assert table(page)["Team East"] == ["1 of 1", "1,016", "1,016", "0", "0"]
    assert table(page)["Team West"][-1] == "–"
    lost = papers - sum(EAST) - sum(WEST) - 2
    typed(small_hall, "W1", WEST, rejected=lost)
    page = ro.page("/area/N/1/adding-up/")
    assert table(page)["Team West"][-1] == "2 missing"
    assert table(page)["The whole area"][-1] == "2 missing"
    assert "Team West: 2 missing." in page
    assert "Team East: " not in page
    assert [(one.name, one.residual) for one in parts(night(), "N", 1)] == [("Team East", 0), ("Team West", 2)]


def test_where_nothing_is_left_over_the_page_says_so_with_every_sum(small_hall: Hall) -> None:
    """No part kept apart: the area alone, its papers those verified."""
    small_hall.verify("N")
    issue(small_hall, "N1")
    for typist in ("typist1", "typist2"):
        small_hall.seat(typist, "N").type_sheet("N", 1, "N1", dict(small_hall.forms["N", 1].figures))
    page = small_hall.seat("ro", "N").page("/area/N/1/adding-up/")
    assert "Every paper is accounted for" in page
    assert next(iter(table(page))) == "The whole area"
    assert "papers = verified total" in page
    assert parts(night(), "N", 1) == ()


def test_papers_handed_to_no_part_are_told(small_hall: Hall) -> None:
    """Forty papers lie on no table: the parts agree with themselves and not with the area."""
    small_hall.verify("N")
    papers = small_hall.forms["N", 1].figures["papers:"]
    issue(small_hall, "E1", "Team East", papers - 40)
    page = small_hall.seat("ro", "N").page("/area/N/1/adding-up/")
    assert table(page)["Not handed to any part"][1] == "40 missing"
    assert "Something is left over" in page
    typed(small_hall, "E1", EAST)
    page = small_hall.seat("ro", "N").page("/area/N/1/adding-up/")
    assert table(page)["Not handed to any part"][1] == "40 missing"
    assert "Not handed to any part: 40 missing." in page


def test_what_was_handed_to_a_part_is_as_last_said_and_stays_when_sheets_are_added(small_hall: Hall) -> None:
    """More sheets for a part add no papers unless that is said anew; a void sheet leaves it."""
    small_hall.verify("N")
    issue(small_hall, "E1", "Team East", 1000)
    issue(small_hall, "E2", "Team East")
    assert [(one.papers, one.sheets) for one in parts(night(), "N", 1)] == [(1000, 2)]
    issue(small_hall, "E3", "Team East", 1200)
    small_hall.seat("supervisor", "N").do("void-sheet", "N", 1, sheet="E2", reason="torn")
    assert [(one.papers, one.sheets) for one in parts(night(), "N", 1)] == [(1200, 2)]


def test_two_candidates_the_other_way_round_in_one_part_are_asked_about(small_hall: Hall) -> None:
    """Four teams; the third has Ash's votes in Cob's line. It adds up, and the page asks to read it again."""
    small_hall.verify("N")
    teams = {"T1": (300, 225, 11, 2), "T2": (301, 226, 11, 2), "T3": (11, 226, 300, 2), "T4": (300, 226, 11, 1)}
    for number, votes in teams.items():
        issue(small_hall, number, f"Team {number}", sum(votes))
    for number in ("T1", "T2", "T4"):
        typed(small_hall, number, teams[number])
    ro = small_hall.seat("ro", "N")
    assert "Team T3, " not in ro.page("/area/N/1/adding-up/")
    typed(small_hall, "T3", teams["T3"])
    page = unescape(ro.page("/area/N/1/adding-up/"))
    asked = page.partition("Look again")[2]
    assert "Team T3, count:" in asked
    assert "Team T1, count:" not in asked
    assert "Ann Ash" in asked
    assert "Cat Cob" in asked
    assert "read again from the paper before the statement is drawn up" in asked


@pytest.mark.parametrize(
    ("part", "papers", "told"),
    [
        ("Team East", "", "say how many papers were handed to Team East"),
        ("", "12", "name the mini-count area or team"),
        ("1", "12", "a ballot box is no part of a count"),
        ("Postal", "12", "a ballot box is no part of a count"),
    ],
)
def test_a_part_needs_its_papers_and_is_never_a_ballot_box(
    small_hall: Hall, part: str, papers: str, told: str
) -> None:
    """Papers of all boxes are mixed before they are counted. Law: r 50(1)-(2)."""
    small_hall.verify("N")
    supervisor = small_hall.seat("supervisor", "N")
    assert supervisor.act("issue-sheets", "N", 1, sheets="E1", part=part, part_papers=papers) == 409
    assert told in unescape(supervisor.said)
    assert not night().sheets("N", 1)


def test_the_sums_are_shown_to_those_who_may_see_the_figures_and_to_nobody_else(small_hall: Hall) -> None:
    """Agents once the figures are shown, the centre once they are sent, typists and observers never."""
    small_hall.verify("N")
    issue(small_hall, "N1")
    where = "/area/N/1/adding-up/"
    everybody = (("typist1", "N"), ("counting-agent", "N"), ("caro", ""), ("observer", ""), ("ro", "S"))
    assert small_hall.seat("ro", "N").client.get(where).status_code == 200
    for role, area in everybody:
        assert small_hall.seat(role, area).client.get(where).status_code == 403, role
    for typist in ("typist1", "typist2"):
        small_hall.seat(typist, "N").type_sheet("N", 1, "N1", dict(small_hall.forms["N", 1].figures))
    small_hall.send("N", 1)
    for role, area in everybody:
        wanted = 200 if role in ("counting-agent", "caro") else 403
        assert small_hall.seat(role, area).client.get(where).status_code == wanted, role
    assert small_hall.seat("ro", "N").client.get("/area/N/0/adding-up/").status_code == 404
