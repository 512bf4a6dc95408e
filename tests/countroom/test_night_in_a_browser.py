"""A night in real Chromium, on a server of its own; what is public never runs ahead of what is authorised."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import chromium, go
from by_hand import sit
from hall import CAMBRIDGE
from invented import invented
from live import LiveNight, room
from playwright.sync_api import Browser, Playwright, expect
from postgres import DATABASES, database_at
from scripts import FENLAND, NORTH_EAST, play_2017, play_first_past_the_post, play_small, small_forms
from watching import Watch, figures_in

EVENTS = {"settle": 1, "ask-recount": 1, "grant-recount": 1, "query": 1, "answer": 1, "direct-second-count": 1,
          "direct-finals": 1, "authorise": 1, "declare": 1}  # fmt: skip


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium, with a context of its own for everybody who sits in it."""
    opened = chromium(playwright)
    yield opened
    opened.close()


def watched(night: LiveNight, browser: Browser, names: tuple[str, ...]) -> Watch:
    """Who is named, and the centre, at a browser; after every act everything public is looked at."""
    watch = Watch(night)
    night.courier = watch.courier
    sit(night, browser, watch.tell, names)
    watch.sit_down(browser)
    assert watch.secret()
    return watch


def ended(night: LiveNight, watch: Watch, browser: Browser, figure: int) -> list[dict[str, Any]]:
    """The acts of a night at its end: every sheet typed by two, the record sound, the result public at last."""
    acts = night.acts()
    assert night.kept() == len(acts)
    typed: dict[tuple[str, int, str], list[str]] = {}
    for act in acts:
        if act["kind"] == "enter":
            where = (act["area"], act["count"], act["payload"]["sheet"])
            typed.setdefault(where, []).append(act["person"])
    assert {where[:2] for where in typed} == set(night.forms)
    assert all(len(who) == len(set(who)) == 2 for who in typed.values())
    assert watch.looked >= len(acts)
    _comes_to_be_public(browser, night, figure)
    print(f"{len(acts)} acts; looked {watch.looked} times; {night.server.database or 'SQLite'}")  # noqa: T201
    return acts


def _comes_to_be_public(browser: Browser, night: LiveNight, figure: int) -> None:
    """Somebody who is not signed in comes to see a figure on the public page."""
    page = browser.new_page()
    for _ in range(20):
        go(page, f"{night.server.address}/public/")
        if f"{figure:,}" in figures_in(page.content()):
            page.close()
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.content())


def as_declared(acts: list[dict[str, Any]], election: Path) -> None:
    """The declaration on the record is that of the returning officer's notice."""
    declared = tomllib.loads((election / "declared.toml").read_text())
    (act,) = [one for one in acts if one["kind"] == "declare"]
    assert act["payload"]["elected"] == declared["elected"]
    assert act["payload"]["counts"] == [one["votes"] for one in declared["counts"]]


def whole_night(folder: Path, browser: Browser, names: tuple[str, ...], database: str) -> None:
    """Cambridgeshire and Peterborough 2017, the areas named and the whole centre in the browser."""
    with database_at(database) as address, room(folder, CAMBRIDGE, address) as night:
        watch = watched(night, browser, names)
        play_2017(night)
        acts = ended(night, watch, browser, 88826)
        as_declared(acts, CAMBRIDGE)
        assert EVENTS.items() <= Counter(one["kind"] for one in acts).items()
        slips = [
            one["payload"]["figures"] for one in acts if one["kind"] == "enter" and one["payload"]["sheet"] == "A1"
        ]
        assert [one["votes:rod-cantrill"] for one in slips] == [13237, 13273]
        assert len([one for one in acts if one["kind"] == "enter" and one["area"] == FENLAND]) == 6
        papers = (night.server.folder / "rehearsal" / "papers.txt").read_text()
        assert papers.count(" *") >= sum("papers:" in form for form in night.forms.values())
        assert "no source gives" in papers
        assert watch.screen is not None
        expect(watch.screen.locator("main")).to_contain_text("Fenland, first count")
        expect(watch.screen.locator("main")).to_contain_text("The result is declared")
        assert f"{night.forms[FENLAND, 1]['votes:james-palmer']:,}" in figures_in(watch.screen.inner_text("main"))
        assert "88,826" not in watch.screen.inner_text("main")


def test_a_figure_is_seen_however_it_is_written() -> None:
    """In a page, in data, at the end of a sentence; a hash and the decimals of a share are no figures."""
    text = '<td>76,064</td> {"figure": 19720, "counts": [1234,2345]} with 88,826. 0.12345 sha256 ' + "12345678" * 8
    assert figures_in(text) == {"76,064", "19720", "1234", "2345", "88,826"}


@pytest.mark.long
@DATABASES
def test_the_night_of_2017_is_played_in_a_browser(tmp_path: Path, browser: Browser, database: str) -> None:
    """Fenland and the centre by hand in Chromium, the other areas over HTTP. Law: SI 2017/67 Sch 1 rr 47-59."""
    whole_night(tmp_path, browser, ("-fenland",), database)


@pytest.mark.long
@DATABASES
def test_the_whole_night_of_2017_is_played_in_a_browser(tmp_path: Path, browser: Browser, database: str) -> None:
    """All six areas and the centre by hand in Chromium."""
    whole_night(tmp_path, browser, ("",), database)


@pytest.mark.long
@DATABASES
def test_north_east_2024_is_played_in_a_browser(tmp_path: Path, browser: Browser, database: str) -> None:
    """Seven areas, first past the post: most votes wins, no second count is offered. Law: r 59(11)."""
    declared = tomllib.loads((NORTH_EAST / "declared.toml").read_text())
    winner, votes = declared["elected"], declared["counts"][0]["votes"]
    told = tomllib.loads((NORTH_EAST / "election.toml").read_text())
    name = next(one["name"] for one in told["candidates"] if one["id"] == winner)
    with database_at(database) as address, room(tmp_path, NORTH_EAST, address) as night:
        assert len(night.areas) == 7
        watch = watched(night, browser, ("-gateshead",))
        play_first_past_the_post(night, name, votes[winner])
        acts = ended(night, watch, browser, votes[winner])
        as_declared(acts, NORTH_EAST)


@pytest.mark.long
@DATABASES
def test_equality_for_second_place_and_a_lot_are_played_in_a_browser(
    tmp_path: Path, browser: Browser, database: str
) -> None:
    """Two are equal second, so three go on; two are equal at the end, so a lot decides. Law: 2009 Act Sch 5B."""
    with database_at(database) as address, room(tmp_path, invented(tmp_path / "invented"), address) as night:
        night.forms = small_forms(1301)
        watch = watched(night, browser, ("-north",))
        play_small(night)
        acts = ended(night, watch, browser, 13010)
        told = {one["kind"]: one["payload"] for one in acts}
        assert told["direct-second-count"]["remaining"] == ["ash", "bay", "cob"]
        assert told["draw-lot"]["among"] == ["ash", "bay"]
        assert told["declare"]["elected"] == "bay"
        assert [told["declare"]["counts"][1][one] for one in ("ash", "bay")] == [13010, 13010]
