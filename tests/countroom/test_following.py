"""Screens that follow the night show it by themselves, and never against the hand that uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import chromium, go, sign_in
from by_hand import BrowserSeat
from invented import invented
from live import LiveNight, room
from playwright.sync_api import Page, Playwright, Route, expect


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[LiveNight]:
    """The invented contest, served."""
    with room(tmp_path, invented(tmp_path / "invented")) as night:
        yield night


@pytest.fixture
def board(followed: LiveNight, playwright: Playwright) -> Iterator[Page]:
    """The board of the hall on an observer's screen."""
    browser = chromium(playwright)
    tab = sign_in(browser, followed.server, "observer")
    go(tab, f"{followed.server.address}/board/")
    yield tab
    browser.close()


def test_a_screen_shows_by_itself_what_was_recorded(followed: LiveNight, board: Page) -> None:
    """The boxes of a station list put on the list elsewhere come to stand on the board."""
    before = board.inner_text("main")
    followed.seat("supervisor", "N").stations("N")
    expect(board.locator("main")).not_to_have_text(before, use_inner_text=True)


def test_a_screen_to_which_no_stream_comes_asks_by_itself(followed: LiveNight, board: Page) -> None:
    """As behind a proxy that holds streams back: the board still shows what was recorded elsewhere."""
    board.route("**/events/", lambda route: route.abort())
    board.reload()
    before = board.inner_text("main")
    followed.seat("supervisor", "N").stations("N")
    expect(board.locator("main")).not_to_have_text(before, use_inner_text=True, timeout=15_000)


def test_a_link_that_was_pressed_is_not_cut_off_by_what_is_recorded_meanwhile(
    followed: LiveNight, board: Page
) -> None:
    """The page asked for is slow to come; the page left behind hears of an act and lets it come."""
    waiting: list[Route] = []
    there = f"{followed.server.address}/"

    def hold(route: Route) -> None:
        waiting.append(route)

    board.route(there, hold)
    board.click("nav a", no_wait_after=True)
    followed.seat("supervisor", "N").stations("N")
    board.wait_for_timeout(2000)
    assert len(waiting) == 1
    waiting[0].continue_()
    board.wait_for_url(there)


def test_what_was_said_can_be_read_before_the_screen_shows_the_next_act(
    followed: LiveNight, playwright: Playwright
) -> None:
    """What is recorded elsewhere at once after an act here does not take its message away."""
    browser = chromium(playwright)
    seat = BrowserSeat(browser, followed.server, "supervisor-north", lambda _: None)
    assert seat.act("name-other-poll", "N", poll="Council") == 302
    said, changed = seat.tab.get_by_text("Recorded: Another poll named."), seat.tab.locator(".changed")
    expect(said).to_be_visible()
    followed.seat("supervisor", "S").stations("S")
    expect(changed).to_be_visible()
    expect(said).to_be_visible()
    changed.get_by_role("link").click()
    expect(said).to_have_count(0)
    browser.close()
