"""What rests on a figure falls with it: second counts on first ones, and on the direction they were made under."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hall import Hall
from invented import invented

from countroom.before.rehearsal import PaperForm
from countroom.night.figures import lines
from countroom.night.stages import Night, Stage
from countroom.paperwork.released import released
from countroom.records import night, position
from countroom.running.publisher import write_snapshot
from mayoral.contest.night import Act
from mayoral.files.acts import returns_of
from mayoral.files.nights import recording_of

NAMES = ("ash", "bay", "cob", "dew")
FIRST = {"N": (1000, 600, 500, 100), "S": (500, 300, 250, 50)}


def paper(count: int, **given: int) -> PaperForm:
    """The form of a count on which every line not given is 0."""
    so_far = night()
    between = so_far.contest.standing if count == 1 else so_far.directed
    figures = {line.name: 0 for line in lines(so_far.contest, count, between)}
    return PaperForm(figures | given, frozenset())


def first(votes: tuple[int, ...]) -> PaperForm:
    """A first count on which nothing is rejected."""
    firsts = {f"votes:{who}": one for who, one in zip(NAMES, votes, strict=True)}
    return paper(1, **{"papers:": sum(votes), "valid:": sum(votes)}, **firsts)


def second(pool: int, who: str, given: int) -> PaperForm:
    """A second count: so many papers of those eliminated, some for one who remains."""
    told = {"second_count_papers:": pool, f"second_preferences:{who}": given}
    return paper(2, **told, **{"second_preferences_for_eliminated:": pool - given})


@pytest.fixture
def both(make_hall: Callable[[Path], Hall], tmp_path: Path) -> Hall:
    """Two areas verified, their first counts accepted, the second directed between Ash and Bay."""
    hall = make_hall(invented(tmp_path / "invented"))
    for area, votes in FIRST.items():
        hall.forms[area, 1] = first(votes)
        hall.verify(area)
        hall.count(area, 1)
        hall.accept(area, 1)
    directed(hall)
    for area, votes in FIRST.items():
        hall.forms[area, 2] = second(sum(votes[2:]), "bay", votes[3])
    return hall


def directed(hall: Hall) -> None:
    """The calculation shown, and the second count directed between those who remain."""
    hall.seat("caro").do("show-calculation")
    hall.seat("caro").do("direct-second-count")


def second_counts(hall: Hall, *areas: str, sheet: str = "2.1") -> None:
    """The second counts of areas typed, sent and accepted."""
    for area in areas:
        hall.seat("supervisor", area).do("acknowledge-direction", area, 2)
        hall.count(area, 2, sheet)
        hall.accept(area, 2)


def again(hall: Hall, area: str, votes: tuple[int, ...], sheet: str = "1.2") -> None:
    """An area's first count directed to be counted again; it finds other figures, which are accepted."""
    hall.seat("caro").do("direct-recount", area, 1, sheets="", reason="the agents doubt a bundle")
    hall.forms[area, 1] = first(votes)
    hall.count(area, 1, sheet)
    hall.accept(area, 1)


def places() -> set[tuple[str, int]]:
    """The areas and counts whose statements stand, but for verifications."""
    return {(str(one.area), one.count) for one in returns_of(night().acts) if one.count}


def test_a_second_count_falls_with_the_first_it_rests_on(both: Hall) -> None:
    """Ten votes pass from Bay to Ash in a re-count: the second statement, with their totals, is made anew."""
    second_counts(both, "N", "S")
    both.finals()
    for count in (1, 2):
        both.seat("caro").do("authorise", "N", count)
    assert position(night()).stage is Night.READY
    both.seat("caro").do("direct-recount", "N", 1, sheets="", reason="the agents doubt a bundle")
    assert places() == {("S", 1), ("S", 2)}
    assert night().stage("N", 2) is Stage.ENTRY
    assert night().stage("S", 2) is Stage.FINAL
    assert all(one.superseded for one in released(night()))
    assert {(one.area, one.count) for one in recording_of(night().contest, night().acts).steps[-2:]} == {
        ("N", 1),
        ("N", 2),
    }
    supervisor = both.seat("supervisor", "N")
    assert supervisor.act("show", "N", 2) != 302
    assert "is being counted again" in supervisor.said
    both.forms["N", 1] = first((1010, 590, 500, 100))
    both.count("N", 1, "1.2")
    both.accept("N", 1)
    both.seat("ro", "N").do("final", "N", 1)
    assert position(night()).stage is Night.COUNTING
    assert both.seat("caro").act("declare") != 302
    both.send("N", 2)
    both.accept("N", 2)
    both.seat("ro", "N").do("final", "N", 2)
    text = str(night().versions("N", 2)[-1].payload["text"])
    assert "1,010" in text
    assert "690" in text
    both.declare("Ann Ash", 1510)


