"""Every kind of page in a real Chromium: on a phone, on a desk, enlarged; by keyboard; without script."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from layout import faults
from playwright.sync_api import Browser, BrowserContext, Page

SIX = (
    "mayor.cambridgeshire-and-peterborough.2017-05-04",
    "mayor.liverpool-city-ca.2024-05-02",
    "mayor.west-midlands.2021-05-06",
    "selection.labour.london.2015-09",
    "mayor.greater-manchester-ca.2021-05-06",
    "mayor.sheffield-city-ca.2022-05-05",
)
KINDS = (
    "",
    "elections/",
    *(f"elections/{one}/" for one in SIX),
    "elections/mayor.liverpool-city-ca.2024-05-02/areas/E08000012/",
    "elections/mayor.liverpool-city-ca.2024-05-02/areas/E06000006/",
    "elections/mayor.liverpool-city-ca.2017-05-04/checks/",
    "people/steve-rotheram/",
    "people/siôn-simon/",
    "offices/",
    "offices/greater-manchester-ca/",
    "offices/north-of-tyne/",
    "names/",
    "law/",
    "checks/",
    "about/",
    "report-an-error/",
    "accessibility/",
    "404/",
)
# One page of each kind, the least of it that has everything: axe takes seconds on the longest pages.
EACH_KIND = (
    "",
    "elections/",
    f"elections/{SIX[1]}/",
    f"elections/{SIX[1]}/areas/E08000012/",
    "elections/selection.labour.west-midlands.2016-08/",
    "people/steve-rotheram/",
    "offices/north-of-tyne/",
    "elections/mayor.tees-valley.2017-05-04/",
    "law/",
    f"elections/{SIX[1]}/checks/",
    "about/",
    "404/",
)
# A desk screen of 1280 by 1024 enlarged four times is 320 by 256 of the page's own pixels.
SCREENS = {"phone": (320, 640, 1), "desk": (1280, 900, 1), "enlarged": (320, 256, 4)}
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def context_of(browser: Browser, screen: str, **more: object) -> BrowserContext:
    """A window of a screen's size, in which pages cannot run scripts of their own."""
    width, height, scale = SCREENS[screen]
    size = {"width": width, "height": height}
    return browser.new_context(viewport=size, device_scale_factor=scale, **more)  # type: ignore[arg-type]


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds, with the first elements concerned."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_clipped_and_no_label_lies_on_another(browser: Browser, built: Path, screen: str) -> None:
    """Law: WCAG 2.2, success criterion 1.4.10 (reflow at 320 pixels, or 400 % of 1280)."""
    with context_of(browser, screen, java_script_enabled=False) as context:
        page = context.new_page()
        for kind in KINDS:
            page.goto((built / kind / "index.html").as_uri())
            assert faults(page) == [], kind


@pytest.mark.parametrize(("screen", "scheme"), [("phone", "light"), ("desk", "dark")])
def test_the_rules_of_wcag_find_nothing(browser: Browser, built: Path, screen: str, scheme: str) -> None:
    """Axe, with every rule of WCAG 2.2 at levels A and AA that a machine can test; each kind of page once.

    All pages named here on all screens by day and by night are the long test below.
    """
    with context_of(browser, screen, color_scheme=scheme) as context:
        page = context.new_page()
        for kind in EACH_KIND[::2] if screen == "phone" else EACH_KIND[1::2]:
            page.goto((built / kind / "index.html").as_uri())
            assert violations(page) == [], kind


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_rules_of_wcag_find_nothing_on_any_screen(
    browser: Browser, built: Path, screen: str, scheme: str
) -> None:
    """The same rules on every kind of page, by day and by night."""
    with context_of(browser, screen, color_scheme=scheme) as context:
        page = context.new_page()
        for kind in KINDS:
            page.goto((built / kind / "index.html").as_uri())
            assert violations(page) == [], kind


def test_everything_is_reached_with_the_keyboard_alone(browser: Browser, built: Path) -> None:
    """The skip link comes first; then every link, table that scrolls and folded part, each visibly."""
    with context_of(browser, "desk") as context:
        page = context.new_page()
        for kind in ("", f"elections/{SIX[1]}/", "offices/north-of-tyne/", "law/"):
            page.goto((built / kind / "index.html").as_uri())
            reachable = page.evaluate("""() => [...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
                .filter((one) => one.checkVisibility()).map((one, at) => (one.dataset.at = at))""")
            reached = []
            for _ in reachable:
                page.keyboard.press("Tab")
                reached.append(page.evaluate("() => Number(document.activeElement.dataset.at)"))
                shown = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
                assert shown != "none"
            assert reached == reachable, kind
            page.goto((built / kind / "index.html").as_uri())
            page.keyboard.press("Tab")
            assert page.evaluate("() => document.activeElement.className") == "skip"


def test_pages_print_without_menus_and_with_everything_folded_out(browser: Browser, built: Path) -> None:
    """Paper has no menu and cannot be unfolded."""
    with context_of(browser, "desk") as context:
        page = context.new_page()
        page.goto((built / f"elections/{SIX[0]}" / "index.html").as_uri())
        page.emulate_media(media="print")
        assert not page.locator("header nav").is_visible()
        assert page.locator("#printed-table").is_visible()


@pytest.mark.long
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_no_picture_of_any_page_has_a_clipped_or_overlapping_label(
    browser: Browser, built: Path, screen: str
) -> None:
    """All real elections, areas, people and offices."""
    with context_of(browser, screen, java_script_enabled=False) as context:
        page = context.new_page()
        for path in sorted(built.rglob("index.html")):
            page.goto(path.as_uri())
            assert faults(page) == [], path
