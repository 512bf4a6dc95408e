"""The desk of an area: figures to those who may see them, and only acts that can be done."""

from __future__ import annotations

import re
from html import unescape

from hall import Hall

AREA = "E07000010"
DESK = f"/area/{AREA}/"


def figures(page: str) -> list[list[str]]:
    """The rows of the table of figures on a desk, its heading first; none where there is no such table."""
    table = re.search(r'(?s)<table class="figures">(.*?)</table>', page)
    rows = re.findall(r"(?s)<tr>(.*?)</tr>", table[1]) if table else []
    return [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"(?s)<t[hd].*?</t[hd]>", row)]
            for row in rows]  # fmt: skip


def acts(page: str) -> set[str]:
    """The acts whose forms a page leads to."""
    return set(re.findall(r"/do/([a-z-]+)/", page))


def test_figures_stand_on_the_desk_for_those_who_may_see_them_and_nobody_else(hall: Hall) -> None:
    """Before they are shown to those present the floor alone, then agents too; typists at no time."""
    form = hall.forms[AREA, 1].figures
    votes = f"{form['valid:']:,}"
    hall.verify(AREA)
    supervisor, officer, agent = (hall.seat(one, AREA) for one in ("supervisor", "ro", "counting-agent"))
    typist = hall.seat("typist1", AREA)
    supervisor.do("issue-sheets", AREA, 1, sheets="1")
    typist.type_sheet(AREA, 1, "1", dict(form))
    assert figures(supervisor.page(DESK)) == figures(officer.page(DESK)) == []
    hall.seat("typist2", AREA).type_sheet(AREA, 1, "1", dict(form))
    assert ["Total first preferences", votes] in figures(officer.page(DESK))
    assert ["Ballot papers verified", f"{form['papers:']:,}"] in figures(officer.page(DESK))
    assert figures(agent.page(DESK)) == figures(typist.page(DESK)) == []
    hall.acknowledge(AREA, 1)
    supervisor.do("show", AREA, 1)
    assert ["Total first preferences", votes] in figures(agent.page(DESK))
    assert figures(typist.page(DESK)) == figures(hall.seat("caro").page(DESK)) == []
    assert votes not in typist.page(DESK)


def test_old_and_new_figures_of_a_recount_stand_side_by_side(hall: Hall) -> None:
    """Who decides on another re-count, or signs, sees what the first one changed."""
    form = dict(hall.forms[AREA, 1].figures)
    one, two = [line for line in form if line.startswith("votes:")][:2]
    hall.verify(AREA)
    supervisor, officer = hall.seat("supervisor", AREA), hall.seat("ro", AREA)
    supervisor.do("issue-sheets", AREA, 1, sheets="1")
    moved = form | {one: form[one] - 1, two: form[two] + 1}
    for typist in ("typist1", "typist2"):
        hall.seat(typist, AREA).type_sheet(AREA, 1, "1", moved)
    hall.acknowledge(AREA, 1)
    supervisor.do("show", AREA, 1)
    assert figures(officer.page(DESK))[0] == ["Line", "Now"]
    hall.seat("counting-agent", AREA).do("ask-recount", AREA, 1, asked_by="an agent", ground="one short")
    request = re.search(r'<option value="(\d+)"', officer.page(f"{DESK}1/do/grant-recount/"))
    assert request
    officer.do("grant-recount", AREA, 1, request=request[1], sheets="", reason="one short")
    assert ["Paul Bullen", "–", f"{form[one] - 1:,}"] in figures(officer.page(DESK))
    supervisor.do("issue-sheets", AREA, 1, sheets="2")
    for typist in ("typist1", "typist2"):
        hall.seat(typist, AREA).type_sheet(AREA, 1, "2", form)
    hall.acknowledge(AREA, 1)
    supervisor.do("show", AREA, 1)
    rows = figures(hall.seat("counting-agent", AREA).page(DESK))
    assert rows[0] == ["Line", "Now", "Before the re-count"]
    assert ["Paul Bullen", f"{form[one]:,}", f"{form[one] - 1:,}"] in rows


def test_screens_offer_no_act_that_has_nothing_to_be_done_on(hall: Hall) -> None:
    """No other poll, no variance, no request, no finding: no button for them; each appears with its thing."""
    officer, caro = hall.seat("ro", AREA), hall.seat("caro")
    empty = acts(officer.page(DESK))
    assert {"name-other-poll", "close-verification"} <= empty
    assert not empty & {"verify-other-poll", "explain-box", "move-papers"}
    officer.do("name-other-poll", AREA, 0, poll="Local elections")
    assert "verify-other-poll" in acts(officer.page(DESK))
    officer.do("verify-other-poll", AREA, 0, poll="Local elections")
    hall.verify(AREA)
    assert not acts(caro.page("/centre/")) & {"answer-recalculation", "note-finding", "authorise"}
    hall.count(AREA, 1)
    hall.accept(AREA, 1)
    assert "reopen-verification" not in acts(officer.page(DESK))
    assert not acts(officer.page(DESK)) & {"final", "declare-locally"}
    assert "authorise" in acts(caro.page("/centre/"))
    caro.do("authorise", AREA, 1)
    assert "authorise" not in acts(caro.page("/centre/"))
    assert "declare-locally" in acts(officer.page(DESK))
    officer.do("declare-locally", AREA, 1)
    assert "declare-locally" not in acts(officer.page(DESK))


def test_the_table_of_areas_says_how_what_was_read_back_compared(hall: Hall) -> None:
    """Not read back, differing on a named line, agreeing: before the CARO accepts or queries."""
    hall.verify(AREA)
    hall.count(AREA, 1)
    caro = hall.seat("caro")
    caro.do("receive", AREA, 1)
    assert "not read back yet" in caro.page("/centre/")
    line = next(one for one in hall.forms[AREA, 1].figures if one.startswith("votes:"))
    hall.read_back(AREA, 1, **{line: hall.forms[AREA, 1].figures[line] + 9})
    assert "differs on Paul Bullen" in caro.page("/centre/")
    hall.read_back(AREA, 1)
    assert "figures and code agree" in caro.page("/centre/")
    assert str(hall.forms[AREA, 1].figures[line]) not in hall.seat("centre-typist").page("/read-backs/")


def test_what_the_caro_asks_stands_on_the_desk(hall: Hall) -> None:
    """A query and a direction to count again reach the area with their words, not only with their stage."""
    hall.verify(AREA)
    hall.count(AREA, 1)
    caro, officer = hall.seat("caro"), hall.seat("ro", AREA)
    caro.do("query", AREA, 1, reason="Is the figure of Ms Howell 879?")
    assert "“Is the figure of Ms Howell 879?”" in unescape(officer.page(DESK))
    officer.do("answer", AREA, 1, reply="It is.")
    assert "Ms Howell" not in unescape(officer.page(DESK)).partition("<section")[0]
    caro.do("direct-recount", AREA, 1, sheets="", reason="Count the bundles of Mr Dawe again")
    assert "“Count the bundles of Mr Dawe again”" in unescape(officer.page(DESK))


def test_what_is_wrong_with_a_field_stands_under_its_label_once(hall: Hall) -> None:
    """The summary names the field; the field says only what to do."""
    hall.verify(AREA)
    supervisor = hall.seat("supervisor", AREA)
    assert supervisor.act("issue-sheets", AREA, 1, sheets="") == 422
    assert ">Sheet numbers: this is needed.</a>" in supervisor.said
    assert ">This is needed.</p>" in supervisor.said