def test_a_correction_that_changes_who_remains_takes_the_second_counts_with_it(both: Hall, public: Path) -> None:
    """Cob passes Bay when North is counted again: nothing is done under the old direction, a new one is."""
    second_counts(both, "N", "S")
    both.seat("caro").do("authorise", "S", 2)
    write_snapshot()
    again(both, "N", (1000, 400, 700, 100))
    assert places() == {("N", 1), ("S", 1)}
    assert position(night()).stage is Night.SECOND_TO_DIRECT
    assert not position(night()).findings
    assert [one.superseded for one in released(night()) if one.count == 2] == [True]
    assert recording_of(night().contest, night().acts).steps[-1].act is Act.RETRACTED
    for who, act, area in (("caro", "authorise", "S"), ("ro", "final", "S"), ("caro", "direct-recount", "S")):
        assert both.seat(who, "" if who == "caro" else area).act(act, area, 2) != 302
    assert "Direct it again" in both.seat("caro").page("/centre/")
    assert "the CARO directs anew" in both.seat("ro", "S").page("/area/S/")
    directed(both)
    assert night().directed == {"ash", "cob"}
    both.forms["N", 2] = second(500, "cob", 90)
    both.forms["S", 2] = second(350, "cob", 60)
    second_counts(both, "N", "S", sheet="2.2")
    both.finals()
    both.declare("Ann Ash", 1500)


def test_a_second_count_under_way_is_not_accepted_once_its_direction_is_void(both: Hall) -> None:
    """South's second statement is at the centre when North's correction changes who remains."""
    both.seat("supervisor", "S").do("acknowledge-direction", "S", 2)
    both.count("S", 2)
    again(both, "N", (1000, 400, 700, 100))
    for act in ("receive", "query"):
        assert both.seat("caro").act(act, "S", 2) != 302
    assert "South" not in both.seat("centre-typist").page("/read-backs/")
    directed(both)
    assert night().stage("S", 2) is Stage.DIRECTED


def test_a_correction_that_gives_more_than_half_leads_to_the_finals_and_not_to_a_second_count(both: Hall) -> None:
    """Ash passes half when North is counted again: nobody waits for a direction that never comes."""
    both.seat("supervisor", "S").do("acknowledge-direction", "S", 2)
    both.seat("supervisor", "S").do("issue-sheets", "S", 2, sheets="S2")
    again(both, "N", (1700, 300, 150, 50))
    assert position(night()).stage is Night.FINALS_TO_DIRECT
    centre = both.seat("caro").page("/centre/")
    assert "Direct it again" not in centre
    assert "Sheet S2" not in both.seat("typist1", "S").page("/area/S/2/sheets/")
    both.seat("caro").do("show-calculation")
    both.seat("caro").do("direct-finals")
    for area in ("N", "S"):
        assert "Next: Draw up the final statement." in both.seat("ro", area).page(f"/area/{area}/"), area
        both.seat("ro", area).do("final", area, 1)
    both.declare("Ann Ash", 2200)


def test_a_correction_that_leaves_who_remains_leaves_the_other_areas_alone(both: Hall) -> None:
    """South's second count stands when North's re-count moves a few votes."""
    second_counts(both, "S")
    again(both, "N", (995, 605, 500, 100))
    assert places() == {("N", 1), ("S", 1), ("S", 2)}
    assert night().direction_stands


