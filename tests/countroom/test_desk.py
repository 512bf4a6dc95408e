"""The desk of an area: figures to those who may see them, and only acts that can be done."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from hall import Hall

from countroom.paperwork.telling import calendar
from countroom.records import digest, night, position

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


def test_what_the_caro_wrote_is_read_only_by_those_who_see_the_figures(hall: Hall) -> None:
    """A query may tell a figure, as may the reason of a voided sheet: no typist or adjudicator reads either."""
    hall.verify(AREA)
    supervisor = hall.seat("supervisor", AREA)
    supervisor.do("issue-sheets", AREA, 1, sheets="0")
    supervisor.do("void-sheet", AREA, 1, sheet="0", reason="it says 12345 and not 54321")
    hall.count(AREA, 1, "1")
    hall.seat("caro").do("receive", AREA, 1)
    hall.seat("caro").do("query", AREA, 1, reason="is Palmer's figure 54321?")
    for role, reads in (("ro", True), ("supervisor", True), ("typist1", False), ("adjudicator", False)):
        seat = hall.seat(role, AREA)
        pages = seat.page(f"/area/{AREA}/"), seat.page("/")
        assert ["54321" in page for page in pages] == [reads, reads], role
        assert "12345" in pages[0] or not reads, role


def test_what_is_wrong_with_a_field_stands_under_its_label_once(hall: Hall) -> None:
    """The summary names the field; the field says only what to do."""
    hall.verify(AREA)
    supervisor = hall.seat("supervisor", AREA)
    assert supervisor.act("issue-sheets", AREA, 1, sheets="") == 422
    assert ">Sheet numbers: this is needed.</a>" in supervisor.said
    assert ">This is needed.</p>" in supervisor.said


def explained_night(hall: Hall) -> None:
    """Three papers fewer on the sheets than were verified, explained; a box explained; a query answered."""
    form = dict(hall.forms[AREA, 1].figures)
    papers = form["papers:"]
    hall.stations(AREA)
    supervisor, typist, officer = (hall.seat(one, AREA) for one in ("supervisor", "typist1", "ro"))
    account = {"entrusted": papers, "issued": papers - 100, "unused": 100, "spoilt": 0, "tendered": 0}
    typist.do("account", AREA, 0, "?box=1", **account)
    typist.do("found", AREA, 0, "?box=1", papers=papers - 97)
    typist.do("found", AREA, 0, "?box=Postal", papers=100)
    supervisor.do("explain-box", AREA, 0, "?box=1", explanation="Three of\nanother poll", initials="BX")
    officer.do("close-verification", AREA, 0, electorate=3 * papers)
    supervisor.do("issue-sheets", AREA, 1, sheets="1")
    for one in ("typist1", "typist2"):
        hall.seat(one, AREA).type_sheet(AREA, 1, "1", form)
    finding = re.search(r'<option value="([^"]*W103[^"]*)"', supervisor.page(f"{DESK}1/do/acknowledge/"))
    assert finding
    given = {"finding": unescape(finding[1]), "counted_again": papers}
    supervisor.do("acknowledge", AREA, 1, explanation="Three were\nput back", initials="SV", **given)


@pytest.mark.parametrize("kind", ["words", "choice", "figure", ""])
@pytest.mark.parametrize(("hint", "error"), [("By lot", ""), ("", "Missing"), ("By lot", "Missing"), ("", "")])
def test_a_screen_reader_reads_the_hint_and_the_mistake_of_every_field(kind: str, hint: str, error: str) -> None:
    """A choice, an area of text and a line alike are tied to what stands beside them. Law: WCAG 2.2, 1.3.1."""
    told = {"id": "how", "field": "how", "words": "How", "kind": kind, "hint": hint, "error": error}
    page = render_to_string(
        "countroom/parts/field.html", told | {"choices": [("a", "A"), ("b", "B")], "value": ""}
    )
    beside = re.findall(r'<p class="(?:hint|error)" id="([^"]+)"', page)
    assert len(beside) == bool(hint) + bool(error)
    control = re.search(r'<(?:textarea|select|input) id="how"[^>]*>', page)
    assert control
    named = re.search(r'aria-describedby="([^"]*)"', control[0])
    assert (named[1].split() if named else []) == beside
    assert ('aria-invalid="true"' in control[0]) is bool(error)


def test_what_was_explained_in_writing_can_be_read_by_those_who_see_the_figures(hall: Hall) -> None:
    """On the desk, at the centre, on both statements: who, initials, time, words; never by a typist."""
    explained_night(hall)
    officer, agent, caro = hall.seat("ro", AREA), hall.seat("counting-agent", AREA), hall.seat("caro")
    act = night().last("acknowledge", AREA, 1)
    assert act is not None
    by = f"(SV), {calendar(act.at)}; papers counted again: {act.payload['counted_again']:,}: Three were put back"
    assert by in unescape(officer.page(DESK))
    assert by not in unescape(agent.page(DESK))  # before the figures are shown
    assert by not in unescape(caro.page(DESK))
    hall.send(AREA, 1)
    for seat, page in ((agent, DESK), (caro, DESK), (caro, "/centre/")):
        assert by in unescape(seat.page(page)), (seat.username, page)
    assert "put back" not in unescape(hall.seat("typist1", AREA).page(DESK))
    assert by in night().versions(AREA, 1)[0].payload["text"]
    box = night().last("explain-box", AREA, 0)
    assert box is not None
    told = f"(BX), {calendar(box.at)}: Three of another poll"
    assert told in night().versions(AREA, 0)[0].payload["text"]
    assert told in unescape(officer.page(f"{DESK}boxes/"))


def test_the_answer_to_a_query_can_be_read_until_the_statement_is_accepted(hall: Hall) -> None:
    """At the centre and on the desk, by whom and when; what was asked anew is not answered by it."""
    explained_night(hall)
    hall.send(AREA, 1)
    officer, caro = hall.seat("ro", AREA), hall.seat("caro")
    caro.do("query", AREA, 1, reason="Why three?")
    officer.do("answer", AREA, 1, reply="They lay beneath the table")
    act = night().last("answer", AREA, 1)
    assert act is not None
    said = f"{calendar(act.at)}: They lay beneath the table"
    assert said in unescape(caro.page("/centre/"))
    assert said in unescape(caro.page(DESK))
    assert said in unescape(officer.page(DESK))
    assert "beneath the table" not in unescape(hall.seat("typist1", AREA).page(DESK))
    caro.do("query", AREA, 1, reason="Which table?")
    assert said not in unescape(caro.page("/centre/"))


def test_the_words_to_a_finding_over_the_whole_stand_at_the_centre(hall: Hall) -> None:
    """With initials and time, beside the finding."""
    hall.verify(AREA)
    hall.count(AREA, 1)
    hall.accept(AREA, 1)
    caro = hall.seat("caro")
    finding = next(one for one in position(night()).findings if not one.stops)
    caro.do("note-finding", finding=digest(finding), explanation="Looked at with the agents", initials="CR")
    act = night().last("note-finding")
    assert act is not None
    assert f"(CR), {calendar(act.at)}: Looked at with the agents" in unescape(caro.page("/centre/"))
