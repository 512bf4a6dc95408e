"""Screens that follow the night show it by themselves, and never against the hand that uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import chromium, go, sign_in
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