def test_one_of_several_second_sheets_is_not_held_against_the_whole_area(both: Hall) -> None:
    """A bundle of a hundred of North's six hundred papers adds up by itself."""
    supervisor, typist = both.seat("supervisor", "N"), both.seat("typist1", "N")
    supervisor.do("acknowledge-direction", "N", 2)
    supervisor.do("issue-sheets", "N", 2, sheets="2.1, 2.2")
    part = {line: str(one) for line, one in second(100, "bay", 30).figures.items()}
    path = "/area/N/2/sheet/2.1/"
    assert "E201" not in typist.client.post(path, part).content.decode()
    part["second_preferences_for_eliminated:"] = "69"
    assert "E202" in typist.client.post(path, part).content.decode()
    supervisor.do("void-sheet", "N", 2, "?sheet=2.2", reason="one sheet is enough")
    assert "E201" in typist.client.post(path, part).content.decode()


def test_a_poll_named_late_stops_the_count_until_it_is_verified(
    make_hall: Callable[[Path], Hall], tmp_path: Path
) -> None:
    """Sheets are out already; nobody types or shows a figure before the council's poll is verified. Law: Sch 3."""
    hall = make_hall(invented(tmp_path / "invented"))
    hall.forms["N", 1] = first(FIRST["N"])
    supervisor = hall.seat("supervisor", "N")
    supervisor.do("issue-sheets", "N", 1, sheets="1.1")
    supervisor.do("name-other-poll", "N", 0, poll="County council")
    path, figures = "/area/N/1/sheet/1.1/", hall.forms["N", 1].figures
    typist = hall.seat("typist1", "N").client
    looked = typist.post(path, {line: str(one) for line, one in figures.items()}).content.decode()
    key = looked.split('name="key" value="')[1].split('"')[0]
    refused = typist.post(path, {"sign": "yes", "key": key})
    assert refused.status_code == 409
    assert "not yet: County council, this one" in refused.content.decode()
    hall.verify("N")
    supervisor.do("verify-other-poll", "N", 0, poll="County council")
    for name in ("typist1", "typist2"):
        hall.seat(name, "N").type_sheet("N", 1, "1.1", dict(figures))
    hall.send("N", 1)
    assert night().stage("N", 1) is Stage.SENT


def test_papers_moved_after_the_re_counts_open_a_box_again(
    make_hall: Callable[[Path], Hall], tmp_path: Path
) -> None:
    """Three equal counts settle a box; seven papers moved since make a difference nobody has counted."""
    hall = make_hall(invented(tmp_path / "invented"))
    hall.forms["N", 1] = first(FIRST["N"])
    supervisor, typist = hall.seat("supervisor", "N"), hall.seat("typist1", "N")
    hall.verify("N")
    hall.seat("ro", "N").do("reopen-verification", "N", 0, reason="misplaced papers")
    for _ in range(2):
        typist.do("found", "N", 0, "?box=1", papers=2100)
    supervisor.do("move-papers", "N", 0, from_box="1", to_box="Postal", papers=7, initials="AB")
    officer = hall.seat("ro", "N")
    assert officer.act("close-verification", "N", 0, electorate=6600) != 302
    assert "neither settled nor explained" in officer.said
    for _ in range(2):
        typist.do("found", "N", 0, "?box=1", papers=2093)
    officer.do("close-verification", "N", 0, electorate=6600)
    text = str(night().versions("N", 0)[-1].payload["text"])
    assert "Box 1: counted again, 2,093 papers found twice alike" in text
    assert "No difference is unexplained" not in text


def test_the_caro_can_have_an_area_verified_again(make_hall: Callable[[Path], Hall], tmp_path: Path) -> None:
    """A re-count may be directed of the verification too. Law: r 57."""
    hall = make_hall(invented(tmp_path / "invented"))
    hall.forms["N", 1] = first(FIRST["N"])
    hall.verify("N")
    hall.seat("caro").do("reopen-verification", "N", 0, reason="a box was not on the van's list")
    assert night().stage("N", 0) is Stage.VERIFYING
    assert not any(one.area == "N" for one in returns_of(night().acts))


def test_a_second_count_has_to_account_for_the_first_preferences_of_the_eliminated(both: Hall) -> None:
    """North has six hundred papers, a hundred of them for Bay; every sum is there. Law: r 55(1), 56(2)."""
    both.seat("supervisor", "N").do("acknowledge-direction", "N", 2)
    both.count("N", 2, "2.1")
    page = both.seat("ro", "N").page("/area/N/2/adding-up/")
    assert "Every paper is accounted for" in page
    assert 'The whole area</th><td>1 of 1</td><td class="figure">600</td><td class="figure">600</td>' in page
    assert "second-count papers = first preferences of the eliminated" in page
