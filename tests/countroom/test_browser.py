"""Screens in a real browser: keyboard alone, 400 % zoom, WCAG 2.2 AA, and a server killed while typing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Server, browser_path, sign_in
from hall import CAMBRIDGE
from playwright.sync_api import Browser, Page, Playwright, expect

from countroom.before.rehearsal import paper_forms

AREA = "E07000010"
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser."""
    opened = playwright.chromium.launch(executable_path=browser_path(playwright))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A rehearsal served on this machine, one sheet issued in Fenland."""
    served = Server(tmp_path_factory.mktemp("served"))
    served.run("rehearse", str(CAMBRIDGE))
    served.start()
    yield served
    served.kill()


@pytest.fixture(scope="module")
def supervisor(browser: Browser, server: Server) -> Page:
    """Fenland's supervisor, who has issued some sheets."""
    page = sign_in(browser, server, "supervisor-fenland")
    page.goto(f"{server.address}/area/{AREA}/1/do/issue-sheets/")
    page.fill("#sheets", "1-9")
    page.click("main form.entry button")
    expect(page.get_by_role("status").first).to_contain_text("Recorded")
    return page


def test_a_sheet_is_entered_with_the_keyboard_alone(browser: Browser, server: Server, supervisor: Page) -> None:
    """No more key presses than the digits plus one per field plus two, first field to signature."""
    page = sign_in(browser, server, "typist1-fenland")
    page.goto(f"{server.address}/area/{AREA}/1/sheet/1/")
    figures = list(paper_forms(CAMBRIDGE)[AREA, 1].figures.values())
    expect(page.locator("input.figure").first).to_be_focused()
    pressed = 0
    for figure in figures:
        for digit in str(figure):
            page.keyboard.press(digit)
            pressed += 1
        page.keyboard.press("Enter")
        pressed += 1
    expect(page.get_by_role("button", name="Sign: this")).to_be_focused()
    page.keyboard.press("Enter")
    pressed += 1
    expect(page.get_by_role("status").first).to_contain_text("Sheet 1 is signed")
    assert pressed <= sum(len(str(one)) for one in figures) + len(figures) + 2


def test_a_key_leads_to_the_last_field_and_enter_never_sends_half_a_sheet(
    browser: Browser, server: Server, supervisor: Page
) -> None:
    """Page Down focuses the last field, Page Up the first; Enter in between only goes on."""
    page = sign_in(browser, server, "typist2-fenland")
    page.goto(f"{server.address}/area/{AREA}/1/sheet/2/")
    page.keyboard.press("PageDown")
    expect(page.locator("input.figure").last).to_be_focused()
    page.keyboard.press("PageUp")
    page.keyboard.press("Enter")
    expect(page.locator("input.figure").nth(1)).to_be_focused()
    assert page.url.endswith("/sheet/2/")


def test_what_was_kept_survives_a_killed_server_and_a_killed_browser(
    browser: Browser, server: Server, supervisor: Page
) -> None:
    """Kill -9 mid-sheet: the work is resumed with every line that was acknowledged as kept."""
    page = sign_in(browser, server, "typist1-fenland")
    page.goto(f"{server.address}/area/{AREA}/1/sheet/3/")
    expect(page.locator("input.figure").first).to_be_focused()
    for value in ("19,720", "12", "7"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
        expect(page.locator(".kept")).to_have_text("Kept as typed", timeout=20_000)
    page.wait_for_timeout(300)
    server.kill()
    page.context.close()
    server.start()
    again = sign_in(browser, server, "typist1-fenland")
    again.goto(f"{server.address}/area/{AREA}/1/sheet/3/")
    assert [again.locator("input.figure").nth(place).input_value() for place in range(3)] == ["19,720", "12", "7"]


@pytest.mark.parametrize(
    "who", ["caro", "supervisor-fenland", "typist1-fenland", "observer", "auditor", "it-officer"]
)
def test_every_screen_meets_wcag(browser: Browser, server: Server, supervisor: Page, who: str) -> None:
    """Axe finds nothing on any screen a person can open, at 100 % and at 400 % zoom (320 pixels wide)."""
    page = sign_in(browser, server, who)
    here = f"/area/{AREA}/"
    local = (
        "",
        "boxes/",
        "1/sheets/",
        "1/sheet/5/",
        "stations/",
        "letters/",
        "1/do/void-sheet/",
        "1/do/read-back/",
    )
    whole = ("/", "/board/", "/centre/", "/public/", "/record/", "/read-backs/", "/people/", "/do/appoint/")
    paths = [*whole, *(here + one for one in local), "/account/2fa/", "/account/reauthenticate/"]
    looked = 0
    for path in paths:
        answer = page.goto(server.address + path)
        assert answer is not None
        if answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
            continue
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options=WCAG)
            assert found.violations_count == 0, f"{path} at {width}: {found.generate_report()}"
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= width, f"{path} scrolls sideways at {width}: {wide}"
        looked += 1
    assert looked >= 4
